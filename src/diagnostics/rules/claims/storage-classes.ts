import { text, textMap } from '../../../common/json.ts';
import type { JsonRecord } from '../../../common/json.ts';
import type { Claim } from '../../claim.ts';
import { claim } from '../../claim.ts';
import type { BundleIndex } from '../../facts/bundle-index.ts';
import { quoteEvent } from '../../facts/event-facts.ts';
import type { Evidence } from '../../finding.ts';
import type { ClaimFacts } from './claim-facts.ts';
import { baseOf, claimSays, classOf, matchingVolumes, statusQuote } from './claim-facts.ts';

const NO_CLASS = /no persistent volumes available for this claim and no storage class is set/;

/** The claim's class does not exist, or it names none and there is no default: told by the controller. */
export function saidClassMissing(facts: ClaimFacts, index: BundleIndex): Claim | undefined {
  const event = index
    .eventsOf(facts.ref)
    .filter(
      ({ message }) =>
        /storageclass\S*\s+"?[^"]+"? not found/i.test(message) ||
        (NO_CLASS.test(message) && facts.storageClass !== ''),
    )
    .at(-1);
  return event && classMissing(facts, index, 'certain', [quoteEvent(event)]);
}

/** The same from the classes that were read. */
export function seenClassMissing(facts: ClaimFacts, index: BundleIndex): Claim | undefined {
  const classes = index.all('StorageClass');
  if (classes.length === 0 || facts.storageClass === '') return undefined;
  const isMissing =
    facts.storageClass === undefined
      ? !classes.some(isDefaultClass)
      : classOf(facts, index) === undefined && matchingVolumes(facts, index).length === 0;
  return isMissing ? classMissing(facts, index, 'likely', []) : undefined;
}

function classMissing(
  facts: ClaimFacts,
  index: BundleIndex,
  confidence: 'certain' | 'likely',
  proof: readonly Evidence[],
): Claim {
  const classes = index.all('StorageClass').flatMap((object) => text(object, 'metadata', 'name') ?? []);
  return claim({
    ...baseOf(facts),
    cause: 'pvc-no-storageclass',
    confidence,
    says: { ...claimSays(facts), classes },
    proof: [...proof, statusQuote(facts)],
  });
}

function isDefaultClass(object: JsonRecord): boolean {
  const notes = textMap(object, 'metadata', 'annotations');
  return (
    notes['storageclass.kubernetes.io/is-default-class'] === 'true' ||
    notes['storageclass.beta.kubernetes.io/is-default-class'] === 'true'
  );
}
