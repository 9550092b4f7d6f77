import type { Hit, TextSource } from './reading.ts';
import { programIn } from './signature.ts';

/** Who said it, and what. */
export function said(hit: Hit, source: TextSource): { container: string; line: string } {
  return { container: programIn(source), line: hit.text };
}
