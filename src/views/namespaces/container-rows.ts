import * as l10n from '@vscode/l10n';
import { duration } from '../../diagnostics/words/quantities.ts';
import type { ContainerEnd, ContainerRecord } from '../../k8s/model/container.ts';
import type { PodRecord } from '../../k8s/model/pod.ts';
import type { ContainerRow } from './pod-rows.ts';

/** The containers of a pod, in the same grammar of words as the pod itself. */
export function containerRows(pod: PodRecord, now: number): readonly ContainerRow[] {
  return pod.containers.map((container) => containerRow(container, now));
}

function containerRow(container: ContainerRecord, now: number): ContainerRow {
  const role = roleWords(container);
  const described = stateOf(container, now);
  return {
    name: container.name,
    state: described.state,
    severity: described.severity,
    words: role === undefined ? described.words : `${described.words} · ${role}`,
    status: described.status,
    ...(container.image !== undefined && { image: container.image }),
    hasLogs: container.restarts > 0 || container.state?.is === 'running' || container.state?.is === 'ended',
  };
}

function roleWords({ role }: ContainerRecord): string | undefined {
  switch (role) {
    case 'init':
      return l10n.t('runs before the others');
    case 'sidecar':
      return l10n.t('helper');
    case 'ephemeral':
      return l10n.t('added to look inside');
    case 'app':
      return undefined;
  }
}

type Described = Pick<ContainerRow, 'state' | 'severity' | 'words' | 'status'>;

function stateOf(container: ContainerRecord, now: number): Described {
  const { state, lastEnd, ready, restarts } = container;
  switch (state?.is) {
    case 'running': {
      const since = state.startedAt === undefined ? '' : ` · ${duration((now - state.startedAt) / 1000)}`;
      const status = restarts > 0 ? l10n.t('Running, {0} restarts', restarts) : 'Running';
      return ready
        ? { state: 'running', severity: 'fine', words: `${l10n.t('running')}${since}`, status }
        : {
            state: 'starting',
            severity: 'fine',
            words: `${l10n.t('running, not ready yet')}${since}`,
            status,
          };
    }
    case 'ended':
      return ended(state, now);
    case 'waiting': {
      const reason = state.reason ?? 'Waiting';
      const status = state.message === undefined ? reason : `${reason}: ${state.message}`;
      if (reason === 'CrashLoopBackOff') {
        const words =
          lastEnd?.reason === 'OOMKilled'
            ? l10n.t('out of memory · {0} restarts', restarts)
            : l10n.t('keeps crashing · {0} restarts', restarts);
        return {
          state: lastEnd?.reason === 'OOMKilled' ? 'out-of-memory' : 'crashing',
          severity: 'broken',
          words,
          status,
        };
      }
      if (reason === 'ContainerCreating' || reason === 'PodInitializing')
        return { state: 'starting', severity: 'fine', words: l10n.t('not started yet'), status };
      if (/image/i.test(reason))
        return {
          state: 'image-problem',
          severity: 'broken',
          words: l10n.t('its image cannot be used'),
          status,
        };
      return { state: 'missing', severity: 'broken', words: l10n.t('cannot start: {0}', reason), status };
    }
    case undefined:
      return { state: 'waiting', severity: 'fine', words: l10n.t('not started yet'), status: 'Waiting' };
  }
}

function ended(end: ContainerEnd, now: number): Described {
  const status = `${end.reason ?? 'Terminated'}, exit code ${end.exitCode}`;
  const ago =
    end.finishedAt === undefined ? '' : ` · ${l10n.t('{0} ago', duration((now - end.finishedAt) / 1000))}`;
  if (end.exitCode === 0)
    return { state: 'finished', severity: 'fine', words: `${l10n.t('finished')}${ago}`, status };
  if (end.reason === 'OOMKilled')
    return { state: 'out-of-memory', severity: 'broken', words: `${l10n.t('out of memory')}${ago}`, status };
  return {
    state: 'failed',
    severity: 'broken',
    words: `${l10n.t('failed, exit code {0}', end.exitCode)}${ago}`,
    status,
  };
}
