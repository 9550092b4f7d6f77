import { mayBeValues } from '../explanations/charts/chart-of-values.ts';

/** Manifests say what they are near their beginning; a file that is longer than this before it does is read no further. */
const FAR_ENOUGH = 100_000;
const API_VERSION = /^[\s{[,-]*["']?apiVersion["']?\s*:/m;
const KIND = /^[\s{[,-]*["']?kind["']?\s*:/m;
const ON_ONE_LINE = /[{,]\s*["']?(?:apiVersion|kind)["']?\s*:/;

/** A quick look that decides whether the language server is worth starting. It may be wrong in favour of a file, never against one. */
export function isLikelyManifest(fileName: string, text: string): boolean {
  if (/(?:^|[\\/])kustomization\.ya?ml$|(?:^|[\\/])Kustomization$/.test(fileName)) return true;
  const beginning = text.slice(0, FAR_ENOUGH);
  if (mayBeValues(fileName, beginning)) return true;
  if (!beginning.includes('apiVersion') || !beginning.includes('kind')) return false;
  return (API_VERSION.test(beginning) && KIND.test(beginning)) || ON_ONE_LINE.test(beginning);
}
