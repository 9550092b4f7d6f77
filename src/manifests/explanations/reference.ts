import { brotliDecompressSync } from 'node:zlib';
import { isRecord } from '../../common/json.ts';
import type { FieldEntry, ReferenceData } from './reference-data.ts';

/** The Kubernetes field reference, opened. */
export interface FieldReference {
  /** The field's shape and its line in the reference. */
  entryOf(type: string, field: string): FieldEntry | undefined;
  /** What a type is, in one line. */
  aboutType(type: string): string | undefined;
  /** The type of a built-in kind. */
  typeOfKind(apiVersion: string, kind: string): string | undefined;
  /** The type of a built-in kind under a version that its group has no longer, or not yet: the fields are nearly the same. */
  typeInGroup(apiVersion: string, kind: string): string | undefined;
  hasType(type: string): boolean;
  /** All of it, for tests that look at everything. */
  readonly data: ReferenceData;
}

const NOTHING: ReferenceData = { version: '', kinds: {}, types: {}, about: {} };

/** Opens the file that the build wrote. A file that is damaged is one that knows nothing: the texts of our own are still there. */
export function openFieldReference(bytes: Uint8Array): FieldReference {
  const data = read(bytes) ?? NOTHING;
  return {
    data,
    entryOf: (type, field) => own(own(data.types, type), field),
    aboutType: (type) => own(data.about, type),
    typeOfKind: (apiVersion, kind) => own(own(data.kinds, apiVersion), kind),
    typeInGroup: (apiVersion, kind) => typeInGroup(data, apiVersion, kind),
    hasType: (type) => Object.hasOwn(data.types, type),
  };
}

/** The most stable version counts. The first group, which has no name, has only ever had one version. */
function typeInGroup({ kinds }: ReferenceData, apiVersion: string, kind: string): string | undefined {
  const [, group] = /^([^/]+)\/v\d+(?:(?:alpha|beta)\d+)?$/.exec(apiVersion) ?? [];
  if (group === undefined) return undefined;
  const versions = Object.keys(kinds).filter(
    (version) => version.startsWith(`${group}/`) && own(kinds[version], kind) !== undefined,
  );
  const best = versions.find((version) => /\/v\d+$/.test(version)) ?? versions.sort().at(-1);
  return best === undefined ? undefined : own(kinds[best], kind);
}

function read(bytes: Uint8Array): ReferenceData | undefined {
  try {
    const parsed: unknown = JSON.parse(brotliDecompressSync(bytes).toString('utf8'));
    return isReference(parsed) ? parsed : undefined;
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** The file is our own: what matters is that it is whole and of this shape, not each of its lines. */
function isReference(value: unknown): value is ReferenceData {
  return isRecord(value) && ['kinds', 'types', 'about'].every((part) => isRecord(value[part]));
}

/** Keys come from manifests: `constructor` and `__proto__` are not in any table. */
function own<Value>(table: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined {
  return table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}
