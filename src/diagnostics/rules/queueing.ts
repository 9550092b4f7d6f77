import type { JsonRecord } from '../../common/json.ts';
import { flag, instant, list, number, text, textMap } from '../../common/json.ts';
import type { Claim, Outcome } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import { quoteEvent } from '../facts/event-facts.ts';
import { quote, refTo } from '../facts/refs.ts';
import type { PodFacts } from '../facts/pod-facts.ts';
import type { Evidence, ObjectRef } from '../finding.ts';

/** The queue can never hold the work. Source: Kueue flavorassigner.go. */
const NEVER =
  /maximum capacity|unavailable in ClusterQueue|exceeds? (?:the )?(?:queue|nominal|max)|never fit|can never/i;

/** A Kueue Workload that is not admitted, and why. */
export function workloadRule(
  ref: ObjectRef,
  object: JsonRecord | undefined,
  index: BundleIndex,
): readonly Outcome[] {
  const conditions = list(object, 'status', 'conditions');
  const named = (type: string): unknown => conditions.find((condition) => text(condition, 'type') === type);
  if (text(named('Admitted'), 'status') === 'True' || text(named('Finished'), 'status') === 'True') return [];
  const reserved = named('QuotaReserved');
  const evicted = named('Evicted');
  const event = index
    .eventsOf(ref)
    .filter((candidate) => /^(Pending|Inadmissible|EvictedDue\w*|Preempted)$/.test(candidate.reason))
    .at(-1);
  const queue = text(object, 'spec', 'queueName') ?? '';
  const message =
    text(reserved, 'status') === 'False' && text(reserved, 'message') !== undefined
      ? (text(reserved, 'message') ?? '')
      : (event?.message ?? text(evicted, 'message') ?? '');
  const proof: Evidence[] = [
    ...(reserved === undefined
      ? []
      : [
          quote(
            ref,
            'status.conditions',
            `QuotaReserved=${text(reserved, 'status') ?? ''} ${text(reserved, 'reason') ?? ''}: ${text(reserved, 'message') ?? ''}`,
          ),
        ]),
    ...(text(evicted, 'status') === 'True'
      ? [
          quote(
            ref,
            'status.conditions',
            `Evicted ${text(evicted, 'reason') ?? ''}: ${text(evicted, 'message') ?? ''}`,
          ),
        ]
      : []),
    ...(event ? [quoteEvent(event)] : []),
  ];
  const found = queueOf(ref, queue, message, proof, index);
  if (found) return [found];
  if (message === '' && flag(object, 'spec', 'active') !== false) return [];
  return [
    quotaClaim(
      ref,
      queue,
      message,
      proof,
      index.secondsSince(instant(object, 'metadata', 'creationTimestamp')),
    ),
  ];
}

function quotaClaim(
  subject: ObjectRef,
  queue: string,
  message: string,
  proof: readonly Evidence[],
  waitedSeconds: number | undefined,
): Claim {
  const never = NEVER.test(message);
  return claim({
    cause: 'queue-quota',
    subject,
    severity: never ? 'broken' : 'waiting',
    confidence: 'certain',
    says: { queue, message, never, waitedSeconds },
    proof,
  });
}

