import type { Outcome } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import type { EventFact } from '../facts/event-facts.ts';
import { quoteEvent } from '../facts/event-facts.ts';
import type { PodFacts } from '../facts/pod-facts.ts';

/** What is tried again and again for this long does not pass by itself. */
const STUCK_SECONDS = 180;
const TIMES = 3;
/** Other rules read these, and know which of them pass. */
const READ_ELSEWHERE =
  /^(?:FailedMount|FailedAttachVolume|FailedMapVolume|FailedScheduling|FailedToRetrieveImagePullSecret)$/;

/**
 * A pod whose machine cannot start it, with events that no other rule reads: devices that are claimed and not prepared, and words of
 * kubelets newer than this. The failure is plain; what is behind it is what the event says.
 */
export function hinderedRule(pod: PodFacts, index: BundleIndex): readonly Outcome[] {
  const node = pod.nodeName;
  if (node === undefined || pod.hasStarted || pod.isFinished || pod.deletedAt !== undefined) return [];
  const event = index.eventsOf(pod.ref).filter(isStuck).at(-1);
  if (!event) return [];
  const base = {
    subject: pod.ref,
    severity: 'broken',
    proof: [quoteEvent(event)],
    since: event.first,
  } as const;
  // Dynamic resource allocation: the driver that should hand out the device does not run on the machine.
  const driver = /DRA (?:driver|plugin)(?: name)? "?([\w./-]+)"? (?:is )?not (?:registered|found)/.exec(
    event.message,
  )?.[1];
  if (driver !== undefined)
    return [
      claim({
        ...base,
        cause: 'gpu-not-advertised',
        confidence: 'likely',
        says: { resource: driver, nodes: [node], line: event.message },
      }),
    ];
  return [
    claim({
      ...base,
      cause: 'start-failed',
      confidence: 'possible',
      says: {
        container: event.container ?? pod.appContainers[0]?.name ?? pod.ref.name,
        exitCode: undefined,
        restarts: 0,
        reason: event.message,
      },
    }),
  ];
}

function isStuck({ type, reason, count, first, last }: EventFact): boolean {
  const seconds = first === undefined || last === undefined ? 0 : (last - first) / 1000;
  return (
    type === 'Warning' &&
    reason.startsWith('Failed') &&
    !READ_ELSEWHERE.test(reason) &&
    count >= TIMES &&
    seconds >= STUCK_SECONDS
  );
}
