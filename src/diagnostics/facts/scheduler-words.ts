import type { Refusal } from '../words/scheduling.ts';

/** What the scheduler said, taken apart. */
export interface SchedulerVerdict {
  readonly nodes?: number;
  readonly refusals: readonly Refusal[];
  /** What came before any machine was looked at (a claim that is missing …). */
  readonly before?: string;
}

/**
 * Takes `0/5 nodes are available: 2 Insufficient cpu, 3 node(s) had untolerated taint {a: b}. preemption: …` apart. Commas inside
 * braces and brackets belong to the reason. Source: scheduler framework/types.go FitError.Error(); reasons may add up to more than
 * the number of nodes, as one node may give two.
 */
export function verdictOf(message: string): SchedulerVerdict {
  const head = /(?:(\d+)\/(\d+) nodes are (?:un)?available|all nodes are unavailable):?\s*/.exec(message);
  const nodes = head?.[2] === undefined ? undefined : Number(head[2]);
  const rest =
    (head ? message.slice(head.index + head[0].length) : message).split(/\s*\bpreemption:\s/)[0] ?? '';
  const refusals: Refusal[] = [];
  const before: string[] = [];
  for (const part of partsOf(rest)) {
    const counted = /^(\d+)\s+(?:node\(s\)\s+)?(.+)$/.exec(part);
    // `node(s)` reads badly in a sentence that already counts machines; the reason keeps its own words.
    if (counted) refusals.push({ count: Number(counted[1]), reason: counted[2] ?? '' });
    else if (part !== '') before.push(part);
  }
  return {
    ...(nodes === undefined ? {} : { nodes }),
    refusals,
    ...(before.length === 0 ? {} : { before: before.join('. ') }),
  };
}

function partsOf(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (char === '{' || char === '[' || char === '(') depth += 1;
    else if (char === '}' || char === ']' || char === ')') depth = Math.max(0, depth - 1);
    else if (
      depth === 0 &&
      (char === ',' || (char === '.' && (at + 1 === text.length || text[at + 1] === ' ')))
    ) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  parts.push(text.slice(start).trim());
  return parts.filter((part) => part !== '');
}
