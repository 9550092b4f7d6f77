import * as l10n from '@vscode/l10n';
import { bytes, duration } from '../../diagnostics/words/quantities.ts';
import type { PodRow } from '../../rows/row.ts';
import type { InstalledTool } from '../../tools/installed-tool.ts';
import { needsAttention } from '../namespaces/grouping.ts';
import type { ToolRef } from '../refs.ts';
import { missingFor } from '../rights.ts';
import type { Action } from '../rights.ts';
import type { RowColor, ViewRow } from '../tree/view-row.ts';
import { ownerRef } from '../namespaces/pod-rows.ts';

/** An open way to a tool, as far as rows show it. */
export interface ConnectionRow {
  readonly id: string;
  readonly tool: ToolRef;
  readonly title: string;
  /** `127.0.0.1:5000`. */
  readonly address: string;
  readonly port: number;
  readonly since: number;
  readonly state: 'ready' | 'waiting' | 'failed';
  /** Why it is not ready. */
  readonly words?: string;
  /** Bytes that went through, both ways. */
  readonly bytes?: number;
  /** The usual port, where another program had it. */
  readonly insteadOf?: number;
  /** The tool's endpoint that it leads to. */
  readonly endpoint?: string;
}

/** Everything that the rows of the Tools view depend on. */
export interface ToolsPicture {
  readonly now: number;
  readonly tools: readonly InstalledTool[];
  readonly pod: (namespace: string, name: string) => PodRow | undefined;
  readonly connections: readonly ConnectionRow[];
  /** What this user may not do in the namespace: it is not offered. */
  readonly mayNot: (namespace: string) => ReadonlySet<Action>;
}

export function toolRows(picture: ToolsPicture): readonly ViewRow[] {
  return picture.tools.map((tool) => toolRow(tool, picture));
}

/** The pod of a tool that somebody has to look at first. */
export function ailingPod(tool: InstalledTool, pod: ToolsPicture['pod'], now: number): PodRow | undefined {
  const rows = podsOf(tool, pod);
  return (
    rows.find((row) => row.severity === 'broken' && needsAttention(row, now)) ??
    rows.find((row) => needsAttention(row, now))
  );
}

/** The pod that a tool is down for, where it is merely on its way: nobody has to look at it. */
export function startingPod(tool: InstalledTool, pods: readonly PodRow[], now: number): PodRow | undefined {
  if (tool.state !== 'down' || isSwitchedOff(tool) || pods.some((row) => needsAttention(row, now)))
    return undefined;
  return pods.find(({ state }) => state === 'starting' || state === 'downloading');
}

function podsOf(tool: InstalledTool, pod: ToolsPicture['pod']): readonly PodRow[] {
  return tool.pods.map((name) => pod(tool.namespace, name)).filter((row) => row !== undefined);
}

function toolRow(tool: InstalledTool, picture: ToolsPicture): ViewRow {
  const ref = { tool: tool.tool, name: tool.name, namespace: tool.namespace };
  const connection = picture.connections.find((open) => sameTool(open.tool, ref));
  const ailing =
    tool.state === 'ready' || tool.state === 'off' ? undefined : ailingPod(tool, picture.pod, picture.now);
  const starting = startingPod(tool, podsOf(tool, picture.pod), picture.now);
  const label =
    tool.name === tool.tool || tool.name.startsWith(tool.tool) ? tool.title : `${tool.title} "${tool.name}"`;
  const description = [starting?.words ?? stateWords(tool, ailing, connection), tool.version, tool.namespace]
    .filter((part) => part !== undefined)
    .join(' · ');
  const isOpenable =
    tool.endpoints.some((endpoint) => endpoint.main) &&
    tool.state !== 'off' &&
    (tool.state !== 'down' || starting !== undefined);
  const mayNot = picture.mayNot(tool.namespace);
  const mayAsk = isOpenable && mayNot.has('connect');
  return {
    id: `tool/${tool.namespace}/${tool.tool}/${tool.name}`,
    label,
    description,
    icon: ICONS[tool.tool] ?? 'window',
    color: starting ? 'busy' : COLORS[tool.state],
    tooltip: [
      tooltip(tool, connection),
      ...(mayAsk
        ? [
            l10n.t(
              'Your account may not connect to pods in {0}: it cannot be opened from here.',
              tool.namespace,
            ),
          ]
        : []),
    ].join('\n'),
    spoken: `${label}, ${description}`,
    is: [
      'tool',
      ...(isOpenable ? [mayAsk ? 'ask-platform-team' : 'open'] : []),
      ...(ailing ? ['why', ...(mayNot.has('logs') ? [] : ['logs'])] : []),
    ],
    ...(mayAsk && { problems: missingFor('connect', tool.namespace) }),
    tool: ref,
    ...(ailing && {
      pod: {
        namespace: ailing.namespace,
        pod: ailing.name,
        ...ownerRef(ailing),
      },
    }),
    command: { id: 'porthole.showTool', title: l10n.t('Show'), args: [ref] },
  };
}

