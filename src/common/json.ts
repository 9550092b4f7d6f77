/**
 * Defensive reading of JSON that came from outside (API objects, kubeconfigs, messages). Every reader answers with a value of the
 * asked type or with nothing; a field of the wrong type counts as absent.
 */
export type Json = unknown;
export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: Json): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const EMPTY: JsonRecord = Object.freeze({});

/** Follows `path` through records and arrays; `undefined` where it breaks off. */
export function at(value: Json, ...path: readonly (string | number)[]): Json {
  let current = value;
  for (const step of path) {
    if (typeof step === 'number')
      current = Array.isArray(current) ? (current as readonly Json[])[step] : undefined;
    else if (isRecord(current) && Object.hasOwn(current, step)) current = current[step];
    else return undefined;
  }
  return current;
}

export function text(value: Json, ...path: readonly (string | number)[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

export function number(value: Json, ...path: readonly (string | number)[]): number | undefined {
  const found = at(value, ...path);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

export function flag(value: Json, ...path: readonly (string | number)[]): boolean | undefined {
  const found = at(value, ...path);
  return typeof found === 'boolean' ? found : undefined;
}

export function list(value: Json, ...path: readonly (string | number)[]): readonly Json[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? (found as readonly Json[]) : [];
}

export function record(value: Json, ...path: readonly (string | number)[]): JsonRecord {
  const found = at(value, ...path);
  return isRecord(found) ? found : EMPTY;
}

/** Milliseconds since the epoch of an RFC 3339 time, as Kubernetes writes them (`2026-01-15T10:00:00Z`, also with micros). */
export function instant(value: Json, ...path: readonly (string | number)[]): number | undefined {
  const found = text(value, ...path);
  if (found === undefined) return undefined;
  const milliseconds = Date.parse(found);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

/** String values of a map such as labels or annotations; anything else in it is left out. */
export function textMap(
  value: Json,
  ...path: readonly (string | number)[]
): Readonly<Record<string, string>> {
  const found = record(value, ...path);
  const entries = Object.entries(found).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries);
}
