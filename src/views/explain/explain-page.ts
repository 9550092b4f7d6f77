import * as l10n from '@vscode/l10n';
import type { NotSeen } from '../../diagnostics/bundle.ts';
import type { Action, Confidence, Diagnosis, Evidence, Finding, Moment } from '../../diagnostics/finding.ts';
import { duration } from '../../diagnostics/words/quantities.ts';
import { nameOfOwner } from '../../rows/owner-word.ts';
import type { ClusterProblem } from '../../k8s/problem.ts';
import type { PodRow } from '../../rows/row.ts';
import { stateIcon } from '../namespaces/state-icon.ts';
import { clockWithSeconds, sameDay } from '../../rows/time-words.ts';
import type { RowColor } from '../tree/view-row.ts';
import { gapRows, refusedHere } from './gap-rows.ts';
import type { Dot, Link, Pair } from '../page-messages.ts';
import type { ExplainPage, Quote, Section, Step } from './protocol.ts';

/** What something to press on the page does. */
export type PageAction =
  | { readonly do: 'copy'; readonly text: string }
  | { readonly do: 'report' }
  | { readonly do: 'logs'; readonly container?: string }
  /** Of all pods of its owner. */
  | { readonly do: 'group-logs'; readonly owner: string }
  | { readonly do: 'ask'; readonly problems: readonly ClusterProblem[] }
  | { readonly do: 'yaml' };

/** Everything that the page is made of. */
export interface ExplainPicture {
  readonly now: number;
  readonly row: PodRow;
  /** Nothing until the evidence has been gathered for the first time. */
  readonly diagnosis: Diagnosis | undefined;
  readonly looking: boolean;
  readonly note: string | undefined;
  /** What the pod is and what it may use. */
  readonly about: readonly Pair[];
  /** What it used over the last minutes. */
  readonly charts: readonly Section[];
  /** How many pods its owner has, this one included. */
  readonly siblings: number;
  /** There is a log, and this user may read it. */
  readonly hasLogs: boolean;
  /** What could not be looked at. */
  readonly gaps: readonly NotSeen[];
}

export interface MadePage {
  readonly page: ExplainPage;
  /** What each link of the page does, by its id. */
  readonly actions: ReadonlyMap<string, PageAction>;
}

const DOTS: Record<RowColor, Dot> = {
  good: 'good',
  busy: 'busy',
  waiting: 'wait',
  bad: 'bad',
  quiet: 'quiet',
};
const MOST_MOMENTS = 14;

/** The page as a function of what is known. */
export function explainPage(picture: ExplainPicture): MadePage {
  const actions = new Map<string, PageAction>();
  const link = (id: string, label: string, action: PageAction): Link => {
    actions.set(id, action);
    return { id, label };
  };
  const { row, diagnosis } = picture;
  const [cause, ...others] = diagnosis?.findings ?? [];
  const page: ExplainPage = {
    title: row.name,
    dot: DOTS[stateIcon(row).color],
    where: where(row),
    answer: cause?.title ?? wellWords(picture),
    why: cause?.why ?? capital(row.words),
    ...(picture.note !== undefined && { note: picture.note }),
    looking: picture.looking,
    // What is wrong is explained by its story; of what is well one wants to know what it is.
    sections: cause
      ? [
          ...causeSections(cause, link, picture),
          ...picture.charts,
          ...otherFindings(others),
          ...storySections(diagnosis, picture.now),
          ...gapSections(picture, link),
          ...aboutSections(picture),
        ]
      : [
          ...aboutSections(picture),
          ...picture.charts,
          ...storySections(diagnosis, picture.now),
          ...gapSections(picture, link),
        ],
    buttons: [
      ...(cause ? [link('report', l10n.t('Report for the platform team'), { do: 'report' })] : []),
      ...(picture.hasLogs ? [link('logs', l10n.t('Logs'), { do: 'logs' })] : []),
      ...groupLogs(picture, link),
      ...(cause ? [] : [link('report', l10n.t('Report for the platform team'), { do: 'report' })]),
      link('yaml', l10n.t('Details as YAML'), { do: 'yaml' }),
    ],
  };
  return { page, actions };
}

/** One of several of the same kind: what the others print is often the other half of the story. */
function groupLogs({ row, siblings }: ExplainPicture, link: MakeLink): Link[] {
  if (row.owner === undefined || siblings < 2) return [];
  const label = l10n.t('Logs of all {0} pods of {1}', siblings, nameOfOwner(row.owner));
  return [link('group-logs', label, { do: 'group-logs', owner: row.owner })];
}

type MakeLink = (id: string, label: string, action: PageAction) => Link;

function where(row: PodRow): string {
  const restarts = row.restarts === 1 ? l10n.t('1 restart') : l10n.t('{0} restarts', row.restarts);
  const owner = row.owner?.replace('/', ' ');
  return [row.namespace, owner, row.restarts === 0 ? undefined : restarts]
    .filter((part) => part !== undefined)
    .join(' · ');
}

/** The answer where no cause was found. */
function wellWords({ row, diagnosis }: ExplainPicture): string {
  if (!diagnosis) return l10n.t('Looking into it…');
  switch (row.state) {
    case 'running':
      return l10n.t('It runs, and nothing is wrong with it.');
    case 'finished':
      return l10n.t('It has finished well.');
    case 'starting':
    case 'downloading':
    case 'stopping':
      return capital(row.words);
    default:
      // Something is the matter with it that no rule explains: the row's words are all there is.
      return row.severity === 'fine'
        ? capital(row.words)
        : l10n.t('{0}. Porthole does not know why.', capital(row.words));
  }
}

