import type { JsonRecord } from '../../../common/json.ts';
import { text, textMap } from '../../../common/json.ts';
import type { Claim } from '../../claim.ts';
import { claim } from '../../claim.ts';
import { nodeNames, nodeOffers, shortageOf, wantedLabels } from '../../facts/capacity.ts';
import { quote, refTo } from '../../facts/refs.ts';
import { isGpu } from '../../words/quantities.ts';
import { claimedDeviceClaim } from './devices.ts';
import { selectorClaim } from './labels.ts';
import { namesOf, type UnplacedCase } from './unplaced-case.ts';

/** The device that the scheduler calls insufficient: a GPU before any other extended resource. */
export function deviceShort({ short }: UnplacedCase): string | undefined {
  return short.find((resource) => isGpu(resource) || resource.includes('/'));
}

/** Processor, memory and local disk that the scheduler calls insufficient. */
export function plainShort(unplaced: UnplacedCase): readonly string[] {
  return unplaced.short.filter((resource) => !resource.includes('/') && !isGpu(resource));
}

/** The cluster has machines with GPUs, and none of them offers any to Kubernetes. */
export function hiddenDevice(unplaced: UnplacedCase): Claim | undefined {
  const { pod, base, nodes } = unplaced;
  const short = deviceShort(unplaced);
  const gpus = [...unplaced.gpus, ...(short !== undefined && isGpu(short) ? [short] : [])];
  const resource = gpus.find((gpu) => nodes.length > 0 && !nodes.some((node) => nodeOffers(node, gpu)));
  if (resource === undefined) return undefined;
  const suspects = nodes.filter((node) => nodeNames(node, resource) || looksLikeGpuNode(node));
  if (suspects.length === 0) return undefined;
  const shown = namesOf(suspects.slice(0, 3)).map((name, at) =>
    quote(
      refTo('Node', undefined, name),
      'status.allocatable',
      `${resource}: ${text(suspects[at], 'status', 'allocatable', resource) ?? '(not there)'}`,
    ),
  );
  return claim({
    cause: 'gpu-not-advertised',
    subject: pod.ref,
    severity: 'broken',
    confidence: 'likely',
    says: { resource, nodes: namesOf(suspects), line: undefined },
    proof: [...shown, ...base.proof],
    since: base.since,
  });
}

/** Labels that GPU discovery and cloud node pools put on machines with GPUs. */
function looksLikeGpuNode(node: JsonRecord): boolean {
  return Object.keys(textMap(node, 'metadata', 'labels')).some((key) =>
    /nvidia\.com\/gpu|gpu\.present|accelerator|feature\.node\.kubernetes\.io\/pci-10de/.test(key),
  );
}

/** The machines run as many pods as they may. */
export function podCountClaim(unplaced: UnplacedCase): Claim | undefined {
  const { base, says } = unplaced;
  return unplaced.said(/Too many pods|InsufficientPods/) && plainShort(unplaced).length === 0
    ? claim({ ...base, cause: 'scheduling-too-many-pods', confidence: 'certain', says })
    : undefined;
}

/** Not enough of a resource is free. */
export function shortageClaim(unplaced: UnplacedCase): Claim | undefined {
  const { base, says, pod, index } = unplaced;
  const plain = plainShort(unplaced);
  if (plain.length > 0)
    return claim({
      ...base,
      cause: 'scheduling-insufficient-resources',
      confidence: 'certain',
      says: { ...says, short: plain.map((resource) => shortageOf(pod, resource, index)) },
    });
  const device = deviceShort(unplaced);
  if (device !== undefined)
    return claim({
      ...base,
      cause: 'scheduling-insufficient-gpu',
      confidence: 'certain',
      says: { ...says, shortage: shortageOf(pod, device, index) },
    });
  return claimedDeviceClaim(unplaced);
}

/** The scheduler gave no reason that is known here; what the pod asks for and the machines offer may still tell. */
export function likeliestShortage(unplaced: UnplacedCase): Claim | undefined {
  const { base, says, pod, index, gpus, nodes, labelled } = unplaced;
  const shortages = gpus.map((resource) => shortageOf(pod, resource, index));
  const certain = shortages.find(
    ({ nodesWith, mostFree, asked }) => nodesWith === 0 || (mostFree !== undefined && mostFree < asked),
  );
  if (certain)
    return claim({
      ...base,
      cause: 'scheduling-insufficient-gpu',
      confidence: 'likely',
      says: { ...says, shortage: certain },
    });
  const short = ['cpu', 'memory', 'ephemeral-storage']
    .map((resource) => shortageOf(pod, resource, index))
    .filter(
      ({ asked, largest, mostFree }) =>
        asked > 0 &&
        largest !== undefined &&
        (asked > largest || (mostFree !== undefined && asked > mostFree)),
    );
  if (short.length > 0)
    return claim({
      ...base,
      cause: 'scheduling-insufficient-resources',
      confidence: 'likely',
      says: { ...says, short },
    });
  if (wantedLabels(pod).length > 0 && nodes.length > 0 && labelled.length === 0)
    return selectorClaim(unplaced, 'likely');
  if (shortages[0])
    return claim({
      ...base,
      cause: 'scheduling-insufficient-gpu',
      confidence: 'possible',
      says: { ...says, shortage: shortages[0] },
    });
  if (pod.condition('PodScheduled')?.reason !== 'Unschedulable') return undefined;
  return claim({
    ...base,
    cause: 'scheduling-insufficient-resources',
    confidence: 'possible',
    says: { ...says, short: [shortageOf(pod, 'memory', index)] },
  });
}
