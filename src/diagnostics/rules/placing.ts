import type { JsonRecord } from '../../common/json.ts';
import { flag, list, number, text, textMap } from '../../common/json.ts';
import type { Claim } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import {
  gpuRequests,
  labelsFit,
  nodeNames,
  nodeOffers,
  shortageOf,
  taintsOf,
  tolerates,
  wantedLabels,
} from '../facts/capacity.ts';
import type { PodFacts } from '../facts/pod-facts.ts';
import { quote, refTo } from '../facts/refs.ts';
import type { SchedulerVerdict } from '../facts/scheduler-words.ts';
import type { Evidence } from '../finding.ts';
import { isGpu } from '../words/quantities.ts';
import type { Refusal, Unplaced } from '../words/scheduling.ts';
import { claimNames } from './volumes.ts';

/** Taints that keep ordinary work off control planes; they explain nothing when other machines exist. */
const BACKGROUND_TAINT =
  /node-role\.kubernetes\.io\/(control-plane|master)|virtual-kubelet|node\.cloudprovider/;

function taintWords(refusals: readonly Refusal[]): readonly string[] {
  return refusals.flatMap(({ reason }) => /\{([^}]*)\}/.exec(reason)?.[1]?.trim().replace(/:\s*$/, '') ?? []);
}

/**
 * Which of the scheduler's reasons is the one that matters: the machines that could take the pod otherwise decide, where they are
 * known; without them, reasons that hold for machines never meant for the pod come last.
 */