function causeSections(cause: Finding, link: MakeLink, { row, hasLogs }: ExplainPicture): Section[] {
  const sure: Record<Confidence, string> = {
    certain: l10n.t('certain'),
    likely: l10n.t('likely'),
    possible: l10n.t('possible'),
  };
  const sections: Section[] = [];
  if (cause.actions.length > 0)
    sections.push({
      kind: 'steps',
      heading: l10n.t('What you can do'),
      steps: cause.actions.map((action, index) => step(action, index, link)),
    });
  if (cause.evidence.length > 0)
    sections.push({
      kind: 'quotes',
      heading: l10n.t('How we know'),
      aside: sure[cause.confidence],
      quotes: cause.evidence.map((evidence, index) =>
        quote(evidence, index, { pod: row.name, hasLogs }, link),
      ),
    });
  return sections;
}

function step({ text, who, patch }: Action, index: number, link: MakeLink): Step {
  return {
    text,
    ...(who === 'platform-team' && { who: l10n.t('For your platform team; it is part of the report.') }),
    ...(patch !== undefined && { patch }),
    links: patch === undefined ? [] : [link(`copy-${index}`, l10n.t('copy'), { do: 'copy', text: patch })],
  };
}

function quote(
  { text, from }: Evidence,
  index: number,
  { pod, hasLogs }: { readonly pod: string; readonly hasLogs: boolean },
  link: MakeLink,
): Quote {
  if (from.path !== 'log') return { text, from: originWords(from, pod) };
  const label =
    from.line === undefined
      ? l10n.t('log of {0}', from.container ?? from.name)
      : l10n.t('log, line {0}', from.line.toLocaleString());
  if (!hasLogs) return { text, from: label };
  return {
    text,
    from: label,
    link: link(`log-${index}`, label, {
      do: 'logs',
      ...(from.container !== undefined && { container: from.container }),
    }),
  };
}

function originWords(from: Evidence['from'], pod: string): string {
  if (from.path === 'event') return l10n.t('event');
  if (from.path === 'output') return l10n.t('output of {0}', from.name);
  const isStatus = from.path?.startsWith('status') === true;
  if (from.kind === 'Pod' && from.name === pod) return isStatus ? l10n.t('pod status') : l10n.t('pod');
  return isStatus ? l10n.t('status of {0} {1}', from.kind, from.name) : `${from.kind} ${from.name}`;
}

function otherFindings(findings: readonly Finding[]): Section[] {
  if (findings.length === 0) return [];
  const pairs = findings.map(({ title, subject }) => ({
    name: title,
    value: subject.container ?? (subject.kind === 'Pod' ? '' : `${subject.kind} ${subject.name}`),
  }));
  return [{ kind: 'pairs', heading: l10n.t('Also wrong'), pairs }];
}

function aboutSections({ row, about }: ExplainPicture): Section[] {
  return [{ kind: 'pairs', heading: l10n.t('About this pod'), pairs: [...about, ...kubernetesWords(row)] }];
}

function storySections(diagnosis: Diagnosis | undefined, now: number): Section[] {
  if (!diagnosis) return [];
  const sections: Section[] = [];
  const { timeline, files, alsoSeen } = diagnosis;
  if (timeline.length > 0)
    sections.push({
      kind: 'timeline',
      heading: l10n.t('What happened'),
      ...(timeline.length > MOST_MOMENTS && {
        aside: l10n.t('the last {0} of {1}', MOST_MOMENTS, timeline.length),
      }),
      moments: timeline.slice(-MOST_MOMENTS).map((moment) => ({
        text: momentWords(moment),
        when: momentTime(moment.at, now),
        trouble: moment.trouble,
      })),
    });
  if (files.length > 0)
    sections.push({
      kind: 'pairs',
      heading: l10n.t('Your files'),
      pairs: files.map((place) => ({
        name: place.path,
        mono: true,
        value: [
          ...new Set([place.kept ? l10n.t('kept') : l10n.t('lost at each restart'), place.where, place.note]),
        ]
          .filter((part) => part !== undefined && part !== '')
          .join(' · '),
      })),
    });
  if (alsoSeen.length > 0)
    sections.push({
      kind: 'pairs',
      heading: l10n.t('Also seen, not the cause'),
      pairs: alsoSeen.map(({ text, why }) => ({ name: text, value: why })),
    });
  return sections;
}

/** What this user may not see, and one message that asks for all of it. */
function gapSections({ gaps, row, diagnosis }: ExplainPicture, link: MakeLink): Section[] {
  const pairs = diagnosis ? gapRows(gaps) : [];
  if (pairs.length === 0) return [];
  const problems = refusedHere(gaps, row.namespace);
  return [
    {
      kind: 'pairs',
      heading: l10n.t('Could not be looked at'),
      pairs,
      ...(problems.length > 0 && {
        link: link('ask', l10n.t('copy a request to your platform team'), { do: 'ask', problems }),
      }),
    },
  ];
}

function momentWords({ text, tookSeconds }: Moment): string {
  return tookSeconds === undefined || tookSeconds < 1 ? text : `${text} · ${duration(tookSeconds)}`;
}

function momentTime(at: number, now: number): string {
  return sameDay(at, now)
    ? clockWithSeconds(at)
    : new Date(at).toLocaleString([], {
        month: 'short',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        hour12: false,
      });
}

/** What an administrator would ask for. */
function kubernetesWords(row: PodRow): Pair[] {
  return [
    {
      name: l10n.t('Kubernetes says'),
      value: l10n.t('{0}, {1} ready, {2} restarts', row.status, row.ready, row.restarts),
    },
  ];
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