/** The queue itself is missing, stopped or closed to this namespace. */
function queueOf(
  subject: ObjectRef,
  queue: string,
  message: string,
  proof: readonly Evidence[],
  index: BundleIndex,
): Claim | undefined {
  const queues = index
    .inNamespace('LocalQueue', subject.namespace ?? '')
    .flatMap((object) => text(object, 'metadata', 'name') ?? []);
  const local = index.get('LocalQueue', subject.namespace, queue);
  const active = list(local, 'status', 'conditions').find(
    (condition) => text(condition, 'type') === 'Active',
  );
  const inactive = text(active, 'status') === 'False';
  const missing =
    /doesn't exist|does not exist|not found/i.test(message) ||
    (queue !== '' && queues.length > 0 && local === undefined);
  const stopped =
    /is stopped|is inactive|stopPolicy|can't admit new workloads/i.test(message) ||
    inactive ||
    (text(local, 'spec', 'stopPolicy') ?? 'None') !== 'None';
  const refuses = /doesn't match ClusterQueue selector/i.test(message);
  if (!missing && !stopped && !refuses) return undefined;
  const shown = inactive
    ? [
        quote(
          refTo('LocalQueue', subject.namespace, queue),
          'status.conditions',
          `Active=False ${text(active, 'reason') ?? ''}: ${text(active, 'message') ?? ''}`,
        ),
      ]
    : [];
  const clusterMissing =
    inactive &&
    /ClusterQueueDoesNotExist|doesn't exist/i.test(
      `${text(active, 'reason') ?? ''} ${text(active, 'message') ?? ''}`,
    );
  return claim({
    cause: 'queue-missing',
    subject,
    severity: 'broken',
    confidence: 'certain',
    says: {
      queue: clusterMissing ? (text(local, 'spec', 'clusterQueue') ?? queue) : queue,
      message: message === '' ? (text(active, 'message') ?? '') : message,
      kind: missing || clusterMissing ? 'missing' : refuses ? 'refuses' : 'stopped',
      queues,
    },
    proof: [...proof, ...shown],
  });
}

/** Work that names a queue and for which the queue's controller made no record: the queue is not there. */
export function namedQueueRule(
  ref: ObjectRef,
  object: JsonRecord | undefined,
  index: BundleIndex,
): readonly Outcome[] {
  const queue = textMap(object, 'metadata', 'labels')['kueue.x-k8s.io/queue-name'];
  const waits =
    flag(object, 'spec', 'suspend') === true ||
    list(object, 'spec', 'schedulingGates').some((gate) => text(gate, 'name') === 'kueue.x-k8s.io/admission');
  if (queue === undefined || !waits) return [];
  const found = queueOf(
    ref,
    queue,
    '',
    [quote(ref, 'metadata.labels', `kueue.x-k8s.io/queue-name: ${queue}`)],
    index,
  );
  return found ? [found] : [];
}

const GANG =
  /(\d+)\/(\d+) tasks? in gang unschedulable|pod group is not ready|gang (?:is )?(?:not|un)\w*|less than minAvailable|minAvailable|PodGroup.*(?:not|wait|pending)|minMember|not enough pods.*(?:gang|group)|waiting for.*gang|from a gang|waiting on permit|plugin Coscheduling|optimistic rejection in PostFilter/i;

/** Volcano and YuniKorn schedule by queues, and say so where the scheduler speaks. */
const QUEUE_FULL =
  /resource in cluster is overused|queue .*(?:overused|is full)|does not fit in queue '([^']+)'|exceeds the available (?:user|group) quota|queue .*quota (?:is )?exceeded/i;

/** The scheduler's words about a pod speak of a queue that is full. */
export function fullQueueClaim(
  pod: PodFacts,
  message: string,
  proof: readonly Evidence[],
  index: BundleIndex,
): Claim | undefined {
  const event = index
    .eventsOf(pod.ref)
    .filter((candidate) => QUEUE_FULL.test(candidate.message))
    .at(-1);
  const said = QUEUE_FULL.test(message) ? message : (event?.message ?? '');
  if (said === '') return undefined;
  const queue =
    QUEUE_FULL.exec(said)?.[1] ??
    pod.labels['queue'] ??
    pod.annotations['scheduling.volcano.sh/queue-name'] ??
    pod.annotations['yunikorn.apache.org/queue'];
  return claim({
    cause: 'queue-quota',
    subject: pod.ref,
    severity: 'waiting',
    confidence: 'certain',
    says: {
      queue,
      message: said,
      never: false,
      waitedSeconds: index.secondsSince(pod.condition('PodScheduled')?.since ?? pod.createdAt),
    },
    proof: event && said !== message ? [quoteEvent(event), ...proof] : proof,
    since: pod.condition('PodScheduled')?.since,
  });
}

