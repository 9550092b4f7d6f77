import { list, text } from '../../common/json.ts';
import type { Claim, Outcome } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import { quoteEvent } from '../facts/event-facts.ts';
import type { PodFacts } from '../facts/pod-facts.ts';
import { refTo } from '../facts/refs.ts';
import { verdictOf } from '../facts/scheduler-words.ts';
import type { Evidence } from '../finding.ts';
import type { Unplaced } from '../words/scheduling.ts';
import { notFound } from './claims/claims.ts';
import { placingClaim } from './placing/placing.ts';
import { fullQueueClaim, gangClaim } from './queueing.ts';
import { claimNames } from './volumes.ts';
import { scaleUpOutcome } from './autoscaling.ts';

/** A pod that nobody has looked at for this long has no scheduler. */
const UNSEEN_SECONDS = 120;

/** Why a pod has no machine yet. */
export function schedulingRule(pod: PodFacts, index: BundleIndex): readonly Outcome[] {
  if (
    pod.nodeName !== undefined ||
    pod.isFinished ||
    pod.deletedAt !== undefined ||
    (pod.phase !== 'Pending' && pod.phase !== '')
  )
    return [];
  const condition = pod.condition('PodScheduled');
  if (list(pod.spec, 'schedulingGates').length > 0 || condition?.reason === 'SchedulingGated')
    return [gated(pod, index)];
  const events = index
    .eventsOf(pod.ref)
    .filter((event) => event.reason === 'FailedScheduling' || event.reason === 'FailedBinding');
  const newest = events.at(-1);
  const said = newest?.message ?? condition?.message ?? '';
  if (said === '' && condition?.status !== 'False') return unseen(pod, index);
  const message =
    (condition?.message ?? '') !== '' &&
    condition !== undefined &&
    (newest === undefined || !/nodes are available/.test(newest.message))
      ? condition.message
      : said;
  const proof = [
    ...(newest ? [quoteEvent(newest)] : []),
    ...(newest && condition && newest.message === condition.message
      ? []
      : pod.quoteCondition('PodScheduled')),
  ];
  const verdict = verdictOf(message);
  const unplaced: Unplaced = {
    nodes: verdict.nodes,
    refusals: verdict.refusals,
    message,
    waitedSeconds: index.secondsSince(condition?.since ?? pod.createdAt),
  };
  const storage = storageFirst(pod, message, proof, index);
  if (storage.length > 0) return storage;
  const queue = fullQueueClaim(pod, message, proof, index) ?? gangClaim(pod, message, proof, index);
  if (queue) return [queue];
  const scale = scaleUpOutcome(pod, unplaced, proof, index);
  const placed = placingClaim(pod, verdict, unplaced, proof, index);
  // What an autoscaler has to say stands in events: without any, the scheduler's reason may not be the last word.
  const placing =
    placed && newest === undefined && placed.confidence === 'certain'
      ? { ...placed, confidence: 'likely' as const }
      : placed;
  if (scale === undefined) return placing ? [placing] : [];
  // "It would not fit on a new node either" is the same shortage again; an autoscaler that cannot add one is the cause beyond it.
  return scale.cause === 'scheduling-scaleup-failed' &&
    /does-not-fit/.test(JSON.stringify(scale.says)) &&
    placing
    ? [placing, scale]
    : [scale];
}

function gated(pod: PodFacts, index: BundleIndex): Claim {
  const gates = list(pod.spec, 'schedulingGates').flatMap((gate) => text(gate, 'name') ?? []);
  const condition = pod.condition('PodScheduled');
  const because = [
    ...index.childrenOf(pod.ref).filter((child) => child.kind === 'Workload'),
    ...index
      .ownersOf(pod.ref)
      .filter((owner) => index.find(owner) !== undefined || owner.kind === 'PodClique'),
    ...gangPeers(pod, index),
    ...(gates.some((gate) => gate.startsWith('kueue.x-k8s.io/'))
      ? [refTo('KueueQueue', pod.namespace, pod.labels['kueue.x-k8s.io/queue-name'] ?? '')]
      : []),
  ];
  return claim({
    cause: 'scheduling-gated',
    subject: pod.ref,
    severity: 'waiting',
    confidence: 'certain',
    says: {
      gates,
      message: condition?.message ?? '',
      waitedSeconds: index.secondsSince(condition?.since ?? pod.createdAt),
    },
    proof: [pod.quote('spec.schedulingGates', gates.join(', ')), ...pod.quoteCondition('PodScheduled')],
    because,
    since: condition?.since,
  });
}

