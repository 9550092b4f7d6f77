import * as l10n from '@vscode/l10n';
import type { Collection } from '../../k8s/live/collection.ts';
import type { ClusterProblem } from '../../k8s/problem.ts';
import { deniedRow } from '../problem-row.ts';
import type { ViewRow } from '../tree/view-row.ts';

/** What tools are found by in one namespace. */
export interface ToolLists {
  readonly namespace: string;
  readonly services: Collection<unknown>;
  readonly others: readonly Collection<unknown>[];
}

/**
 * "No tools" must not be said where they may be there and not be visible. Without Services no tool can be opened; where they are seen
 * and something else is not, that matters only if nothing was found.
 */
export function hiddenTools(lists: readonly ToolLists[], found: number): readonly ViewRow[] {
  const hidden = lists
    .map(({ namespace, services, others }) => ({
      namespace,
      noServices: refusals([services]).length > 0,
      problems: refusals([services, ...others]),
    }))
    .filter(({ noServices, problems }) => noServices || (found === 0 && problems.length > 0));
  const [first] = hidden;
  if (!first) return [];
  const problems = hidden.flatMap((each) => each.problems);
  const isAll = found === 0 && hidden.length === lists.length && hidden.every(({ noServices }) => noServices);
  const words =
    hidden.length === 1
      ? l10n.t('Tools in {0}', first.namespace)
      : l10n.t('Tools in {0} namespaces', hidden.length);
  return [deniedRow('hidden', problems, isAll ? undefined : words)];
}

function refusals(lists: readonly Collection<unknown>[]): readonly ClusterProblem[] {
  return lists.flatMap((current) =>
    current.state === 'denied' && current.problem.kind === 'not-allowed' ? [current.problem] : [],
  );
}
