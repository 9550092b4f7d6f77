import { at, list, text, textMap } from '../../common/json.ts';
import type { JsonRecord } from '../../common/json.ts';
import type { Claim, Outcome } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import { quoteEvent } from '../facts/event-facts.ts';
import { quote, refTo } from '../facts/refs.ts';
import type { Evidence, ObjectRef } from '../finding.ts';
import { quantityOf } from '../words/quantities.ts';

interface ClaimFacts {
  readonly ref: ObjectRef;
  readonly object: JsonRecord;
  readonly namespace: string;
  readonly storageClass: string | undefined;
  readonly size: number | undefined;
  readonly modes: readonly string[];
}

/** Seconds that making a disk may take before it is worth a word. */
const PROVISIONING_SECONDS = 120;

/** What keeps a PersistentVolumeClaim from having a disk. */
export function claimRule(
  ref: ObjectRef,
  object: JsonRecord | undefined,
  index: BundleIndex,
): readonly Outcome[] {
  if (!object) return absentClaim(ref, index);
  const phase = text(object, 'status', 'phase');
  const facts: ClaimFacts = {
    ref,
    object,
    namespace: ref.namespace ?? '',
    storageClass:
      text(object, 'spec', 'storageClassName') ??
      textMap(object, 'metadata', 'annotations')['volume.beta.kubernetes.io/storage-class'],
    size: quantityOf(at(object, 'spec', 'resources', 'requests', 'storage')),
    modes: list(object, 'spec', 'accessModes').filter((mode): mode is string => typeof mode === 'string'),
  };
  if (phase === 'Lost') return [lost(facts, index)];
  if (phase !== 'Pending') return boundToNothing(facts, index);
  const answer = pendingReason(facts, index);
  return answer ? [answer] : [];
}

/** A claim that a pod names and that is nowhere: only when this namespace's claims were read, or the pod's own words say so (rules/volumes). */
function absentClaim(ref: ObjectRef, index: BundleIndex): Outcome[] {
  if (index.podsWithClaim(ref.namespace ?? '', ref.name).length === 0) return [];
  if (index.inNamespace('PersistentVolumeClaim', ref.namespace ?? '').length === 0) return [];
  return [notFound(ref, index, [], 'likely')];
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

function baseOf(facts: ClaimFacts): { subject: ObjectRef; severity: 'broken'; since: number | undefined } {
  const created = text(facts.object, 'metadata', 'creationTimestamp');
  return {
    subject: facts.ref,
    severity: 'broken',
    since: created === undefined ? undefined : Date.parse(created) || undefined,
  };
}

function claimSays(facts: ClaimFacts): {
  claim: string;
  namespace: string;
  storageClass: string | undefined;
  size: number | undefined;
  modes: readonly string[];
} {
  return {
    claim: facts.ref.name,
    namespace: facts.namespace,
    storageClass: facts.storageClass,
    size: facts.size,
    modes: facts.modes,
  };
}

function statusQuote(facts: ClaimFacts): Evidence {
  return quote(facts.ref, 'status.phase', `Pending, storageClassName: ${facts.storageClass ?? '(none)'}`);
}

function pendingReason(facts: ClaimFacts, index: BundleIndex): Claim | undefined {
  const events = index.eventsOf(facts.ref);
  const newest = (pattern: RegExp): Evidence | undefined => {
    const event = events.filter((candidate) => pattern.test(candidate.message)).at(-1);
    return event && quoteEvent(event);
  };
  const base = baseOf(facts);
  const says = claimSays(facts);
  const classes = index.all('StorageClass').flatMap((object) => text(object, 'metadata', 'name') ?? []);
  const classObject =
    facts.storageClass === undefined || facts.storageClass === ''
      ? undefined
      : index.get('StorageClass', undefined, facts.storageClass);

  const noClass = newest(/no persistent volumes available for this claim and no storage class is set/);
  const classMissing = newest(/storageclass\S*\s+"?[^"]+"? not found/i);
  if (classMissing)
    return claim({
      ...base,
      cause: 'pvc-no-storageclass',
      confidence: 'certain',
      says: { ...says, classes },
      proof: [classMissing, statusQuote(facts)],
    });
  if (noClass && facts.storageClass !== '')
    return claim({
      ...base,
      cause: 'pvc-no-storageclass',
      confidence: 'certain',
      says: { ...says, classes },
      proof: [noClass, statusQuote(facts)],
    });
  if (noClass) return noVolume(facts, index, [noClass]);

  const failed = events
    .filter(
      (event) => event.reason === 'ProvisioningFailed' || /failed to provision volume/i.test(event.message),
    )
    .at(-1);
  if (failed) {
    return claim({
      ...base,
      cause: 'pvc-provisioning-failed',
      confidence: 'certain',
      says: { ...says, message: failed.message, kind: provisioningKind(failed.message) },
      proof: [quoteEvent(failed), statusQuote(facts)],
    });
  }
  if (facts.storageClass !== undefined && facts.storageClass !== '' && classes.length > 0 && !classObject) {
    if (matchingVolumes(facts, index).length > 0) return noVolume(facts, index, []);
    return claim({
      ...base,
      cause: 'pvc-no-storageclass',
      confidence: 'likely',
      says: { ...says, classes },
      proof: [statusQuote(facts)],
    });
  }
  if (
    facts.storageClass === undefined &&
    classes.length > 0 &&
    !index.all('StorageClass').some(isDefaultClass)
  ) {
    return claim({
      ...base,
      cause: 'pvc-no-storageclass',
      confidence: 'likely',
      says: { ...says, classes },
      proof: [statusQuote(facts)],
    });
  }
  const bypass = bypassingPod(facts, index, classObject);
  if (bypass) return bypass;
  const waits =
    events.some(
      (event) => event.reason === 'WaitForFirstConsumer' || event.reason === 'WaitForPodScheduled',
    ) || text(classObject, 'volumeBindingMode') === 'WaitForFirstConsumer';
  const provisioner = text(classObject, 'provisioner');
  const external = events.filter((event) => event.reason === 'ExternalProvisioning').at(-1);
  if (external)
    return waitingForProvisioner(
      facts,
      index,
      quoteEvent(external),
      /provisioner '([^']+)'/.exec(external.message)?.[1] ?? provisioner,
      external.first,
    );
  if (waits && provisioner !== 'kubernetes.io/no-provisioner') return undefined;
  const statics = index
    .all('PersistentVolume')
    .filter((volume) => (text(volume, 'spec', 'storageClassName') ?? '') === (facts.storageClass ?? ''));
  const asksForVolume =
    text(facts.object, 'spec', 'volumeName') !== undefined ||
    Object.keys(textMap(facts.object, 'spec', 'selector', 'matchLabels')).length > 0;
  if (
    provisioner === 'kubernetes.io/no-provisioner' ||
    facts.storageClass === '' ||
    statics.length > 0 ||
    asksForVolume
  )
    return noVolume(facts, index, []);
  return unanswered(facts, index);
}

