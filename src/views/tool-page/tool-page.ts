import * as l10n from '@vscode/l10n';
import type { Finding } from '../../diagnostics/finding.ts';
import type { PodRow } from '../../rows/row.ts';
import type { Endpoint, InstalledTool, Snippet } from '../../tools/installed-tool.ts';
import { codeAt } from '../../tools/snippets.ts';
import type { Dot, Link, Pair } from '../page-messages.ts';
import { podIcon } from '../namespaces/state-icon.ts';
import { connectionWords, downWords, isSwitchedOff, startingPod } from '../tools/tool-rows.ts';
import type { Action } from '../rights.ts';
import type { ConnectionRow } from '../tools/tool-rows.ts';
import type { RowColor } from '../tree/view-row.ts';
import type { CodeTab, Line, ToolPage } from './protocol.ts';

/** What something to press on the page does. */
export type ToolAction =
  | { readonly do: 'open' | 'connect' | 'copy-address' | 'disconnect'; readonly endpoint: string }
  | { readonly do: 'copy-code' | 'insert-code'; readonly snippet: string }
  | { readonly do: 'copy-secret'; readonly credential: string }
  | { readonly do: 'explain' | 'logs'; readonly pod: string }
  /** Copies the request for what is missing to connect. */
  | { readonly do: 'ask' }
  | { readonly do: 'docs' };

/** Everything that the page is made of. */
export interface ToolPicture {
  readonly now: number;
  readonly tool: InstalledTool;
  readonly pods: readonly PodRow[];
  /** The pod that somebody has to look at first, and what the diagnosis says of it. */
  readonly ailing?: PodRow;
  readonly finding?: Finding;
  /** The open connections to the tool, by the endpoint's id. */
  readonly connections: ReadonlyMap<string, ConnectionRow>;
  /** The local port that an endpoint would get. */
  readonly portOf: (endpoint: Endpoint) => number;
  /** What this user may not do with its pods: it is not offered. */
  readonly mayNot: ReadonlySet<Action>;
  readonly note?: string;
}

export interface MadeToolPage {
  readonly page: ToolPage;
  /** What each link of the page does, by its id. */
  readonly actions: ReadonlyMap<string, ToolAction>;
}

type MakeLink = (id: string, label: string, action: ToolAction) => Link;

const DOTS: Record<RowColor, Dot> = {
  good: 'good',
  busy: 'busy',
  waiting: 'wait',
  bad: 'bad',
  quiet: 'quiet',
};
const STATE_DOTS: Record<InstalledTool['state'], Dot> = {
  ready: 'good',
  degraded: 'wait',
  down: 'bad',
  off: 'quiet',
};
/** Of a cluster with hundreds of workers, the first say enough. */
const MOST_PARTS = 12;

/** The page as a function of what is known. */
export function toolPage(picture: ToolPicture): MadeToolPage {
  const actions = new Map<string, ToolAction>();
  const link: MakeLink = (id, label, action) => {
    actions.set(id, action);
    return { id, label };
  };
  const { tool } = picture;
  const page: ToolPage = {
    title: tool.name.startsWith(tool.tool) ? tool.title : `${tool.title} "${tool.name}"`,
    dot: startingOf(picture) ? 'busy' : STATE_DOTS[tool.state],
    where: [tool.namespace, tool.version, chartWords(tool)].filter((part) => part !== undefined).join(' · '),
    answer: answer(picture),
    why: why(picture),
    ...noteOf(picture),
    looking: false,
    actions: topActions(picture, link),
    code:
      tool.state === 'off' || picture.mayNot.has('connect')
        ? []
        : tool.snippets.map((snippet) => codeTab(snippet, picture, link)),
    endpoints: tool.endpoints.map((endpoint) => endpointLine(endpoint, picture, link)),
    parts: partLines(picture, link),
    about: aboutPairs(tool),
    buttons:
      tool.docs === undefined
        ? []
        : [link('docs', l10n.t('Documentation of {0}', tool.title), { do: 'docs' })],
    words: headings(),
  };
  return { page, actions };
}

export function headings(): ToolPage['words'] {
  return {
    code: l10n.t('Use it from code'),
    endpoints: l10n.t('Addresses'),
    parts: l10n.t('Parts'),
    about: l10n.t('About this installation'),
  };
}

