import { at } from '../../../common/json.ts';
import type { Outcome } from '../../claim.ts';
import { claim } from '../../claim.ts';
import type { BundleIndex } from '../../facts/bundle-index.ts';
import { quoteEvent } from '../../facts/event-facts.ts';
import { quote } from '../../facts/refs.ts';
import { bytes, quantityOf } from '../../words/quantities.ts';
import type { ClaimFacts } from './claim-facts.ts';
import { baseOf, claimSays } from './claim-facts.ts';

/** A disk that is there, was asked to be larger, and does not become so. */
export function cannotGrow(facts: ClaimFacts, index: BundleIndex): readonly Outcome[] {
  const has = quantityOf(at(facts.object, 'status', 'capacity', 'storage'));
  if (has === undefined || facts.size === undefined || facts.size <= has) return [];
  const failed = index
    .eventsOf(facts.ref)
    .filter(
      ({ type, reason }) =>
        type === 'Warning' && /^(?:Volume|FileSystem)ResizeFailed$|^ExternalExpandFailed$/.test(reason),
    )
    .at(-1);
  if (!failed) return [];
  return [
    claim({
      ...baseOf(facts),
      cause: 'pvc-provisioning-failed',
      severity: 'warning',
      confidence: 'certain',
      since: failed.first,
      says: { ...claimSays(facts), message: failed.message, kind: 'growth', has },
      proof: [
        quoteEvent(failed),
        quote(facts.ref, 'status.capacity.storage', `${bytes(has)}; asked for: ${bytes(facts.size)}`),
      ],
    }),
  ];
}
