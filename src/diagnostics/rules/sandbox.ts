import type { Outcome } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import { quoteEvent } from '../facts/event-facts.ts';
import type { PodFacts } from '../facts/pod-facts.ts';
import { refTo } from '../facts/refs.ts';

/** Network plugins need a moment on a fresh machine. */
const GRACE_SECONDS = 45;
const ADDRESSES =
  /failed to assign an IP address|no (?:available )?IP addresses|IP addresses available in range|insufficient.*IP|InsufficientFreeAddresses|no free (?:ip|addresses)|failed to allocate for range|IPAM.*(?:exhaust|no more|full)|address pool.*exhaust|out of (?:ip )?addresses|unable to allocate IP/i;

/** The pod's sandbox (its network, its runtime) cannot be made. */
export function sandboxRule(pod: PodFacts, index: BundleIndex): readonly Outcome[] {
  if (pod.deletedAt !== undefined || pod.isFinished || pod.hasStarted || pod.nodeName === undefined)
    return [];
  const event = index
    .eventsOf(pod.ref)
    .filter(
      (candidate) =>
        /^(FailedCreatePodSandBox|FailedCreatePodSandbox|NetworkNotReady|FailedPodSandBoxStatus)$/.test(
          candidate.reason,
        ) ||
        (candidate.reason === 'FailedSync' && /sandbox|CNI|network/i.test(candidate.message)),
    )
    .at(-1);
  if (!event) return [];
  const waited = index.secondsSince(pod.condition('PodScheduled')?.since ?? pod.createdAt) ?? Infinity;
  if (waited < GRACE_SECONDS && event.count < 3) return [];
  const node = pod.nodeName;
  const message = event.message;
  const base = {
    subject: pod.ref,
    severity: 'broken',
    confidence: 'certain',
    proof: [quoteEvent(event)],
    since: event.first,
  } as const;
  const handler =
    /no runtime for "([^"]+)"|RuntimeHandler "([^"]+)" not supported|unknown runtime handler "?([\w-]+)/
      .exec(message)
      ?.slice(1)
      .find(Boolean);
  if (handler !== undefined)
    return [claim({ ...base, cause: 'gpu-runtime-missing', says: { line: message, node, handler } })];
  if (/no space left on device/i.test(message))
    return [claim({ ...base, cause: 'node-disk-pressure', says: { node, message, refused: true } })];
  if (/toomanyrequests|failed to (?:pull|get sandbox) image/i.test(message)) {
    return [
      claim({
        ...base,
        cause: 'image-network',
        says: {
          image: /image "([^"]+)"/.exec(message)?.[1] ?? 'pause',
          container: 'sandbox',
          message,
          registry: /image "([^"/]+)\//.exec(message)?.[1] ?? '',
          kind: /timeout|deadline/i.test(message)
            ? 'timeout'
            : /no such host/i.test(message)
              ? 'dns'
              : 'other',
        },
      }),
    ];
  }
  if (/pids? (?:cgroup|limit)|resource temporarily unavailable|too many open files/i.test(message))
    return [
      claim({
        ...base,
        cause: 'node-kernel-limit',
        says: {
          container: pod.ref.name,
          line: message,
          node,
          kind: /open files/.test(message) ? 'files' : 'pids',
        },
      }),
    ];
  if (/configmap|secret/i.test(message) && /not found/i.test(message)) return [];
  return [
    claim({
      ...base,
      cause: 'sandbox-network',
      says: { node, message, kind: ADDRESSES.test(message) ? 'addresses' : 'plugin' },
      because:
        /runtime|deadline exceeded|containerd|docker/i.test(message) && !/cni|network/i.test(message)
          ? [refTo('Node', undefined, node)]
          : [],
    }),
  ];
}
