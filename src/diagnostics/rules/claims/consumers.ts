import { text } from '../../../common/json.ts';
import type { Claim } from '../../claim.ts';
import { claim } from '../../claim.ts';
import type { BundleIndex } from '../../facts/bundle-index.ts';
import { quoteEvent } from '../../facts/event-facts.ts';
import type { ClaimFacts } from './claim-facts.ts';
import { baseOf, claimSays, classOf, statusQuote } from './claim-facts.ts';

/** The claim is bound only once a pod that uses it is placed. */
export function waitsForConsumer(facts: ClaimFacts, index: BundleIndex): boolean {
  return (
    text(classOf(facts, index), 'volumeBindingMode') === 'WaitForFirstConsumer' ||
    index
      .eventsOf(facts.ref)
      .some(({ reason }) => reason === 'WaitForFirstConsumer' || reason === 'WaitForPodScheduled')
  );
}

/** A pod that names its node itself never passes the scheduler, which is what such a claim waits for. */
export function bypassingPod(facts: ClaimFacts, index: BundleIndex): Claim | undefined {
  if (!waitsForConsumer(facts, index)) return undefined;
  for (const pod of index.podsWithClaim(facts.namespace, facts.ref.name)) {
    const scheduled = index.eventsOf(pod.ref).some((event) => event.reason === 'Scheduled');
    if (pod.nodeName === undefined || scheduled || pod.isFinished) continue;
    const first = index.eventsOf(facts.ref).find((event) => event.reason === 'WaitForFirstConsumer');
    return claim({
      ...baseOf(facts),
      cause: 'pvc-waitforfirstconsumer-nodename',
      confidence: first ? 'certain' : 'likely',
      says: { ...claimSays(facts), pod: pod.ref.name, node: pod.nodeName },
      proof: [
        ...(first ? [quoteEvent(first)] : []),
        pod.quote('spec.nodeName', pod.nodeName),
        statusQuote(facts),
      ],
    });
  }
  return undefined;
}
