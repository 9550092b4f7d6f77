import { refusals } from './status.ts';

/** A whole number of a query, refused in Go's words when it is none. */
export function wholeNumber(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name);
  if (value === null || value === '') return undefined;
  if (!/^[+-]?\d+$/.test(value))
    throw refusals.badRequest(`strconv.ParseInt: parsing "${value}": invalid syntax`);
  return Number(value);
}

/** The API server's reading of a boolean: absent, `0` and `false` are false, everything else is true. */
export function flagOf(query: URLSearchParams, name: string): boolean {
  const value = query.get(name);
  return value !== null && value !== '0' && value !== 'false';
}

/** The resource version that a list or watch starts from; `undefined` means "the newest". */
export function revisionOf(query: URLSearchParams): number | undefined {
  const value = query.get('resourceVersion') ?? '';
  if (value === '') return undefined;
  if (!/^\d+$/.test(value))
    throw refusals.badRequest(
      `invalid resource version: resourceVersion: Invalid value: "${value}": strconv.ParseUint: parsing "${value}": invalid syntax`,
    );
  return Number(value);
}
