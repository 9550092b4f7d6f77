import { flag, isRecord, list, number, record, text } from '../../common/json.ts';
import type { Json } from '../../common/json.ts';
import type { PackedLines } from './packed-lines.ts';
import type { AnyLogsRef, LogsGroup } from '../refs.ts';

/**
 * One line on its own: source, time in milliseconds (0: not known),
 * text, and how often a progress bar rewrote it (0: never). A source of -1 is a remark of Porthole between the lines.
 */
export type WireLine = readonly [source: number, at: number, text: string, rewrites: number];

/** The source of what Porthole itself says between the lines: a gap, a restart. */
export const REMARK = -1;

/** One container whose lines are in the stream. Its place in the list is its number. */
export interface LogSourceName {
  readonly pod: string;
  readonly container: string;
  /** What tells it apart from the others. */
  readonly label: string;
  /** The same without what all of them have in common. */
  readonly short: string;
}

/** What the page can be told to read. */
export interface LogChoice {
  /** The run before the last restart. */
  readonly previous: boolean;
  /** Only lines of the last so many seconds; 0: as far back as the cluster still has it. */
  readonly sinceSeconds: number;
}

/** The identity of a log page: enough to open it again, nothing of what it shows. */
export type LogsSubject = AnyLogsRef & {
  /** The kubeconfig's entry. */
  readonly context: string;
};

export interface LogStatus {
  readonly state: 'connecting' | 'live' | 'paused' | 'interrupted' | 'ended';
  /** `live`, `the container ended (exit code 1)`. */
  readonly words: string;
  readonly total: number;
  /** Older lines that were dropped to stay within the limit. */
  readonly dropped: number;
  readonly limitWords: string;
  /** How many containers are not read, and why; empty where all are. */
  readonly leftWords: string;
  /** What this user may not do, where that is why there are no lines; else empty. */
  readonly refusal: string;
}

/** What the diagnosis of the pod says, to be shown beside the line that proves it. */
export interface LogNote {
  readonly pod: string;
  readonly title: string;
  /** The proof, as it stands in the log; empty where it is not in the log. */
  readonly quote: string;
}

/** The labels of the page's own buttons and fields. Places for numbers and names (`{0}`) are filled in by the page. */
export interface LogWords {
  readonly find: string;
  readonly matchCase: string;
  readonly pattern: string;
  readonly previousMatch: string;
  readonly nextMatch: string;
  readonly matches: string;
  readonly noMatch: string;
  readonly badPattern: string;
  readonly filter: string;
  readonly include: string;
  readonly exclude: string;
  readonly level: string;
  readonly levelAll: string;
  readonly levelInfo: string;
  readonly levelWarning: string;
  readonly levelError: string;
  readonly clearFilter: string;
  readonly noErrors: string;
  readonly oneError: string;
  readonly errors: string;
  readonly firstError: string;
  readonly previousError: string;
  readonly nextError: string;
  readonly beforeRestart: string;
  readonly since: string;
  readonly sinceAll: string;
  readonly since10m: string;
  readonly since1h: string;
  readonly since1d: string;
  readonly sinceOther: string;
  readonly sinceNow: string;
  readonly wrap: string;
  readonly times: string;
  readonly timesOff: string;
  readonly timesLocal: string;
  readonly timesUtc: string;
  readonly names: string;
  readonly copy: string;
  readonly save: string;
  readonly asText: string;
  readonly newest: string;
  readonly lines: string;
  readonly oneLine: string;
  readonly linesShown: string;
  readonly sources: string;
  readonly sourcesTitle: string;
  readonly moreSources: string;
  readonly onlyThis: string;
  readonly onlyThisOne: string;
  readonly showAll: string;
  readonly dropped: string;
  readonly rewritten: string;
  readonly rewrittenOnce: string;
  readonly traceback: string;
  readonly mute: string;
  readonly log: string;
  readonly explain: string;
  readonly raw: string;
  readonly cut: string;
  readonly newErrors: string;
  readonly openLink: string;
  readonly openPlace: string;
  readonly refused: string;
  readonly ask: string;
  readonly tryAgain: string;
}

