import type { Bundle } from '../diagnostics/bundle.ts';
import { Failure } from './failure.ts';

/** A refused permission must not look like "nothing there". */
export function refuseEmptySight(bundle: Bundle, what: string): void {
  const missing = bundle.notSeen.find((entry) => entry.what === what);
  if (!missing) return;
  const place =
    missing.namespace === undefined ? 'in the whole cluster' : `in namespace ${missing.namespace}`;
  throw new Failure(
    missing.reason === 'not-allowed'
      ? `Your account may not list ${what} ${place}. Name a namespace of yours with -n, or ask your platform team for that permission.`
      : `The ${what} ${place} could not be read. Try again.`,
  );
}
