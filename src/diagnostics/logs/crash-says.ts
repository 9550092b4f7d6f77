import type { Hit, TextSource } from './reading.ts';
import { programIn } from './signature.ts';

/** What is said of any program that died with such a line. */
export function crashSays(
  hit: Hit,
  source: TextSource,
): { container: string; line: string; exitCode: number | undefined; restarts: number | undefined } {
  return {
    container: programIn(source),
    line: hit.text,
    exitCode: source.container?.end?.exitCode,
    restarts: source.container?.restarts,
  };
}
