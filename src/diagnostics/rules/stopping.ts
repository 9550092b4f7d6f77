import { list, text } from '../../common/json.ts';
import type { Outcome } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import { quoteEvent } from '../facts/event-facts.ts';
import type { PodFacts } from '../facts/pod-facts.ts';
import { refTo } from '../facts/refs.ts';
import { graceOf, heartbeatOf, isLost, secondsPastGrace } from '../facts/termination.ts';

/** Pods that were asked to stop, and pods whose machine says nothing any more. */
export function stoppingRule(pod: PodFacts, index: BundleIndex): readonly Outcome[] {
  const node = pod.nodeName;
  const nodeRef = node === undefined ? undefined : refTo('Node', undefined, node);
  if (
    nodeRef &&
    (!pod.isFinished || pod.reason === 'NodeLost') &&
    (isLost(pod) || isNodeDown(pod, index) || (!pod.isReady && toldNotReady(pod, index)))
  ) {
    return [
      claim({
        cause: 'node-unhealthy',
        subject: nodeRef,
        severity: 'broken',
        confidence: 'likely',
        says: { node, kind: 'lost', message: pod.message, pods: [pod.ref.name] },
        proof: [...(pod.reason === '' ? [] : [pod.quoteReason()]), ...pod.quoteCondition('Ready')],
        because: [nodeRef],
        since: pod.condition('Ready')?.since,
      }),
    ];
  }
  if (pod.deletedAt === undefined) return [];
  const past = secondsPastGrace(pod, index);
  return past === undefined ? [inTime(pod)] : [stuck(pod, past, index)];
}

/** The control plane told the pod that its machine is not ready, and it has not started anything since. */
function toldNotReady(pod: PodFacts, index: BundleIndex): boolean {
  const told = index
    .eventsOf(pod.ref)
    .filter((event) => event.reason === 'NodeNotReady')
    .at(-1);
  return (
    told !== undefined &&
    (told.last ?? 0) >= (pod.lastProgress ?? 0) &&
    (index.secondsSince(told.last) ?? Infinity) < 3600
  );
}

function isNodeDown(pod: PodFacts, index: BundleIndex): boolean {
  const node = pod.nodeName === undefined ? undefined : index.get('Node', undefined, pod.nodeName);
  const ready = heartbeatOf(node, 'Ready');
  return (
    ready !== undefined &&
    ready.status !== 'True' &&
    (index.secondsSince(ready.since) ?? 0) > 60 &&
    !(pod.hasStarted && pod.isReady && ready.status !== 'Unknown')
  );
}

/** Within its grace period a pod that stops is simply stopping. */
function inTime(pod: PodFacts): Outcome {
  const ended = pod.containers.find(
    (container) => container.end?.current === true && container.role === 'app',
  );
  return claim({
    cause: 'terminated-sigterm',
    subject: ended?.ref ?? pod.ref,
    severity: 'note',
    confidence: 'certain',
    says: {
      container: ended?.name,
      exitCode: ended?.end?.exitCode,
      message: '',
      oomWord: ended?.end?.reason === 'OOMKilled',
      ended: ended !== undefined,
    },
    proof: [
      pod.quote('metadata.deletionTimestamp', text(pod.object, 'metadata', 'deletionTimestamp') ?? ''),
      ...(ended?.end ? [ended.quoteEnd(ended.end)] : []),
    ],
    since: pod.deletedAt,
  });
}

/** Finalizers that Kubernetes itself sets and removes once the pod has ended. */
const OWN_FINALIZER = /^(batch\.kubernetes\.io\/job-tracking|foregroundDeletion|orphan)$/;

function stuck(pod: PodFacts, past: number, index: BundleIndex): Outcome {
  const finalizers = list(pod.object, 'metadata', 'finalizers').filter(
    (name): name is string => typeof name === 'string' && !OWN_FINALIZER.test(name),
  );
  const unmount = index
    .eventsOf(pod.ref)
    .filter(
      (event) =>
        /FailedUnMount|FailedUnmount|FailedDetach|FailedKillPod/i.test(event.reason) ||
        /UnmountVolume|TearDown failed/.test(event.message),
    )
    .at(-1);
  const allEnded =
    pod.containers.length > 0 &&
    pod.containers.every(
      (container) => container.state.kind === 'ended' || container.state.kind === 'unknown',
    );
  const kind = unmount
    ? 'unmount'
    : finalizers.length > 0 && (allEnded || pod.isFinished || pod.nodeName === undefined)
      ? 'finalizer'
      : finalizers.length > 0
        ? 'finalizer'
        : 'unknown';
  return claim({
    cause: 'stuck-terminating',
    subject: pod.ref,
    severity: 'broken',
    confidence: kind === 'unknown' ? 'likely' : 'certain',
    says: {
      name: pod.ref.name,
      seconds: past + graceOf(pod),
      kind,
      finalizers,
      node: pod.nodeName,
      grace: graceOf(pod),
      message: unmount?.message,
    },
    proof: [
      pod.quote('metadata.deletionTimestamp', text(pod.object, 'metadata', 'deletionTimestamp') ?? ''),
      ...(finalizers.length > 0 ? [pod.quote('metadata.finalizers', finalizers.join(', '))] : []),
      ...(unmount ? [quoteEvent(unmount)] : []),
    ],
    because:
      kind === 'finalizer' || pod.nodeName === undefined ? [] : [refTo('Node', undefined, pod.nodeName)],
    since: pod.deletedAt,
  });
}
