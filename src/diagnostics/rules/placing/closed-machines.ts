import type { JsonRecord } from '../../../common/json.ts';
import type { Claim } from '../../claim.ts';
import { claim } from '../../claim.ts';
import type { Taint } from '../../facts/capacity.ts';
import { nodeOffers, taintsOf, tolerates } from '../../facts/capacity.ts';
import type { PodFacts } from '../../facts/pod-facts.ts';
import type { Refusal } from '../../words/scheduling.ts';
import { deviceShort, plainShort } from './room.ts';
import { isCordoned, namesOf, type UnplacedCase } from './unplaced-case.ts';

/** Taints that keep ordinary work off control planes; they explain nothing when other machines exist. */
const BACKGROUND_TAINT =
  /node-role\.kubernetes\.io\/(control-plane|master)|virtual-kubelet|node\.cloudprovider/;
/** Kubernetes' own: they tell of a state of the machine (cordoned, not ready, short of disk), not of whom it is kept for. */
const STATE_TAINT = /node\.kubernetes\.io\//;

const CORDON = /were unschedulable|node\.kubernetes\.io\/unschedulable|NodeUnschedulable/;

function taintWords(refusals: readonly Refusal[]): readonly string[] {
  return refusals.flatMap(({ reason }) => /\{([^}]*)\}/.exec(reason)?.[1]?.trim().replace(/:\s*$/, '') ?? []);
}

/** The scheduler's words about taints that somebody set; 1.35 no longer says which taint it was. */
function reservedRefusals({ refusals }: UnplacedCase): readonly Refusal[] {
  return refusals.filter(
    ({ reason }) => /taint/.test(reason) && !BACKGROUND_TAINT.test(reason) && !STATE_TAINT.test(reason),
  );
}

function reservingTaints(node: JsonRecord, pod: PodFacts): readonly Taint[] {
  return taintsOf(node).filter((taint) => !STATE_TAINT.test(taint.key) && !tolerates(pod, taint));
}

/** A pod that wants devices, and a taint that is named after them: the machines with the devices are kept for others. */
export function reservedForDevices(unplaced: UnplacedCase): Claim | undefined {
  const reserved = reservedRefusals(unplaced);
  return unplaced.gpus.length > 0 &&
    taintWords(reserved).some((taint) => /gpu|nvidia|accelerator/i.test(taint))
    ? reservedClaim(unplaced, reserved)
    : undefined;
}

/** Every machine that would fit is closed: for everybody, or for all but some. */
export function closedClaim(unplaced: UnplacedCase): Claim | undefined {
  const { fitting, pod } = unplaced;
  if (fitting.length === 0 || plainShort(unplaced).length > 0) return undefined;
  if (!unplaced.said(/taint|unschedulable/i)) return undefined;
  if (fitting.every(isCordoned)) return cordoned(unplaced, fitting);
  const isClosed = (node: JsonRecord): boolean => isCordoned(node) || reservingTaints(node, pod).length > 0;
  return fitting.every(isClosed) ? reservedClaim(unplaced, reservedRefusals(unplaced)) : undefined;
}

/** Machines closed for new pods, where it is not known that the pod could go elsewhere. */
export function cordonClaim(unplaced: UnplacedCase): Claim | undefined {
  const { fitting, nodes } = unplaced;
  if (!unplaced.said(CORDON) || plainShort(unplaced).length > 0) return undefined;
  const closed = nodes.filter(isCordoned);
  const short = deviceShort(unplaced);
  if (short !== undefined && !closed.some((node) => nodeOffers(node, short))) return undefined;
  if (unplaced.sawMachines && fitting.length > 0 && !fitting.some(isCordoned)) return undefined;
  return cordoned(unplaced, closed);
}

function cordoned(unplaced: UnplacedCase, closed: readonly JsonRecord[]): Claim {
  const { base, says } = unplaced;
  return claim({
    ...base,
    cause: 'scheduling-cordoned',
    confidence: mayBeForLabels(unplaced) ? 'likely' : 'certain',
    says: { ...says, cordoned: namesOf(closed) },
  });
}

/** A machine that lacks the labels is no proof against the others; only the machines themselves tell which of them would fit. */
function mayBeForLabels(unplaced: UnplacedCase): boolean {
  return !unplaced.sawMachines && unplaced.said(/node affinity|node selector/) !== undefined;
}

/** Machines kept for others by a taint. */
export function taintClaim(unplaced: UnplacedCase): Claim | undefined {
  const reserved = reservedRefusals(unplaced);
  if (reserved.length > 0) return reservedClaim(unplaced, reserved);
  const anyTaint = unplaced.said(/taint/);
  const byLabels = unplaced.said(/node affinity|node selector|didn't match|PodFitsHost/);
  return anyTaint && !byLabels ? reservedClaim(unplaced, unplaced.refusals) : undefined;
}

function reservedClaim(unplaced: UnplacedCase, refusals: readonly Refusal[]): Claim {
  const { base, says, pod, fitting } = unplaced;
  const named = taintWords(refusals);
  const seen = fitting.flatMap((node) =>
    reservingTaints(node, pod).map(({ key, value, effect }) => `${key}=${value}:${effect}`),
  );
  return claim({
    ...base,
    cause: 'scheduling-taint',
    confidence: mayBeForLabels(unplaced) ? 'likely' : 'certain',
    says: { ...says, taints: [...new Set(named.length > 0 ? named : seen)] },
  });
}

/** The machines are in trouble themselves; the engine follows the claim to them. */
export function sickClaim(unplaced: UnplacedCase): Claim | undefined {
  const { base, says, machines } = unplaced;
  const pressure = unplaced.said(
    /node\.kubernetes\.io\/(disk-pressure|memory-pressure|pid-pressure)|disk pressure|NodeUnderDiskPressure/,
  );
  if (pressure && /disk/i.test(pressure.reason))
    return claim({
      ...base,
      cause: 'node-disk-pressure',
      confidence: 'certain',
      says: { node: undefined, message: says.message, refused: true },
      because: machines,
    });
  if (pressure)
    return claim({
      ...base,
      cause: 'scheduling-taint',
      confidence: 'certain',
      says: { ...says, taints: taintWords([pressure]) },
      because: machines,
    });
  const sick = unplaced.said(
    /node\.kubernetes\.io\/(not-ready|unreachable|network-unavailable)|unknown conditions|NodeNotReady|were not ready/,
  );
  return sick
    ? claim({
        ...base,
        cause: 'node-unhealthy',
        confidence: 'certain',
        says: { node: undefined, kind: 'not-ready', message: says.message, pods: [] },
        because: machines,
      })
    : undefined;
}
