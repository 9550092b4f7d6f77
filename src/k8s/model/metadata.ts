import { flag, instant, list, record, text, type Json, type JsonRecord } from '../../common/json.ts';
import { shared } from './shared-text.ts';

/** Milliseconds since the epoch. */
export type Instant = number;
export type Labels = Readonly<Record<string, string>>;

/** Who made an object and takes it along when it goes. */
export interface OwnerRef {
  /** `apps/v1`, `argoproj.io/v1alpha1`. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  /** The one owner that looks after the object. */
  readonly controller: boolean;
}

/** What every record has. */
export interface ObjectMetadata {
  readonly uid: string;
  readonly name: string;
  /** '' for kinds that are in no namespace. */
  readonly namespace: string;
  readonly labels: Labels;
  /** Only those that say something to a person: see `isOfInterest`. */
  readonly annotations: Labels;
  readonly createdAt: Instant | undefined;
  /** When it is, or was, to be gone: the request to delete it plus its grace period. */
  readonly deletedAt: Instant | undefined;
  readonly owners: readonly OwnerRef[];
}

const NO_LABELS: Labels = Object.freeze({});
const NO_OWNERS: readonly OwnerRef[] = Object.freeze([]);
/** An annotation may be 256 KiB long; a name, a user or a short description is not. */
const LONGEST_ANNOTATION = 512;

export function metadataOf(object: JsonRecord): ObjectMetadata {
  const metadata = record(object, 'metadata');
  return {
    uid: text(metadata, 'uid') ?? '',
    name: text(metadata, 'name') ?? '',
    namespace: shared(text(metadata, 'namespace') ?? ''),
    labels: labelsOf(metadata['labels']),
    annotations: labelsOf(metadata['annotations'], isOfInterest),
    createdAt: instant(metadata, 'creationTimestamp'),
    deletedAt: instant(metadata, 'deletionTimestamp'),
    owners: ownersOf(metadata['ownerReferences']),
  };
}

/** String values of a map. Empty maps are one and the same object. */
export function labelsOf(map: Json, wanted: (key: string, value: string) => boolean = () => true): Labels {
  let found: Record<string, string> | undefined;
  for (const [key, value] of Object.entries(record(map))) {
    if (typeof value !== 'string' || key === '__proto__' || !wanted(key, value)) continue;
    found ??= {};
    found[key] = shared(value);
  }
  return found ?? NO_LABELS;
}

/** Who an object belongs to, what it is called, and which container is the main one; not the bulk that controllers leave behind. */
function isOfInterest(key: string, value: string): boolean {
  if (value.length > LONGEST_ANNOTATION) return false;
  const name = key.slice(key.lastIndexOf('/') + 1);
  return /user|owner|creator|author|email|title|description|display-?name|run[_-]?name|default-container|queue|profile|username/i.test(
    name,
  );
}

function ownersOf(references: Json): readonly OwnerRef[] {
  const owners = list(references).map((reference) => ({
    apiVersion: shared(text(reference, 'apiVersion') ?? ''),
    kind: shared(text(reference, 'kind') ?? ''),
    name: shared(text(reference, 'name') ?? ''),
    uid: shared(text(reference, 'uid') ?? ''),
    controller: flag(reference, 'controller') ?? false,
  }));
  const known = owners.filter((owner) => owner.kind !== '' && owner.name !== '');
  return known.length > 0 ? known : NO_OWNERS;
}