export function placingClaim(
  pod: PodFacts,
  verdict: SchedulerVerdict,
  unplaced: Unplaced,
  proof: readonly Evidence[],
  index: BundleIndex,
): Claim | undefined {
  const since = pod.condition('PodScheduled')?.since ?? pod.createdAt;
  const base = { subject: pod.ref, severity: 'waiting', proof, since } as const;
  const reasons = verdict.refusals;
  const message = unplaced.message;
  const has = (pattern: RegExp): Refusal | undefined =>
    reasons.find(({ reason }) => pattern.test(reason)) ??
    (reasons.length === 0 && pattern.test(message) ? { count: 0, reason: message } : undefined);
  const gpus = gpuRequests(pod);
  const short = reasons.flatMap(({ reason }) => /Insufficient (\S+)/.exec(reason)?.[1] ?? []);
  const gpuShort = short.find(
    (resource) => isGpu(resource) || (resource.includes('/') && resource !== 'ephemeral-storage'),
  );
  const plainShort = short.filter((resource) => resource !== gpuShort && !resource.includes('/'));
  const nodeOfFitting = fittingNodes(pod, index);

  // Machines with the right device and labels, where the bundle shows them, tell which of several reasons is the one that matters.
  const silentGpu = gpus.find(
    (resource) =>
      index.all('Node').length > 0 && !index.all('Node').some((node) => nodeOffers(node, resource)),
  );
  if (
    silentGpu !== undefined &&
    index.all('Node').some((node) => nodeNames(node, silentGpu) || looksLikeGpuNode(node))
  ) {
    return gpuNotAdvertised(pod, silentGpu, proof, index, since);
  }
  if (
    has(
      /volume node affinity conflict|no available volume zone|NoVolumeZoneConflict|VolumeNodeAffinityConflict/,
    )
  )
    return volumeZone(pod, unplaced, base, index);
  if (
    has(
      /exceed max volume count|MaxVolumeCount|MaxEBSVolumeCount|MaxCSIVolumeCount|MaxGCEPDVolumeCount|MaxAzureDiskVolumeCount|max volume count/,
    )
  )
    return claim({ ...base, cause: 'scheduling-volume-limit', confidence: 'certain', says: unplaced });
  if (has(/no available disk|ReadWriteOncePod/)) {
    const name = claimNames(pod)[0];
    const holder =
      name === undefined
        ? undefined
        : index
            .podsWithClaim(pod.namespace, name)
            .find((other) => other.ref.name !== pod.ref.name && !other.isFinished);
    return claim({
      ...base,
      severity: 'broken',
      cause: 'volume-multi-attach',
      confidence: 'likely',
      says: { claim: name, holder: holder?.ref.name, holderNode: holder?.nodeName, message },
    });
  }
  const affinity = has(
    /pod affinity rules|anti-affinity|topology spread|MatchInterPodAffinity|PodTopologySpread/,
  );
  const sick = has(
    /node\.kubernetes\.io\/(not-ready|unreachable|network-unavailable)|unknown conditions|NodeNotReady|were not ready/,
  );
  const pressure = has(
    /node\.kubernetes\.io\/(disk-pressure|memory-pressure|pid-pressure)|disk pressure|NodeUnderDiskPressure/,
  );
  const cordoned = has(/were unschedulable|node\.kubernetes\.io\/unschedulable|NodeUnschedulable/);
  const foreignTaints = reasons.filter(
    ({ reason }) =>
      /taint/.test(reason) && !BACKGROUND_TAINT.test(reason) && !/node\.kubernetes\.io\//.test(reason),
  );
  const gpuTaint =
    gpus.length > 0 && taintWords(foreignTaints).some((taint) => /gpu|nvidia|accelerator/i.test(taint));
  if (gpuTaint) return taintClaim(pod, unplaced, base, foreignTaints, index);
  const closed =
    nodeOfFitting.length > 0 &&
    nodeOfFitting.every((node) => taintsOf(node).some((taint) => !tolerates(pod, taint)));
  if (closed && has(/taint/) && plainShort.length === 0)
    return taintClaim(pod, unplaced, base, foreignTaints, index);
  if (affinity) return affinityClaim(pod, unplaced, base, affinity.reason, index);
  if (has(/free ports for the requested pod ports|PodFitsHostPorts|HostPortConflict/)) {
    const ports = pod.containers
      .flatMap((container) => list(container.spec, 'ports').flatMap((port) => number(port, 'hostPort') ?? []))
      .map(String);
    return claim({
      ...base,
      cause: 'scheduling-host-port',
      confidence: 'certain',
      says: { ...unplaced, ports },
    });
  }
  if (has(/Too many pods|InsufficientPods/) && plainShort.length === 0)
    return claim({ ...base, cause: 'scheduling-too-many-pods', confidence: 'certain', says: unplaced });
  if (cordoned && plainShort.length === 0 && (gpuShort === undefined || cordonedOffers(index, gpuShort))) {
    const names = index
      .all('Node')
      .filter((node) => isCordoned(node))
      .flatMap((node) => text(node, 'metadata', 'name') ?? []);
    return claim({
      ...base,
      cause: 'scheduling-cordoned',
      confidence: 'certain',
      says: { ...unplaced, cordoned: names },
    });
  }
  if (plainShort.length > 0) {
    return claim({
      ...base,
      cause: 'scheduling-insufficient-resources',
      confidence: 'certain',
      says: { ...unplaced, short: plainShort.map((resource) => shortageOf(pod, resource, index)) },
    });
  }
  if (gpuShort !== undefined)
    return claim({
      ...base,
      cause: 'scheduling-insufficient-gpu',
      confidence: 'certain',
      says: { ...unplaced, shortage: shortageOf(pod, gpuShort, index) },
    });
  if (pressure) return pressureClaim(unplaced, base, pressure, index);
  if (sick) return sickNodes(base, index, unplaced);
  if (foreignTaints.length > 0) return taintClaim(pod, unplaced, base, foreignTaints, index);
  if (
    has(
      /node affinity|node selector|plugin\(s\) \[NodeAffinity|MatchNodeSelector|requested node name|node\(s\) didn't match|PodFitsHost/,
    )
  )
    return selectorClaim(pod, unplaced, base, index);
  if (has(/taint/)) return taintClaim(pod, unplaced, base, reasons, index);
  return guess(pod, unplaced, base, index);
}

type Base = {
  readonly subject: PodFacts['ref'];
  readonly severity: 'waiting';
  readonly proof: readonly Evidence[];
  readonly since: number | undefined;
};

function isCordoned(node: JsonRecord): boolean {
  return flag(node, 'spec', 'unschedulable') === true;
}

function cordonedOffers(index: BundleIndex, resource: string): boolean {
  return index.all('Node').some((node) => isCordoned(node) && nodeOffers(node, resource));
}

/** Nodes whose labels fit and that have the devices asked for. */
function fittingNodes(pod: PodFacts, index: BundleIndex): ReturnType<BundleIndex['all']> {
  const gpus = gpuRequests(pod);
  return index
    .all('Node')
    .filter((node) => labelsFit(pod, node) && gpus.every((resource) => nodeOffers(node, resource)));
}

/** Labels that GPU discovery and cloud node pools put on machines with GPUs. */
function looksLikeGpuNode(node: JsonRecord): boolean {
  return Object.keys(textMap(node, 'metadata', 'labels')).some((key) =>
    /nvidia\.com\/gpu|gpu\.present|accelerator|feature\.node\.kubernetes\.io\/pci-10de/.test(key),
  );
}

function gpuNotAdvertised(
  pod: PodFacts,
  resource: string,
  proof: readonly Evidence[],
  index: BundleIndex,
  since: number | undefined,
): Claim {
  const nodes = index.all('Node').filter((node) => nodeNames(node, resource) || looksLikeGpuNode(node));
  const shown = nodes
    .slice(0, 3)
    .map((node) =>
      quote(
        refTo('Node', undefined, text(node, 'metadata', 'name') ?? ''),
        'status.allocatable',
        `${resource}: ${text(node, 'status', 'allocatable', resource) ?? '(not there)'}`,
      ),
    );
  return claim({
    cause: 'gpu-not-advertised',
    subject: pod.ref,
    severity: 'broken',
    confidence: 'likely',
    says: { resource, nodes: nodes.flatMap((node) => text(node, 'metadata', 'name') ?? []), line: undefined },
    proof: [...shown, ...proof],
    since,
  });
}

function volumeZone(pod: PodFacts, unplaced: Unplaced, base: Base, index: BundleIndex): Claim {
  const names = claimNames(pod);
  const zoned = names
    .map((name) => ({ name, zone: zoneOf(pod, name, index) }))
    .find(({ zone }) => zone !== undefined);
  return claim({
    ...base,
    severity: 'broken',
    cause: 'scheduling-volume-zone',
    confidence: 'certain',
    says: { ...unplaced, claim: zoned?.name ?? names[0], zone: zoned?.zone },
  });
}

function zoneOf(pod: PodFacts, claimName: string, index: BundleIndex): string | undefined {
  const volumeName = text(index.get('PersistentVolumeClaim', pod.namespace, claimName), 'spec', 'volumeName');
  const volume = volumeName === undefined ? undefined : index.get('PersistentVolume', undefined, volumeName);
  for (const term of list(volume, 'spec', 'nodeAffinity', 'required', 'nodeSelectorTerms')) {
    for (const expression of list(term, 'matchExpressions')) {
      if (/zone|hostname/.test(text(expression, 'key') ?? ''))
        return list(expression, 'values').map(String).join(', ');
    }
  }
  return (
    text(volume, 'metadata', 'labels', 'topology.kubernetes.io/zone') ??
    text(volume, 'metadata', 'labels', 'failure-domain.beta.kubernetes.io/zone')
  );
}

function taintClaim(
  pod: PodFacts,
  unplaced: Unplaced,
  base: Base,
  refusals: readonly Refusal[],
  index: BundleIndex,
): Claim {
  const named = taintWords(refusals);
  const seen = fittingNodes(pod, index).flatMap((node) =>
    taintsOf(node)
      .filter((taint) => !tolerates(pod, taint))
      .map((taint) => `${taint.key}=${taint.value}:${taint.effect}`),
  );
  return claim({
    ...base,
    cause: 'scheduling-taint',
    confidence: 'certain',
    says: { ...unplaced, taints: [...new Set(named.length > 0 ? named : seen)] },
  });
}

function affinityClaim(
  pod: PodFacts,
  unplaced: Unplaced,
  base: Base,
  reason: string,
  index: BundleIndex,
): Claim {
  const kind = /topology spread|PodTopologySpread/.test(reason)
    ? 'spread'
    : /anti-affinity/.test(reason) ||
        list(pod.spec, 'affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution')
          .length > 0
      ? 'anti-affinity'
      : 'affinity';
  const replicas = index
    .ownersOf(pod.ref)
    .map((owner) => number(index.find(owner), 'spec', 'replicas'))
    .find((count) => count !== undefined);
  return claim({
    ...base,
    cause: 'scheduling-anti-affinity',
    confidence: 'certain',
    says: { ...unplaced, kind, replicas },
  });
}

function selectorClaim(pod: PodFacts, unplaced: Unplaced, base: Base, index: BundleIndex): Claim {
  const wanted = wantedLabels(pod);
  const keys = wanted.map((label) => label.split(/[= ]/)[0] ?? '');
  const values = index.all('Node').flatMap((node) =>
    keys.flatMap((key) => {
      const value = text(node, 'metadata', 'labels', key);
      return value === undefined ? [] : [`${key}=${value}`];
    }),
  );
  return claim({
    ...base,
    cause: 'scheduling-node-selector',
    confidence: 'certain',
    says: { ...unplaced, wanted, labelValues: [...new Set(values)].sort() },
    proof: [...base.proof, ...(wanted.length > 0 ? [pod.quote('spec.nodeSelector', wanted.join(', '))] : [])],
  });
}

function pressureClaim(unplaced: Unplaced, base: Base, refusal: Refusal, index: BundleIndex): Claim {
  const nodes = index
    .all('Node')
    .map((node) => refTo('Node', undefined, text(node, 'metadata', 'name') ?? ''));
  if (!/disk/i.test(refusal.reason))
    return claim({
      ...base,
      cause: 'scheduling-taint',
      confidence: 'certain',
      says: { ...unplaced, taints: taintWords([refusal]) },
      because: nodes,
    });
  return claim({
    ...base,
    cause: 'node-disk-pressure',
    confidence: 'certain',
    says: { node: undefined, message: unplaced.message, refused: true },
    because: nodes,
  });
}

function sickNodes(base: Base, index: BundleIndex, unplaced: Unplaced): Claim {
  const nodes = index
    .all('Node')
    .map((node) => refTo('Node', undefined, text(node, 'metadata', 'name') ?? ''));
  return claim({
    ...base,
    cause: 'node-unhealthy',
    confidence: 'certain',
    says: { node: undefined, kind: 'not-ready', message: unplaced.message, pods: [] },
    because: nodes,
  });
}

/** The scheduler gave no reason that is known here; what the pod asks for and the machines offer may still tell. */
function guess(pod: PodFacts, unplaced: Unplaced, base: Base, index: BundleIndex): Claim | undefined {
  for (const resource of gpuRequests(pod)) {
    const shortage = shortageOf(pod, resource, index);
    if (shortage.nodesWith === 0 || (shortage.mostFree !== undefined && shortage.mostFree < shortage.asked)) {
      return claim({
        ...base,
        cause: 'scheduling-insufficient-gpu',
        confidence: 'likely',
        says: { ...unplaced, shortage },
      });
    }
  }
  const short = ['cpu', 'memory', 'ephemeral-storage']
    .map((resource) => shortageOf(pod, resource, index))
    .filter(
      (s) =>
        s.asked > 0 &&
        s.largest !== undefined &&
        (s.asked > s.largest || (s.mostFree !== undefined && s.asked > s.mostFree)),
    );
  if (short.length > 0)
    return claim({
      ...base,
      cause: 'scheduling-insufficient-resources',
      confidence: 'likely',
      says: { ...unplaced, short },
    });
  if (
    wantedLabels(pod).length > 0 &&
    index.all('Node').length > 0 &&
    !index.all('Node').some((node) => labelsFit(pod, node))
  )
    return { ...selectorClaim(pod, unplaced, base, index), confidence: 'likely' };
  const asked = gpuRequests(pod)[0];
  if (asked !== undefined)
    return claim({
      ...base,
      cause: 'scheduling-insufficient-gpu',
      confidence: 'possible',
      says: { ...unplaced, shortage: shortageOf(pod, asked, index) },
    });
  if (pod.condition('PodScheduled')?.reason !== 'Unschedulable') return undefined;
  return claim({
    ...base,
    cause: 'scheduling-insufficient-resources',
    confidence: 'possible',
    says: { ...unplaced, short: [shortageOf(pod, 'memory', index)] },
  });
}
