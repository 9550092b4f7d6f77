import { text, textMap } from '../../../common/json.ts';
import type { Claim } from '../../claim.ts';
import { claim } from '../../claim.ts';
import type { BundleIndex } from '../../facts/bundle-index.ts';
import { quoteEvent } from '../../facts/event-facts.ts';
import { quote, refTo } from '../../facts/refs.ts';
import type { Evidence } from '../../finding.ts';
import type { ClaimFacts } from './claim-facts.ts';
import { baseOf, claimSays, isMadeByHand, matchingVolumes, statusQuote } from './claim-facts.ts';

/** Source: persistentvolume controller, FailedBinding and VolumeMismatch. */
const MISFIT =
  /already bound to a different claim|Cannot bind to (?:requested )?(?:volume|PersistentVolume) "[^"]+": |no persistent volumes available for this claim and no storage class is set/;

/** The controller says that no volume, or not the one asked for, can be bound. */
export function saidNoVolume(facts: ClaimFacts, index: BundleIndex): Claim | undefined {
  const event = index
    .eventsOf(facts.ref)
    .filter(({ message }) => MISFIT.test(message))
    .at(-1);
  return event && noVolume(facts, index, [quoteEvent(event)]);
}

/** The claim can only have a volume that somebody made: it names one, selects one, or its class makes none. */
export function waitsForVolume(facts: ClaimFacts, index: BundleIndex): Claim | undefined {
  const { object, storageClass } = facts;
  const asksForVolume =
    text(object, 'spec', 'volumeName') !== undefined ||
    Object.keys(textMap(object, 'spec', 'selector', 'matchLabels')).length > 0;
  const isMade =
    storageClass === '' ||
    isMadeByHand(facts, index) ||
    index
      .all('PersistentVolume')
      .some((volume) => (text(volume, 'spec', 'storageClassName') ?? '') === (storageClass ?? ''));
  return asksForVolume || isMade ? noVolume(facts, index, []) : undefined;
}

function noVolume(facts: ClaimFacts, index: BundleIndex, proof: readonly Evidence[]): Claim {
  const fitting = matchingVolumes(facts, index);
  const taken = fitting.flatMap((volume) => {
    const owner = text(volume, 'spec', 'claimRef', 'name');
    return owner === undefined || owner === facts.ref.name
      ? []
      : [
          `${text(volume, 'metadata', 'name') ?? '?'} (${text(volume, 'spec', 'claimRef', 'namespace') ?? ''}/${owner}${text(volume, 'status', 'phase') === 'Released' ? ', released' : ''})`,
        ];
  });
  const shown = fitting
    .slice(0, 4)
    .map((volume) =>
      quote(
        refTo('PersistentVolume', undefined, text(volume, 'metadata', 'name') ?? ''),
        'spec.claimRef',
        `${text(volume, 'status', 'phase') ?? ''}: ${text(volume, 'spec', 'claimRef', 'namespace') ?? '-'}/${text(volume, 'spec', 'claimRef', 'name') ?? '-'}`,
      ),
    );
  return claim({
    ...baseOf(facts),
    cause: 'pvc-no-matching-volume',
    confidence: proof.length > 0 || taken.length > 0 ? 'certain' : 'likely',
    says: { ...claimSays(facts), taken },
    proof: [...proof, statusQuote(facts), ...shown],
  });
}
