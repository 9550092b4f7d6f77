import * as l10n from '@vscode/l10n';
import type { ClusterProblem } from '../k8s/problem.ts';
import { problemWords } from '../rows/problem-words.ts';
import type { ViewRow } from './tree/view-row.ts';

/** The few words of a problem, and all of them. */
export function problemText(problem: ClusterProblem): { readonly text: string; readonly tooltip: string } {
  const words = problemWords(problem);
  return {
    text: words.short,
    tooltip: [words.title, words.detail].filter((part) => part !== '').join('\n\n'),
  };
}

/**
 * One row that says what is wrong. A description is cut off first, in a narrow side bar to nothing: where a line of a file is to be
 * mended, that line stands in the label. What can be done about it is in rows below it, in the view's title and in the row's menu.
 */
export function problemRow(id: string, problem: ClusterProblem, description = whatExactly(problem)): ViewRow {
  const { title, next } = problemWords(problem);
  const { text, tooltip } = problemText(problem);
  const refused = problem.kind === 'not-allowed';
  return {
    id,
    label: problem.kind === 'bad-kubeconfig' ? l10n.t('kubeconfig: {0}', problem.detail) : text,
    ...(description !== undefined && { description }),
    icon: refused ? 'lock' : 'warning',
    color: refused ? 'quiet' : 'waiting',
    tooltip,
    spoken: [title, problem.kind === 'bad-kubeconfig' ? problem.detail : (description ?? '')]
      .join(' ')
      .trim(),
    is: ['problem', ...next],
    problems: [problem],
  };
}

/** What somebody has to know who does not rest the pointer on the row. */
function whatExactly(problem: ClusterProblem): string | undefined {
  if (problem.kind !== 'sign-in' || problem.reason !== 'untrusted-workspace') return undefined;
  const program = problem.program?.split(/[\\/]/).at(-1);
  return program === undefined ? undefined : l10n.t('{0} is not started', program);
}

/** What this user may not see, in one quiet row that copies the request for it. `words` name what is hidden; else the row says so itself. */
export function deniedRow(id: string, problems: readonly ClusterProblem[], words?: string): ViewRow {
  const titles = [...new Set(problems.map((problem) => problemWords(problem).title))];
  const ask = l10n.t('copy a request');
  const hidden = l10n.t('not visible for you');
  return {
    id,
    label: words ?? capital(hidden),
    description: words === undefined ? ask : hidden,
    icon: 'lock',
    color: 'quiet',
    tooltip: [...titles, l10n.t('Click to copy the request to send to your platform team.')].join('\n'),
    spoken: l10n.t('{0} Press Enter to copy a request to your platform team.', titles.join(' ')),
    is: ['problem', 'ask-platform-team'],
    problems,
    command: { id: 'porthole.copyAccessRequest', title: l10n.t('Copy a request'), args: [problems] },
  };
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
