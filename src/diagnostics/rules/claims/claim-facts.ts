import { at, list, text, textMap } from '../../../common/json.ts';
import type { JsonRecord } from '../../../common/json.ts';
import type { BundleIndex } from '../../facts/bundle-index.ts';
import { quote } from '../../facts/refs.ts';
import type { Evidence, ObjectRef } from '../../finding.ts';
import { quantityOf } from '../../words/quantities.ts';

/** A PersistentVolumeClaim, as far as rules look at it. */
export interface ClaimFacts {
  readonly ref: ObjectRef;
  readonly object: JsonRecord;
  readonly namespace: string;
  readonly storageClass: string | undefined;
  readonly size: number | undefined;
  readonly modes: readonly string[];
}

export function claimFacts(ref: ObjectRef, object: JsonRecord): ClaimFacts {
  return {
    ref,
    object,
    namespace: ref.namespace ?? '',
    storageClass:
      text(object, 'spec', 'storageClassName') ??
      textMap(object, 'metadata', 'annotations')['volume.beta.kubernetes.io/storage-class'],
    size: quantityOf(at(object, 'spec', 'resources', 'requests', 'storage')),
    modes: list(object, 'spec', 'accessModes').filter((mode): mode is string => typeof mode === 'string'),
  };
}

export function baseOf(facts: ClaimFacts): {
  subject: ObjectRef;
  severity: 'broken';
  since: number | undefined;
} {
  const created = text(facts.object, 'metadata', 'creationTimestamp');
  return {
    subject: facts.ref,
    severity: 'broken',
    since: created === undefined ? undefined : Date.parse(created) || undefined,
  };
}

export function claimSays(facts: ClaimFacts): {
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

export function statusQuote(facts: ClaimFacts): Evidence {
  return quote(facts.ref, 'status.phase', `Pending, storageClassName: ${facts.storageClass ?? '(none)'}`);
}

/** The class object that the claim names, where it was read. */
export function classOf({ storageClass }: ClaimFacts, index: BundleIndex): JsonRecord | undefined {
  return storageClass === undefined || storageClass === ''
    ? undefined
    : index.get('StorageClass', undefined, storageClass);
}

/** Volumes of the claim's class that are large enough, whatever their state. */
export function matchingVolumes(facts: ClaimFacts, index: BundleIndex): readonly JsonRecord[] {
  return index.all('PersistentVolume').filter((volume) => {
    if ((text(volume, 'spec', 'storageClassName') ?? '') !== (facts.storageClass ?? '')) return false;
    return (quantityOf(at(volume, 'spec', 'capacity', 'storage')) ?? 0) >= (facts.size ?? 0);
  });
}

/** Nothing makes disks of the claim's class: somebody has to. */
export function isMadeByHand(facts: ClaimFacts, index: BundleIndex): boolean {
  return text(classOf(facts, index), 'provisioner') === 'kubernetes.io/no-provisioner';
}
