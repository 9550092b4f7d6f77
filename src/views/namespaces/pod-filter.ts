import * as l10n from '@vscode/l10n';
import type { PodRow, PodState } from '../../rows/row.ts';
import { needsAttention, stateWords } from './grouping.ts';
import { isProbablyTheirs } from './mine.ts';
import type { Marks } from './mine.ts';

/** The word for "what is probably mine". It is the same in every language: people type it. */
export const MINE = 'mine';

/** Which pods are shown. All words of a filter have to fit. */
export interface PodFilter {
  readonly text: string;
  readonly usesMine: boolean;
  /** `marks` where they are known: without them a pod is found by its row alone. */
  matches(row: PodRow, marks: Marks | undefined, now: number): boolean;
}

type Test = (row: PodRow, marks: Marks | undefined, now: number) => boolean;

/**
 * Reads what somebody typed: words that occur in name, namespace, owner, state or a label; `app=api` for a label; `mine`; a word with
 * `-` before it must not fit; quotes keep words together. Nothing where nothing was typed.
 */
export function podFilter(typed: string, names: readonly string[]): PodFilter | undefined {
  const words = [...typed.matchAll(/(-?)(?:"([^"]*)"?|(\S+))/g)]
    .map(([, not, quoted, word]) => ({ not: not === '-', word: (quoted ?? word ?? '').toLowerCase() }))
    .filter(({ word }) => word !== '');
  if (words.length === 0) return undefined;
  const tests = words.map(({ not, word }) => {
    const test = testOf(word, names);
    return not ? (...given: Parameters<Test>) => !test(...given) : test;
  });
  return {
    text: typed.trim(),
    usesMine: words.some(({ word }) => word === MINE),
    matches: (row, marks, now) => tests.every((test) => test(row, marks, now)),
  };
}

function testOf(word: string, names: readonly string[]): Test {
  if (word === MINE) return (_, marks) => marks !== undefined && isProbablyTheirs(marks, names);
  const [, key, value] = /^([^=]+)==?(.*)$/.exec(word) ?? [];
  if (key !== undefined && value !== undefined) return (_, marks) => hasLabel(marks, key, value);
  const attention = l10n.t('needs attention').toLowerCase();
  return (row, marks, now) =>
    row.name.includes(word) ||
    row.namespace.includes(word) ||
    (row.owner ?? '').toLowerCase().includes(word) ||
    row.words.toLowerCase().includes(word) ||
    row.status.toLowerCase().includes(word) ||
    stateWords(row.state).toLowerCase().includes(word) ||
    (attention.includes(word) && word.length > 3 && needsAttention(row, now)) ||
    (marks !== undefined && Object.values(marks.labels).some((label) => label.toLowerCase().includes(word)));
}

/** The key may be given without its prefix: `name=api` finds `app.kubernetes.io/name: api`. */
function hasLabel(marks: Marks | undefined, key: string, value: string): boolean {
  return Object.entries(marks?.labels ?? {}).some(([name, is]) => {
    const label = name.toLowerCase();
    return (label === key || label.endsWith(`/${key}`)) && is.toLowerCase().includes(value);
  });
}

/** A filter that can be chosen instead of typed. */
export interface FilterIdea {
  readonly text: string;
  readonly words: string;
}

/** What could be filtered by, given what there is: `mine` first, then the states that occur, the rarest first. */
export function filterIdeas(rows: readonly PodRow[], names: readonly string[]): readonly FilterIdea[] {
  const states = new Map<PodState, number>();
  for (const { state } of rows) states.set(state, (states.get(state) ?? 0) + 1);
  const mine =
    names.length > 0
      ? l10n.t('what is probably yours: a guess, from labels that name {0}', names.join(', '))
      : l10n.t('what is probably yours: your sign-in does not tell your name, so nothing will be found');
  return [
    { text: MINE, words: mine },
    ...[...states]
      .sort(([, a], [, b]) => a - b)
      .map(([state, count]) => {
        const words = stateWords(state);
        const text = words.includes(' ') ? `"${words}"` : words;
        return { text, words: count === 1 ? l10n.t('1 pod') : l10n.t('{0} pods', count) };
      }),
  ];
}