/** Something about the page itself goes before what this user may not do. */
function noteOf({ note, mayNot, tool }: ToolPicture): Pick<ToolPage, 'note'> {
  if (note !== undefined) return { note };
  return mayNot.has('connect') && tool.endpoints.length > 0
    ? {
        note: l10n.t(
          'Your account may not connect to pods in {0}, so it cannot be opened from here.',
          tool.namespace,
        ),
      }
    : {};
}

/** The endpoint that a person means by "the tool". */
export function mainEndpoint(tool: InstalledTool): Endpoint | undefined {
  return tool.endpoints.find(({ main }) => main) ?? tool.endpoints[0];
}

function chartWords({ release }: InstalledTool): string | undefined {
  return release?.chart === undefined ? undefined : l10n.t('chart {0}', release.chart);
}

function startingOf({ tool, pods, now }: ToolPicture): PodRow | undefined {
  return startingPod(tool, pods, now);
}

function answer(picture: ToolPicture): string {
  const { tool, ailing, finding, connections, mayNot } = picture;
  const starting = startingOf(picture);
  if (starting) return l10n.t('It is {0}', starting.words);
  const main = mainEndpoint(tool);
  const open = main && connections.get(main.id);
  switch (tool.state) {
    case 'off':
      return l10n.t('Switched off: it was scaled to zero');
    case 'down':
      if (!isSwitchedOff(tool) && ailing) return finding?.title ?? `${ailing.name}: ${ailing.words}`;
      return l10n.t('It cannot be used now: {0}', downWords(tool, undefined) ?? readyWords(tool));
    case 'degraded':
      if (ailing) return finding?.title ?? `${ailing.name}: ${ailing.words}`;
      return l10n.t('It works with {0} of {1} pods', tool.readyPods, tool.wantedPods);
    case 'ready':
      if (open?.state === 'ready') return l10n.t('Connected on {0}', open.address);
      return main && !mayNot.has('connect') ? l10n.t('Ready to be opened') : l10n.t('It runs');
  }
}

function why({ tool, ailing, finding }: ToolPicture): string {
  const about = tool.about ?? '';
  if (tool.state === 'ready') return about;
  if (isSwitchedOff(tool))
    return [about, l10n.t('Whoever runs it can switch it on again.')].filter((part) => part !== '').join(' ');
  if (finding && ailing) return [l10n.t('In the pod {0}.', ailing.name), finding.why].join(' ');
  return about;
}

function readyWords({ readyPods, wantedPods }: InstalledTool): string {
  return l10n.t('{0} of {1} pods are ready', readyPods, wantedPods);
}

function topActions(picture: ToolPicture, link: MakeLink): Link[] {
  const { tool, ailing, connections, mayNot } = picture;
  const main = mainEndpoint(tool);
  const links: Link[] = [];
  const mayConnect = !mayNot.has('connect');
  const works = tool.state !== 'off' && (tool.state !== 'down' || startingOf(picture) !== undefined);
  const canOpen = main !== undefined && mayConnect && works;
  if (ailing) links.push(link('why', l10n.t('Explain'), { do: 'explain', pod: ailing.name }));
  if (canOpen && main.scheme !== 'tcp')
    links.push(link('open', l10n.t('Open {0}', tool.title), { do: 'open', endpoint: main.id }));
  if (canOpen)
    links.push(link('copy-address', l10n.t('Copy address'), { do: 'copy-address', endpoint: main.id }));
  if (main && !mayConnect)
    links.push(link('ask', l10n.t('Copy a request to your platform team'), { do: 'ask' }));
  if (main && connections.has(main.id))
    links.push(link('disconnect', l10n.t('Disconnect'), { do: 'disconnect', endpoint: main.id }));
  // What works is the blue one: a tool that is merely degraded is opened, not explained.
  return canOpen ? links.sort((a, b) => Number(b.id === 'open') - Number(a.id === 'open')) : links;
}

