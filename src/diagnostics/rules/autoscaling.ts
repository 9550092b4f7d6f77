import type { Claim } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import type { EventFact } from '../facts/event-facts.ts';
import { quoteEvent } from '../facts/event-facts.ts';
import type { PodFacts } from '../facts/pod-facts.ts';
import { quote } from '../facts/refs.ts';
import type { Evidence } from '../finding.ts';
import type { Unplaced } from '../words/scheduling.ts';

/** A machine is usually there this long after it was asked for; GPU machines take longer. */
const SCALE_UP_SECONDS = 900;

/** Karpenter's refusals come under the scheduler's own name for it. */
const KARPENTER =
  /incompatible with (?:nodepool|provisioner)|no instance type (?:satisfied|met|which)|exceed limits for (?:nodepool|provisioner)/;

type Kind = 'quota' | 'capacity' | 'max-size' | 'does-not-fit' | 'no-type' | 'other';

/** What the autoscaler says about a pod that waits for a machine: that one is coming, or why none is. */
export function scaleUpOutcome(
  pod: PodFacts,
  unplaced: Unplaced,
  proof: readonly Evidence[],
  index: BundleIndex,
): Claim | undefined {
  const events = index.eventsOf(pod.ref);
  const refused = events
    .filter(
      (event) =>
        /^(NotTriggerScaleUp|FailedToScaleUp|FailedScaleUp|ScaleUpFailed|ScaleUpTimedOut)$/.test(
          event.reason,
        ) ||
        (event.reason === 'FailedScheduling' &&
          (event.component.includes('karpenter') || KARPENTER.test(event.message))),
    )
    .at(-1);
  const triggered = events
    .filter(
      (event) =>
        event.reason === 'TriggeredScaleUp' ||
        (event.reason === 'Nominated' && event.component.includes('karpenter')),
    )
    .at(-1);
  const output = index.outputs.find(
    (candidate) =>
      /autoscaler|karpenter|gcloud|aws|az\b/i.test(candidate.tool) && kindOf(candidate.text) !== undefined,
  );
  const base = { subject: pod.ref, since: pod.condition('PodScheduled')?.since } as const;
  const failed = (why: string, kind: Kind, evidence: Evidence): Claim =>
    claim({
      ...base,
      cause: 'scheduling-scaleup-failed',
      severity: 'waiting',
      confidence: kind === 'other' ? 'likely' : 'certain',
      says: { ...unplaced, why, kind },
      proof: [evidence, ...proof],
    });
  if (output)
    return failed(
      output.text.trim(),
      kindOf(output.text) ?? 'other',
      quote(
        {
          kind: 'ToolOutput',
          name: output.name,
          ...(output.namespace === undefined ? {} : { namespace: output.namespace }),
        },
        'output',
        output.text,
      ),
    );
  const cluster = clusterRefusal(index);
  if (
    cluster &&
    (triggered === undefined || refused !== undefined || (cluster.last ?? 0) >= (triggered.last ?? 0))
  )
    return failed(cluster.message, kindOf(cluster.message) ?? 'other', quoteEvent(cluster));
  if (triggered && (!refused || (triggered.last ?? 0) > (refused.last ?? 0))) {
    const seconds = index.secondsSince(triggered.last);
    const group = /\[\{?([^\s}\]]+)/.exec(triggered.message)?.[1];
    if (seconds !== undefined && seconds > SCALE_UP_SECONDS)
      return failed(triggered.message, 'other', quoteEvent(triggered));
    return claim({
      ...base,
      cause: 'scheduling-scaling-up',
      severity: 'note',
      confidence: 'certain',
      says: { ...unplaced, group },
      proof: [quoteEvent(triggered), ...proof],
    });
  }
  if (!refused) return undefined;
  const kind = kindOf(refused.message);
  // Karpenter buys what fits: where no kind of machine does, that is the reason, whatever the machines that are there lack.
  if (/no instance type/.test(refused.message))
    return failed(refused.message, 'no-type', quoteEvent(refused));
  // The autoscaler only repeats that no group has room for this pod: the scheduler's own words say more.
  return kind === undefined ? undefined : failed(refused.message, kind, quoteEvent(refused));
}

/** Kinds on which autoscalers report what concerns the whole cluster. */
const AUTOSCALER_KINDS = [
  'ConfigMap',
  'Node',
  'NodePool',
  'NodeClaim',
  'Machine',
  'MachineDeployment',
  'MachineSet',
  'MachinePool',
  'Provisioner',
] as const;

function clusterRefusal(index: BundleIndex): EventFact | undefined {
  return index
    .eventsAboutKinds(...AUTOSCALER_KINDS)
    .filter(
      (event) =>
        /FailedToScaleUp|ScaleUpFailed|FailedScaleUp|ScaleUpTimedOut/.test(event.reason) ||
        (/autoscaler|karpenter/.test(event.component) &&
          kindOf(event.message) !== undefined &&
          event.type === 'Warning'),
    )
    .at(-1);
}

function kindOf(message: string): Kind | undefined {
  if (/quota/i.test(message)) return 'quota';
  if (
    /in backoff after failed scale-up|out of (?:resources|capacity|stock)|resource_pool_exhausted|stockout|insufficient(?:instance)?capacity|InsufficientInstanceCapacity|SkuNotAvailable|AllocationFailed|not have sufficient capacity|no capacity/i.test(
      message,
    )
  )
    return 'capacity';
  if (
    /max(?:imum)? (?:node group|cluster|node pool)? ?(?:size|limit)|max limit reached|max size reached|max node group size|limits? exceeded for nodepool|exceed limits for (?:nodepool|provisioner)|max cluster (?:cpu|memory)/i.test(
      message,
    )
  )
    return 'max-size';
  if (
    /wouldn't fit if a new node is added|no instance type (?:satisfied|met|which)|incompatible with/i.test(
      message,
    )
  )
    return 'does-not-fit';
  return /fail|error/i.test(message) ? 'other' : undefined;
}
