import type { Outcome } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import type { PodFacts } from '../facts/pod-facts.ts';

/**
 * A pod that somebody marked as failed before any of its programs ran, with a reason that no other rule reads. Schedulers with queues
 * do so (YuniKorn: ApplicationRejected, ResourceReservationTimeout), and kubelets with words newer than this.
 */
export function rejectedRule(pod: PodFacts, index: BundleIndex): readonly Outcome[] {
  if (pod.phase !== 'Failed' || pod.reason === '' || pod.hasStarted || pod.deletedAt !== undefined) return [];
  const message = pod.message === '' ? pod.reason : pod.message.trim();
  const base = {
    subject: pod.ref,
    severity: 'broken',
    proof: [pod.quoteReason()],
    since: pod.createdAt,
  } as const;
  const queue = /queue '?([\w.-]+)'?/.exec(message)?.[1];
  if (/^ApplicationRejected$/.test(pod.reason) || (queue !== undefined && /reject/i.test(message)))
    return [
      claim({
        ...base,
        cause: 'queue-missing',
        confidence: 'certain',
        says: { queue: queue ?? pod.labels['queue'] ?? '', message, kind: 'refuses', queues: [] },
      }),
    ];
  if (/^ResourceReservationTimeout$/.test(pod.reason))
    return [
      claim({
        ...base,
        cause: 'gang-waiting',
        confidence: 'likely',
        says: { gang: index.ownersOf(pod.ref).at(-1)?.name ?? pod.ref.name, message },
      }),
    ];
  return [
    claim({
      ...base,
      cause: 'unexpected-admission',
      confidence: 'possible',
      says: { node: pod.nodeName, message: `${pod.reason}: ${message}` },
    }),
  ];
}