export type ToPage =
  /** Everything from the beginning: also after the page was hidden. */
  | {
      readonly type: 'start';
      readonly title: string;
      /** Kept by the page for a reload of the window. */
      readonly subject: LogsSubject;
      readonly words: LogWords;
      readonly sources: readonly LogSourceName[];
      readonly choice: LogChoice;
    }
  /** `first` is the number of the first line; lines are numbered without a hole. `oldest` is the number of the oldest line that is kept. */
  | {
      readonly type: 'lines';
      readonly first: number;
      readonly oldest: number;
      readonly lines: PackedLines;
    }
  /** Lines that were drawn again, by their numbers: progress bars. */
  | { readonly type: 'changes'; readonly lines: readonly (readonly [n: number, line: WireLine])[] }
  /** The pod that is followed was replaced: what the page is about now. */
  | { readonly type: 'subject'; readonly title: string; readonly subject: LogsSubject }
  | { readonly type: 'sources'; readonly sources: readonly LogSourceName[] }
  | { readonly type: 'status'; readonly status: LogStatus }
  | { readonly type: 'notes'; readonly notes: readonly LogNote[] };

export type FromPage =
  | { readonly type: 'ready' }
  /** The page has shown everything up to this line. Nothing more is sent while too much is unanswered. */
  | { readonly type: 'shown'; readonly upTo: number }
  | { readonly type: 'choose'; readonly choice: LogChoice }
  /** Asks how far back, in the user's own words. */
  | { readonly type: 'choose-since' }
  /** Copies the request for what this user may not do. */
  | { readonly type: 'ask' }
  /** Reads again what could not be read. */
  | { readonly type: 'try-again' }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'save' }
  | { readonly type: 'as-text' }
  | { readonly type: 'explain'; readonly pod: string }
  /** A place that a traceback names: opened when the workspace has the file. */
  | { readonly type: 'open-file'; readonly path: string; readonly line: number }
  /** A web address that stands in the log. */
  | { readonly type: 'open-link'; readonly url: string };

/** A message of the page, if it is one. */
export function fromPage(message: Json): FromPage | undefined {
  const type = text(message, 'type');
  switch (type) {
    case 'ready':
    case 'save':
    case 'as-text':
    case 'choose-since':
    case 'ask':
    case 'try-again':
      return { type };
    case 'explain': {
      const pod = text(message, 'pod');
      return pod === undefined ? undefined : { type, pod };
    }
    case 'shown': {
      const upTo = number(message, 'upTo');
      return upTo === undefined ? undefined : { type, upTo };
    }
    case 'choose': {
      const previous = flag(message, 'choice', 'previous');
      const sinceSeconds = number(message, 'choice', 'sinceSeconds');
      return previous === undefined || sinceSeconds === undefined || sinceSeconds < 0
        ? undefined
        : { type, choice: { previous, sinceSeconds } };
    }
    case 'open-link': {
      const url = text(message, 'url');
      return url === undefined ? undefined : { type, url };
    }
    case 'copy': {
      const copied = text(message, 'text');
      return copied === undefined ? undefined : { type, text: copied };
    }
    case 'open-file': {
      const path = text(message, 'path');
      const line = number(message, 'line');
      return path === undefined || line === undefined ? undefined : { type, path, line };
    }
    default:
      return undefined;
  }
}

/** A message of the extension, if it is one. The extension made it: only its outline is checked. */
export function toPage(message: Json): ToPage | undefined {
  return isToPage(message) ? message : undefined;
}

function isToPage(message: Json): message is ToPage {
  if (!isRecord(message)) return false;
  switch (message['type']) {
    case 'subject':
      return isRecord(message['subject']);
    case 'start':
      return isRecord(message['words']) && Array.isArray(message['sources']);
    case 'lines':
      return typeof message['first'] === 'number' && text(message, 'lines', 'text') !== undefined;
    case 'changes':
      return list(message, 'lines').every((line) => Array.isArray(line));
    case 'sources':
      return Array.isArray(message['sources']);
    case 'status':
      return isRecord(message['status']);
    case 'notes':
      return Array.isArray(message['notes']);
    default:
      return false;
  }
}

/** What a page kept over a reload, if it is that. */
export function logsSubject(state: Json): LogsSubject | undefined {
  const context = text(state, 'subject', 'context');
  const namespace = text(state, 'subject', 'namespace');
  const pod = text(state, 'subject', 'pod');
  const container = text(state, 'subject', 'container');
  const owner = text(state, 'subject', 'owner');
  const group = groupOf(record(state, 'subject', 'group'));
  if (context === undefined || namespace === undefined) return undefined;
  const part = container === undefined ? {} : { container };
  if (group) return { context, namespace, group, ...part };
  if (pod === undefined) return undefined;
  return { context, namespace, pod, ...part, ...(owner !== undefined && { owner }) };
}

function groupOf(group: Json): LogsGroup | undefined {
  const owner = text(group, 'owner');
  if (owner !== undefined) return { owner };
  const selector = text(group, 'selector');
  if (selector !== undefined) return { selector };
  const pods = list(group, 'pods').filter((pod) => typeof pod === 'string');
  return pods.length > 0 ? { pods } : undefined;
}