/** Nothing says why, and it has been long: somebody should look at what makes the disks. */
function unanswered(facts: ClaimFacts, index: BundleIndex): Claim | undefined {
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

function isDefaultClass(object: JsonRecord): boolean {
  const notes = textMap(object, 'metadata', 'annotations');
  return (
    notes['storageclass.kubernetes.io/is-default-class'] === 'true' ||
    notes['storageclass.beta.kubernetes.io/is-default-class'] === 'true'
  );
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

function waitingForProvisioner(
  facts: ClaimFacts,
  index: BundleIndex,
  proof: Evidence,
  provisioner: string | undefined,
  first: number | undefined,
): Claim | undefined {
  const seconds = index.secondsSince(first);
  if (seconds !== undefined && seconds < PROVISIONING_SECONDS) return undefined;
  return claim({
    ...baseOf(facts),
    cause: 'pvc-provisioning-failed',
    confidence: 'likely',
    says: { ...claimSays(facts), message: proof.text, kind: 'no-provisioner', provisioner },
    proof: [proof, statusQuote(facts)],
  });
}

/** Volumes of the claim's class that are large enough, whatever their state. */
function matchingVolumes(facts: ClaimFacts, index: BundleIndex): readonly JsonRecord[] {
  return index.all('PersistentVolume').filter((volume) => {
    if ((text(volume, 'spec', 'storageClassName') ?? '') !== (facts.storageClass ?? '')) return false;
    return (quantityOf(at(volume, 'spec', 'capacity', 'storage')) ?? 0) >= (facts.size ?? 0);
  });
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

/** A pod that names its node itself never passes the scheduler, which is what such a claim waits for. */
function bypassingPod(
  facts: ClaimFacts,
  index: BundleIndex,
  classObject: JsonRecord | undefined,
): Claim | undefined {
  const waits =
    text(classObject, 'volumeBindingMode') === 'WaitForFirstConsumer' ||
    index.eventsOf(facts.ref).some((event) => event.reason === 'WaitForFirstConsumer');
  if (!waits) return undefined;
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