/** The scheduler's words about a pod speak of its gang. */
export function gangClaim(
  pod: PodFacts,
  message: string,
  proof: readonly Evidence[],
  index: BundleIndex,
): Claim | undefined {
  if (!GANG.test(message)) return undefined;
  const counts = /(\d+)\/(\d+) tasks? in gang/.exec(message);
  const want = /(\d+) minAvailable|minAvailable[^\d]{0,6}(\d+)/.exec(message)?.slice(1).find(Boolean);
  const group =
    pod.annotations['scheduling.k8s.io/group-name'] ??
    pod.annotations['scheduling.volcano.sh/group-name'] ??
    pod.labels['scheduling.x-k8s.io/pod-group'] ??
    pod.labels['pod-group.scheduling.sigs.k8s.io'] ??
    index.ownersOf(pod.ref).at(-1)?.name ??
    pod.ref.name;
  const gang = refTo('PodGroup', pod.namespace, group);
  return claim({
    cause: 'gang-waiting',
    subject: index.find(gang) ? gang : pod.ref,
    severity: 'waiting',
    confidence: 'certain',
    says: {
      gang: group,
      message,
      ...(want === undefined ? {} : { want: Number(want) }),
      ...(counts ? { have: Number(counts[2]) - Number(counts[1]), want: Number(want ?? counts[2]) } : {}),
    },
    proof,
    because: index.find(gang) ? [gang] : [],
    since: pod.condition('PodScheduled')?.since,
  });
}

/** Volcano and coscheduling PodGroups. */
export function podGroupRule(
  ref: ObjectRef,
  object: JsonRecord | undefined,
  index: BundleIndex,
): readonly Outcome[] {
  const phase = text(object, 'status', 'phase') ?? '';
  if (/^(Running|Completed|Finished|Scheduled)$/.test(phase)) return [];
  const condition = list(object, 'status', 'conditions')
    .filter(
      (candidate) => text(candidate, 'type') === 'Unschedulable' && text(candidate, 'status') === 'True',
    )
    .at(-1);
  const event = index
    .eventsOf(ref)
    .filter((candidate) => candidate.type === 'Warning' || /Unschedulable|Pending/.test(candidate.reason))
    .at(-1);
  const message = text(condition, 'message') ?? event?.message ?? '';
  if (message === '') return [];
  const queue = text(object, 'spec', 'queue') ?? 'default';
  const proof = [
    ...(condition === undefined
      ? []
      : [quote(ref, 'status.conditions', `Unschedulable ${text(condition, 'reason') ?? ''}: ${message}`)]),
    ...(event ? [quoteEvent(event)] : []),
  ];
  if (/queue.*(?:not found|does not exist|not open|closed)/i.test(message))
    return [
      claim({
        cause: 'queue-missing',
        subject: ref,
        severity: 'broken',
        confidence: 'certain',
        says: {
          queue,
          message,
          kind: /closed|not open/i.test(message) ? 'stopped' : 'missing',
          queues: index.all('Queue').flatMap((other) => text(other, 'metadata', 'name') ?? []),
        },
        proof,
      }),
    ];
  if (
    /queue (?:resource )?(?:quota|is overused)|overused|quota insufficient|queue.*insufficient|not enough.*queue|exceeds? queue/i.test(
      message,
    )
  )
    return [
      claim({
        cause: 'queue-quota',
        subject: ref,
        severity: 'waiting',
        confidence: 'certain',
        says: { queue, message, never: NEVER.test(message) },
        proof,
      }),
    ];
  const counts = /(\d+)\/(\d+) tasks? in gang/.exec(message);
  const want = number(object, 'spec', 'minMember') ?? number(object, 'spec', 'minAvailable');
  return [
    claim({
      cause: 'gang-waiting',
      subject: ref,
      severity: 'waiting',
      confidence: 'certain',
      says: {
        gang: ref.name,
        message,
        want,
        ...(counts ? { have: Number(counts[2]) - Number(counts[1]) } : {}),
      },
      proof,
    }),
  ];
}
