import { text } from '../../../common/json.ts';
import type { Claim } from '../../claim.ts';
import { claim } from '../../claim.ts';
import type { BundleIndex } from '../../facts/bundle-index.ts';
import type { EventFact } from '../../facts/event-facts.ts';
import { quoteEvent } from '../../facts/event-facts.ts';
import type { ClaimFacts } from './claim-facts.ts';
import { baseOf, claimSays, classOf, statusQuote } from './claim-facts.ts';

/** Seconds that making a disk may take before it is worth a word. */
const PROVISIONING_SECONDS = 120;

/** What makes the disks tried and failed. */
export function provisioningFailed(facts: ClaimFacts, index: BundleIndex): Claim | undefined {
  const failed = index
    .eventsOf(facts.ref)
    .filter(
      (event) => event.reason === 'ProvisioningFailed' || /failed to provision volume/i.test(event.message),
    )
    .at(-1);
  return (
    failed &&
    claim({
      ...baseOf(facts),
      cause: 'pvc-provisioning-failed',
      confidence: 'certain',
      says: { ...claimSays(facts), message: failed.message, kind: provisioningKind(failed.message) },
      proof: [quoteEvent(failed), statusQuote(facts)],
    })
  );
}

/** The controller asked a program outside of Kubernetes for the disk. */
export function askedProvisioner(facts: ClaimFacts, index: BundleIndex): EventFact | undefined {
  return index
    .eventsOf(facts.ref)
    .filter((event) => event.reason === 'ExternalProvisioning')
    .at(-1);
}

/** That program does not answer; nothing is said of it in its first two minutes. */
export function provisionerSilent(
  facts: ClaimFacts,
  asked: EventFact,
  index: BundleIndex,
): Claim | undefined {
  const seconds = index.secondsSince(asked.first);
  if (seconds !== undefined && seconds < PROVISIONING_SECONDS) return undefined;
  const provisioner =
    /provisioner ['"]([^'"]+)['"]/.exec(asked.message)?.[1] ?? text(classOf(facts, index), 'provisioner');
  const proof = quoteEvent(asked);
  return claim({
    ...baseOf(facts),
    cause: 'pvc-provisioning-failed',
    confidence: 'likely',
    says: { ...claimSays(facts), message: proof.text, kind: 'no-provisioner', provisioner },
    proof: [proof, statusQuote(facts)],
  });
}

/** Nothing says why, and it has been long: somebody should look at what makes the disks. */
export function unanswered(facts: ClaimFacts, index: BundleIndex): Claim | undefined {
  const age = index.secondsSince(baseOf(facts).since);
  if (
    age === undefined ||
    age < 5 * PROVISIONING_SECONDS ||
    index.podsWithClaim(facts.namespace, facts.ref.name).length === 0
  )
    return undefined;
  return claim({
    ...baseOf(facts),
    cause: 'pvc-provisioning-failed',
    confidence: 'possible',
    says: { ...claimSays(facts), message: '', kind: 'no-provisioner' },
    proof: [statusQuote(facts)],
  });
}

function provisioningKind(message: string): 'quota' | 'access-mode' | 'parameters' | 'other' {
  if (
    /quota|limit ?exceeded|VolumeLimit|exceeded.*(limit|maximum)|insufficient.*(capacity|space)/i.test(
      message,
    )
  )
    return 'quota';
  if (/access ?mode/i.test(message)) return 'access-mode';
  return /invalid|parameter|not supported|unsupported/i.test(message) ? 'parameters' : 'other';
}
