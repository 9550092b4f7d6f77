import * as l10n from '@vscode/l10n';
import type { PodRow, PodState } from '../../rows/row.ts';
import { missingFor } from '../rights.ts';
import type { Action } from '../rights.ts';
import type { PodRef } from '../refs.ts';
import { clock } from '../../rows/time-words.ts';
import type { ViewRow } from '../tree/view-row.ts';
import { mayHaveLogs, needsAttention } from './grouping.ts';
import { podIcon, stateIcon } from './state-icon.ts';

/** One container of a pod, in the same grammar of words as the pod. */
export interface ContainerRow {
  readonly name: string;
  readonly state: PodState;
  readonly severity: PodRow['severity'];
  readonly words: string;
  /** Kubernetes' own words, for the tooltip. */
  readonly status: string;
  readonly image?: string;
  readonly hasLogs: boolean;
}

export interface PodRowOptions {
  readonly id: string;
  readonly now: number;
  /** Set while the connection is lost. */
  readonly asOf: number | undefined;
  readonly containers: (pod: PodRow) => readonly ContainerRow[];
  readonly mayNot: ReadonlySet<Action>;
}

export function podRow(pod: PodRow, { id, now, asOf, containers, mayNot }: PodRowOptions): ViewRow {
  const { icon, color } = podIcon(pod, now);
  const why = needsAttention(pod, now);
  const ref = {
    namespace: pod.namespace,
    pod: pod.name,
    ...ownerRef(pod),
  };
  return {
    id,
    label: pod.name,
    description: asOf === undefined ? pod.words : l10n.t('{0} (as of {1})', pod.words, clock(asOf)),
    icon,
    color: asOf === undefined ? color : 'quiet',
    tooltip: tooltip(pod),
    spoken: why ? l10n.t('{0}, {1}, needs attention', pod.name, pod.words) : `${pod.name}, ${pod.words}`,
    is: ['pod', ...(why ? ['why'] : []), ...(mayHaveLogs(pod) ? logsWords(mayNot) : [])],
    pod: ref,
    ...(mayNot.has('logs') && { problems: missingFor('logs', pod.namespace) }),
    command: { id: 'porthole.explain', title: l10n.t('Explain'), args: [ref] },
    children: () => containers(pod).map((container) => containerRow(pod, container, { id, asOf, mayNot })),
  };
}

function containerRow(
  pod: PodRow,
  container: ContainerRow,
  { id, asOf, mayNot }: Pick<PodRowOptions, 'id' | 'asOf' | 'mayNot'>,
): ViewRow {
  const ref = {
    namespace: pod.namespace,
    pod: pod.name,
    container: container.name,
    ...ownerRef(pod),
  };
  const { icon, color } = stateIcon(container);
  const hasLogs = container.hasLogs && !mayNot.has('logs');
  return {
    id: `${id}/${container.name}`,
    label: container.name,
    description: container.words,
    icon,
    color: asOf === undefined ? color : 'quiet',
    tooltip: [
      l10n.t('Container {0} of pod {1}', container.name, pod.name),
      l10n.t('Kubernetes says: {0}', container.status),
      container.image ?? '',
    ]
      .filter((line) => line !== '')
      .join('\n'),
    spoken: l10n.t('Container {0}, {1}', container.name, container.words),
    is: ['container', ...(container.hasLogs ? logsWords(mayNot) : [])],
    pod: ref,
    ...(mayNot.has('logs') && { problems: missingFor('logs', pod.namespace) }),
    ...(hasLogs && {
      command: { id: 'porthole.showLogs' as const, title: l10n.t('Show logs'), args: [ref] },
    }),
  };
}

/** Who may not read the log is offered to ask for it, in the menu: a button on every row would say it too often. */
function logsWords(mayNot: ReadonlySet<Action>): readonly string[] {
  return mayNot.has('logs') ? ['may-ask'] : ['logs'];
}

/** For following the pod when it is replaced. */
export function ownerRef({ owner, controller = owner }: PodRow): Pick<PodRef, 'owner'> {
  return controller === undefined ? {} : { owner: controller };
}

/** The answer first, then what an administrator would ask for. */
function tooltip(pod: PodRow): string {
  return [
    `${pod.name}: ${pod.words}`,
    l10n.t('Kubernetes says: {0}, {1} ready, {2} restarts', pod.status, pod.ready, pod.restarts),
    pod.owner === undefined ? '' : l10n.t('Belongs to {0}', pod.owner),
    pod.since === undefined ? '' : l10n.t('Since {0}', new Date(pod.since).toLocaleString()),
  ]
    .filter((line) => line !== '')
    .join('\n');
}
