import * as l10n from '@vscode/l10n';
import type { ClusterProblem } from '../../k8s/problem.ts';
import type { Session } from '../../k8s/session.ts';
import { problemWords } from '../../rows/problem-words.ts';
import { host } from '../../rows/server-host.ts';
import { clock } from '../../rows/time-words.ts';
import type { ViewRow } from '../tree/view-row.ts';
import { problemRow } from '../problem-row.ts';
import { nextStepRows } from './next-step-rows.ts';

/** Most clusters have answered by then: from now on the wait is explained and can be ended. */
export const PATIENCE_MS = 5_000;

export interface ConnectingPicture {
  readonly context: Pick<Session['context'], 'name' | 'cluster' | 'server'>;
  /** How long somebody has been waiting. */
  readonly waitedMs: number;
  readonly problem?: ClusterProblem;
  /** The user has ended the wait. */
  readonly stopped: boolean;
}

/** The sentence above the rows while a cluster has not answered yet; nothing where a row says what is wrong. */
export function connectingMessage(picture: ConnectingPicture): string | undefined {
  const { context, problem, stopped } = picture;
  if (stopped) return l10n.t('Not connected to {0}: you stopped it.', context.cluster);
  if (problem) return undefined;
  return isSlow(picture)
    ? l10n.t('Still trying {0}. It has not answered yet.', host(context.server))
    : l10n.t('Connecting to {0}…', context.cluster);
}

export function connectingRows(picture: ConnectingPicture): readonly ViewRow[] {
  const { problem, stopped } = picture;
  if (stopped)
    return [
      row('porthole.refresh', l10n.t('Try again'), 'refresh'),
      row('porthole.switchCluster', l10n.t('Switch cluster…'), 'arrow-swap'),
    ];
  const cancel = isSlow(picture) && (!problem || goesOn(problem));
  const trying = problem && goesOn(problem) ? l10n.t('still trying') : undefined;
  return [
    ...(problem ? [problemRow('problem', problem, trying), ...nextStepRows(problem)] : []),
    ...(cancel ? [row('porthole.stopTrying', l10n.t('Cancel'), 'close')] : []),
  ];
}

/** The sentence above rows that are old. */
export function staleMessage({
  asOf,
  problem,
}: {
  readonly asOf: number;
  readonly problem: ClusterProblem;
}): string {
  return l10n.t('As of {0}: {1}', clock(asOf), problemWords(problem).title);
}

/** The same above the rows of the views beside the namespaces, which say why: one sentence is not read three times. */
export function asOfMessage(asOf: number): string {
  return l10n.t('As of {0}.', clock(asOf));
}

function isSlow({ waitedMs }: ConnectingPicture): boolean {
  return waitedMs >= PATIENCE_MS;
}

/** Whether another try may bring something else without anybody doing anything. */
function goesOn(problem: ClusterProblem): boolean {
  return problem.kind === 'unreachable' || problem.kind === 'busy' || problem.kind === 'server';
}

function row(id: NonNullable<ViewRow['command']>['id'], label: string, icon: string): ViewRow {
  return { id: `next/${id}`, label, icon, spoken: label, command: { id, title: label, args: [] } };
}