function stateWords(
  tool: InstalledTool,
  ailing: PodRow | undefined,
  connection: ConnectionRow | undefined,
): string {
  switch (tool.state) {
    case 'ready':
      if (connection?.state === 'ready') return l10n.t('connected on {0}', connection.port);
      // One of a cluster's workers more or less says something; one server that runs is simply ready.
      return tool.wantedPods > 3
        ? l10n.t('{0} of {1} ready', tool.readyPods, tool.wantedPods)
        : l10n.t('ready');
    case 'degraded':
      return ailing?.words ?? l10n.t('{0} of {1} ready', tool.readyPods, tool.wantedPods);
    case 'down':
      return downWords(tool, ailing) ?? l10n.t('not ready');
    case 'off':
      return l10n.t('switched off');
  }
}

/** Somebody scaled it, or the part that it cannot do without, to zero: there is nothing to wait for. */
export function isSwitchedOff({ state, missing }: InstalledTool): boolean {
  return state === 'off' || missing?.wantedPods === 0;
}

/** Why a tool that is down cannot be used: what was switched off on purpose explains more than a pod that ails beside it. */
export function downWords({ missing }: InstalledTool, ailing: PodRow | undefined): string | undefined {
  if (missing?.wantedPods === 0) return l10n.t('{0} is switched off', missing.part);
  return ailing?.words ?? (missing && l10n.t('{0} is not ready', missing.part));
}

const COLORS: Record<InstalledTool['state'], RowColor> = {
  ready: 'good',
  degraded: 'waiting',
  down: 'bad',
  off: 'quiet',
};

/** Codicons that come near; everything else is a window in the browser. */
const ICONS: Readonly<Record<string, string>> = {
  jupyterhub: 'notebook',
  jupyter: 'notebook',
  mlflow: 'beaker',
  airflow: 'type-hierarchy-sub',
  'argo-workflows': 'type-hierarchy-sub',
  prefect: 'type-hierarchy-sub',
  dagster: 'type-hierarchy-sub',
  kubeflow: 'type-hierarchy-sub',
  metaflow: 'type-hierarchy-sub',
  daskhub: 'notebook',
  dask: 'server-process',
  'dask-operator': 'server-process',
  'dask-gateway': 'server-process',
  ray: 'server-process',
  spark: 'server-process',
  kserve: 'server-process',
  seldon: 'server-process',
  vllm: 'server-process',
  ollama: 'server-process',
  minio: 'database',
  elasticsearch: 'database',
  postgresql: 'database',
  milvus: 'database',
  qdrant: 'database',
  weaviate: 'database',
  trino: 'database',
  tensorboard: 'graph-line',
  grafana: 'graph-line',
  prometheus: 'graph-line',
  superset: 'graph',
  metabase: 'graph',
  'code-server': 'code',
  posit: 'code',
  clearml: 'beaker',
  wandb: 'beaker',
  kueue: 'list-ordered',
  volcano: 'list-ordered',
  'gpu-operator': 'circuit-board',
};

function tooltip(tool: InstalledTool, connection: ConnectionRow | undefined): string {
  return [
    `${tool.title}: ${tool.name}`,
    l10n.t('{0} of {1} pods are ready', tool.readyPods, tool.wantedPods),
    tool.release?.chart === undefined ? '' : l10n.t('Installed with the chart {0}', tool.release.chart),
    connection === undefined ? '' : l10n.t('Connected on {0}', connection.address),
    l10n.t('Found by: {0}', tool.foundBy.join('; ')),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

export function sameTool(a: ToolRef, b: ToolRef): boolean {
  return a.tool === b.tool && a.name === b.name && a.namespace === b.namespace;
}

/** `127.0.0.1:5000 · 14 min · 2.1 MiB`, or why it does not work now. */
export function connectionWords(open: ConnectionRow, now: number): string {
  if (open.words !== undefined) return `${open.address} · ${open.words}`;
  return [
    open.address,
    open.insteadOf === undefined ? undefined : l10n.t('port {0} was taken', open.insteadOf),
    duration((now - open.since) / 1000),
    open.bytes === undefined || open.bytes === 0 ? undefined : bytes(open.bytes),
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

/** The rows of the Connections view. */
export function connectionRows(connections: readonly ConnectionRow[], now: number): readonly ViewRow[] {
  return connections.map((open) => {
    const description = connectionWords(open, now);
    return {
      id: `connection/${open.id}`,
      label: open.title,
      description,
      icon: open.state === 'ready' ? 'plug' : open.state === 'waiting' ? 'sync' : 'debug-disconnect',
      color:
        open.state === 'ready'
          ? ('good' as const)
          : open.state === 'waiting'
            ? ('busy' as const)
            : ('bad' as const),
      tooltip: l10n.t(
        '{0} in {1}, reached through {2} on this machine.',
        open.title,
        open.tool.namespace,
        open.address,
      ),
      spoken: `${open.title}, ${description}`,
      is: ['connection'],
      connection: open.id,
      tool: open.tool,
    };
  });
}