/** Objects of the same gang: they carry the same label that binds the gang together. */
function gangPeers(pod: PodFacts, index: BundleIndex): { kind: string; namespace?: string; name: string }[] {
  const gangLabels = Object.entries(pod.labels).filter(([key]) =>
    /podgang|pod-group|podgroup|group-name|kueue\.x-k8s\.io\/pod-group/.test(key),
  );
  return index.kinds
    .filter((kind) => !['Pod', 'Event', 'Node', 'Secret', 'ConfigMap'].includes(kind))
    .flatMap((kind) => index.inNamespace(kind, pod.namespace))
    .flatMap((object) => {
      const name = text(object, 'metadata', 'name') ?? '';
      const carries = gangLabels.some(
        ([key, value]) => text(object, 'metadata', 'labels', key) === value || name === value,
      );
      return carries ? [refTo(text(object, 'kind') ?? '', pod.namespace, name)] : [];
    });
}

function unseen(pod: PodFacts, index: BundleIndex): Outcome[] {
  const scheduler = text(pod.spec, 'schedulerName') ?? 'default-scheduler';
  const waitedSeconds = index.secondsSince(pod.createdAt);
  const seen = pod.condition('PodScheduled') !== undefined || index.eventsOf(pod.ref).length > 0;
  if (seen || waitedSeconds === undefined || waitedSeconds < UNSEEN_SECONDS) return [];
  // Without events to read, a busy scheduler and an absent one look the same for the normal one.
  if (index.isHidden('events') && scheduler === 'default-scheduler') return [];
  return [
    claim({
      cause: 'scheduling-no-scheduler',
      subject: pod.ref,
      severity: 'broken',
      confidence: 'likely',
      says: { scheduler, waitedSeconds },
      proof: [pod.quote('spec.schedulerName', scheduler)],
      since: pod.createdAt,
    }),
  ];
}

/** Claims come before machines: the scheduler looks at no machine while one is missing or unbound. */
function storageFirst(
  pod: PodFacts,
  message: string,
  proof: readonly Evidence[],
  index: BundleIndex,
): Outcome[] {
  const absent = /persistentvolumeclaim "([^"]+)" not found/.exec(message)?.[1];
  if (absent !== undefined)
    return [notFound(refTo('PersistentVolumeClaim', pod.namespace, absent), index, proof, 'certain')];
  const gone = /persistentvolumeclaim "([^"]+)" bound to non-existent persistentvolume "([^"]+)"/.exec(
    message,
  );
  if (gone || /bound to non-existent pv/.test(message)) {
    const name = gone?.[1] ?? claimNames(pod)[0] ?? '';
    return [
      claim({
        cause: 'volume-lost',
        subject: refTo('PersistentVolumeClaim', pod.namespace, name),
        severity: 'broken',
        confidence: 'certain',
        says: { claim: name, namespace: pod.namespace, volume: gone?.[2], message },
        proof,
      }),
    ];
  }
  // The disk is there, and elsewhere: that is about machines.
  if (/node affinity doesn't match node/.test(message)) return [];
  const because = claimNames(pod).map((name) => refTo('PersistentVolumeClaim', pod.namespace, name));
  const unbound =
    /unbound immediate PersistentVolumeClaims|waiting for ephemeral volume controller|didn't find available persistent volumes|PersistentVolumeClaim is not bound|being deleted|pod has unbound|provisioning failed for PVC|binding volumes|did not have enough free storage/i.test(
      message,
    );
  const pending = claimNames(pod).some(
    (name) => text(index.get('PersistentVolumeClaim', pod.namespace, name), 'status', 'phase') === 'Pending',
  );
  if (!unbound && !(message === '' && pending)) return [];
  const name =
    claimNames(pod).find(
      (candidate) =>
        text(index.get('PersistentVolumeClaim', pod.namespace, candidate), 'status', 'phase') === 'Pending',
    ) ??
    claimNames(pod)[0] ??
    '';
  const noVolume = /didn't find available persistent volumes|did not have enough free storage/.test(message);
  const base = {
    subject: refTo('PersistentVolumeClaim', pod.namespace, name),
    severity: 'broken',
    proof,
    because,
    since: pod.condition('PodScheduled')?.since,
  } as const;
  const says = { claim: name, namespace: pod.namespace };
  return noVolume
    ? [
        claim({
          ...base,
          cause: 'pvc-no-matching-volume',
          confidence: 'likely',
          says: { ...says, taken: [] },
        }),
      ]
    : [
        claim({
          ...base,
          cause: 'pvc-provisioning-failed',
          confidence: 'possible',
          says: { ...says, message, kind: 'other' },
        }),
      ];
}
