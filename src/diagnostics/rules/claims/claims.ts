import { text } from '../../../common/json.ts';
import type { JsonRecord } from '../../../common/json.ts';
import type { Claim, Outcome } from '../../claim.ts';
import { claim } from '../../claim.ts';
import type { BundleIndex } from '../../facts/bundle-index.ts';
import { quoteEvent } from '../../facts/event-facts.ts';
import { quote, refTo } from '../../facts/refs.ts';
import type { Evidence, ObjectRef } from '../../finding.ts';
import type { ClaimFacts } from './claim-facts.ts';
import { baseOf, claimFacts, isMadeByHand } from './claim-facts.ts';
import { bypassingPod, waitsForConsumer } from './consumers.ts';
import { saidNoVolume, waitsForVolume } from './existing-volumes.ts';
import { askedProvisioner, provisionerSilent, provisioningFailed, unanswered } from './provisioning.ts';
import { saidClassMissing, seenClassMissing } from './storage-classes.ts';

/** What keeps a PersistentVolumeClaim from having a disk. */
export function claimRule(
  ref: ObjectRef,
  object: JsonRecord | undefined,
  index: BundleIndex,
): readonly Outcome[] {
  if (!object) return absentClaim(ref, index);
  const phase = text(object, 'status', 'phase');
  const facts = claimFacts(ref, object);
  if (phase === 'Lost') return [lost(facts, index)];
  if (phase !== 'Pending') return boundToNothing(facts, index);
  const answer = pendingReason(facts, index);
  return answer ? [answer] : [];
}

/** What its controller says goes before what the objects around it look like. */
const READINGS: readonly ((facts: ClaimFacts, index: BundleIndex) => Claim | undefined)[] = [
  saidClassMissing,
  saidNoVolume,
  provisioningFailed,
  seenClassMissing,
  bypassingPod,
];

function pendingReason(facts: ClaimFacts, index: BundleIndex): Claim | undefined {
  for (const reading of READINGS) {
    const claimed = reading(facts, index);
    if (claimed) return claimed;
  }
  const asked = askedProvisioner(facts, index);
  if (asked) return provisionerSilent(facts, asked, index);
  if (waitsForConsumer(facts, index) && !isMadeByHand(facts, index)) return undefined;
  return waitsForVolume(facts, index) ?? unanswered(facts, index);
}

/** A claim that a pod names and that is nowhere: only when this namespace's claims were read, or the pod's own words say so (rules/volumes). */
function absentClaim(ref: ObjectRef, index: BundleIndex): Outcome[] {
  const users = index.podsWithClaim(ref.namespace ?? '', ref.name);
  if (users.length === 0 || index.inNamespace('PersistentVolumeClaim', ref.namespace ?? '').length === 0)
    return [];
  const proof = users.slice(0, 3).map((pod) => pod.quote('spec.volumes', `claimName: ${ref.name}`));
  return [notFound(ref, index, proof, 'likely')];
}

export function notFound(
  ref: ObjectRef,
  index: BundleIndex,
  proof: readonly Evidence[],
  confidence: 'certain' | 'likely',
): Claim {
  const elsewhere = index
    .all('PersistentVolumeClaim')
    .flatMap((other) =>
      text(other, 'metadata', 'name') === ref.name ? (text(other, 'metadata', 'namespace') ?? []) : [],
    );
  return claim({
    cause: 'pvc-not-found',
    subject: ref,
    severity: 'broken',
    confidence,
    says: {
      claim: ref.name,
      namespace: ref.namespace ?? '',
      elsewhere: elsewhere.filter((n) => n !== ref.namespace),
    },
    proof,
  });
}

function lost(facts: ClaimFacts, index: BundleIndex): Claim {
  const event = index
    .eventsOf(facts.ref)
    .filter((candidate) => candidate.reason === 'ClaimLost' || candidate.reason === 'ClaimMisbound')
    .at(-1);
  const volume = text(facts.object, 'spec', 'volumeName');
  return claim({
    ...baseOf(facts),
    cause: 'volume-lost',
    confidence: 'certain',
    says: { claim: facts.ref.name, namespace: facts.namespace, volume, message: event?.message ?? '' },
    proof: [quote(facts.ref, 'status.phase', 'Lost'), ...(event ? [quoteEvent(event)] : [])],
  });
}

/** Bound to a volume that is not there any more, or that failed. */
function boundToNothing(facts: ClaimFacts, index: BundleIndex): Outcome[] {
  const name = text(facts.object, 'spec', 'volumeName');
  if (name === undefined) return [];
  const volume = index.get('PersistentVolume', undefined, name);
  const phase = text(volume, 'status', 'phase');
  if (phase !== 'Failed') return [];
  return [
    claim({
      ...baseOf(facts),
      cause: 'volume-lost',
      confidence: 'likely',
      says: {
        claim: facts.ref.name,
        namespace: facts.namespace,
        volume: name,
        message: text(volume, 'status', 'message') ?? '',
      },
      proof: [
        quote(
          refTo('PersistentVolume', undefined, name),
          'status',
          `Failed: ${text(volume, 'status', 'message') ?? ''}`,
        ),
      ],
    }),
  ];
}
