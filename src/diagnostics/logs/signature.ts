import type { CauseId } from '../claim.ts';
import { claim } from '../claim.ts';
import type { Confidence, Evidence, ObjectRef, Severity } from '../finding.ts';
import type { Says } from '../words/says.ts';
import { clipped } from '../words/quantities.ts';
import { readable } from './readable.ts';
import type { Hit, Signature, TextSource } from './reading.ts';

interface Recipe<C extends CauseId> {
  readonly cause: C;
  readonly needles: readonly string[];
  readonly pattern: RegExp;
  readonly strength?: 1 | 2 | 3;
  readonly whileRunning?: boolean;
  readonly confidence?: Confidence;
  /** Severity while the program runs on (it is `broken` once the program is down). */
  readonly running?: Severity;
  /** What to say, or nothing when the surroundings show that the line means something else. */
  says(hit: Hit, source: TextSource, whole: string): Says[C] | undefined;
  because?(hit: Hit, source: TextSource): readonly ObjectRef[];
  /** What else shows it, beside the line. */
  proof?(source: TextSource): readonly Evidence[];
  /** Whom it is about, when not the program that said it. */
  subject?(hit: Hit, source: TextSource): ObjectRef | undefined;
}

/** A signature whose words are typed by its cause. */
export function signature<C extends CauseId>(recipe: Recipe<C>): Signature {
  return {
    needles: recipe.needles,
    pattern: recipe.pattern,
    strength: recipe.strength ?? 2,
    whileRunning: recipe.whileRunning ?? false,
    claimOf(hit, source, whole) {
      const says = recipe.says(hit, source, whole);
      if (says === undefined) return undefined;
      const { container, ...from } = source.from;
      return claim({
        cause: recipe.cause,
        subject: recipe.subject?.(hit, source) ?? source.subject,
        severity: source.runsWell ? (recipe.running ?? 'warning') : 'broken',
        confidence: recipe.confidence ?? 'likely',
        says,
        proof: [
          {
            text: clipped([hit.text, ...continued(whole, hit)].join('\n'), 1000),
            from: {
              ...from,
              path: source.path,
              ...(container === undefined ? {} : { container }),
              ...(source.path === 'log' || source.path === 'output' ? { line: hit.line } : {}),
            },
          },
          ...(recipe.proof?.(source) ?? []),
        ],
        because: recipe.because?.(hit, source) ?? [],
      });
    },
  };
}

/** The lines below one that ends with a colon: what it announces. */
export function continued(whole: string, hit: Hit): readonly string[] {
  if (!hit.text.endsWith(':')) return [];
  const below = whole
    .slice(hit.offset, hit.offset + 3000)
    .split('\n')
    .slice(1, 8)
    .map((line) => readable(line));
  const end = below.findIndex((line) => line.trim() === '' || /^\S*(?:Traceback|During handling)/.test(line));
  return end < 0 ? below : below.slice(0, end);
}

/** The container's name, or what stands for it in a sentence. */
export function programIn(source: TextSource): string {
  return source.container?.name ?? source.subject.container ?? source.subject.name;
}

/** Lines of a text around a hit. */
export function around(whole: string, hit: Hit, before: number, after: number): string {
  return whole.slice(Math.max(0, hit.offset - before), hit.offset + hit.text.length + after);
}