function codeTab(snippet: Snippet, picture: ToolPicture, link: MakeLink): CodeTab {
  const { tool, connections, portOf } = picture;
  const ports = new Map(
    tool.endpoints.map((endpoint) => [endpoint.id, connections.get(endpoint.id)?.port ?? portOf(endpoint)]),
  );
  const open = (snippet.uses ?? []).every(({ endpoint }) => connections.has(endpoint));
  return {
    id: snippet.id,
    title: snippet.title,
    code: codeAt(snippet, ports),
    links: [
      link(`copy-${snippet.id}`, l10n.t('Copy'), { do: 'copy-code', snippet: snippet.id }),
      link(`insert-${snippet.id}`, l10n.t('Insert at cursor'), { do: 'insert-code', snippet: snippet.id }),
      ...(tool.credentials ?? []).map((credential) =>
        link(`secret-${credential.id}`, l10n.t('Copy: {0}', credential.title), {
          do: 'copy-secret',
          credential: credential.id,
        }),
      ),
    ],
    hint: [
      snippet.id === 'existing-server'
        ? l10n.t('In a notebook: Select Kernel, Existing Jupyter Server, and this address.')
        : '',
      open
        ? l10n.t('Works while this window is open.')
        : l10n.t('Porthole connects when you copy or insert it.'),
      insideWords(snippet, tool),
    ]
      .filter((part) => part !== '')
      .join(' '),
  };
}

/** Code that runs in the cluster does not go through this machine. */
function insideWords({ uses = [] }: Snippet, tool: InstalledTool): string {
  const addresses = uses.flatMap(({ endpoint: id }) => {
    const endpoint = tool.endpoints.find((candidate) => candidate.id === id);
    // A pod has no name that other pods could ask for.
    return endpoint && endpoint.pod === undefined && endpoint.workload === undefined
      ? [insideAddress(endpoint, tool.namespace)]
      : [];
  });
  return addresses.length === 0 ? '' : l10n.t('Inside the cluster use {0}.', addresses.join(', '));
}

export function insideAddress(endpoint: Endpoint, namespace: string): string {
  return `${endpoint.scheme}://${endpoint.service}.${endpoint.namespace ?? namespace}:${endpoint.port}`;
}

function endpointLine(endpoint: Endpoint, picture: ToolPicture, link: MakeLink): Line {
  const { tool, connections, now, mayNot } = picture;
  const open = connections.get(endpoint.id);
  const act = (what: 'open' | 'connect' | 'copy-address' | 'disconnect', label: string): Link =>
    link(`${what}/${endpoint.id}`, label, { do: what, endpoint: endpoint.id });
  const usable = tool.state !== 'off' && !mayNot.has('connect');
  return {
    id: endpoint.id,
    dot:
      open === undefined
        ? 'quiet'
        : open.state === 'ready'
          ? 'good'
          : open.state === 'waiting'
            ? 'busy'
            : 'bad',
    name: endpoint.title,
    aside: `${endpoint.service}:${endpoint.port}`,
    value: open ? connectionWords(open, now) : l10n.t('not connected'),
    links: [
      ...(usable && endpoint.scheme !== 'tcp' ? [act('open', l10n.t('open'))] : []),
      ...(usable && !open ? [act('connect', l10n.t('connect'))] : []),
      ...(open ? [act('copy-address', l10n.t('copy')), act('disconnect', l10n.t('stop'))] : []),
    ],
  };
}

function partLines({ tool, pods, now, mayNot }: ToolPicture, link: MakeLink): Line[] {
  const known = pods.map((row) => ({
    id: row.name,
    dot: DOTS[podIcon(row, now).color],
    name: row.name,
    value: row.words,
    links: [
      link(`explain/${row.name}`, l10n.t('explain'), { do: 'explain', pod: row.name }),
      ...(mayNot.has('logs')
        ? []
        : [link(`logs/${row.name}`, l10n.t('logs'), { do: 'logs', pod: row.name })]),
    ],
  }));
  if (known.length <= MOST_PARTS) return known;
  return [
    ...known.slice(0, MOST_PARTS),
    {
      id: 'more',
      dot: 'quiet',
      name: l10n.t('and {0} more', known.length - MOST_PARTS),
      value: l10n.t('{0} of {1} ready', tool.readyPods, tool.wantedPods),
      links: [],
    },
  ];
}

function aboutPairs(tool: InstalledTool): Pair[] {
  const release = tool.release;
  return [
    { name: l10n.t('Namespace'), value: tool.namespace },
    { name: l10n.t('Ready'), value: l10n.t('{0} of {1} pods', tool.readyPods, tool.wantedPods) },
    ...(tool.version === undefined ? [] : [{ name: l10n.t('Version'), value: tool.version }]),
    ...(release
      ? [{ name: l10n.t('Installed as'), value: [release.name, release.chart].filter(Boolean).join(' · ') }]
      : []),
    ...(tool.foundBy[0] === undefined ? [] : [{ name: l10n.t('Recognised by'), value: tool.foundBy[0] }]),
  ];
}
