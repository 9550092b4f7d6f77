import { isRecord, text } from '../../common/json.ts';
import type { Json } from '../../common/json.ts';
import type { Dot, Link, Pair } from '../page-messages.ts';
import type { ToolRef } from '../refs.ts';

/** What the page of a tool shows, ready to be set as text. It never holds a password: that goes from the cluster to the clipboard. */
export interface ToolPage {
  readonly title: string;
  readonly dot: Dot;
  /** `team-a · 2.19.0 · chart mlflow-0.7.19`. */
  readonly where: string;
  /** How it is, in one sentence. */
  readonly answer: string;
  readonly why: string;
  /** Something about the page itself: old, still looking, another cluster. */
  readonly note?: string;
  readonly looking: boolean;
  /** Under the answer; the first is what most people come for. */
  readonly actions: readonly Link[];
  readonly code: readonly CodeTab[];
  readonly endpoints: readonly Line[];
  readonly parts: readonly Line[];
  readonly about: readonly Pair[];
  /** At the end of the page. */
  readonly buttons: readonly Link[];
  readonly words: Headings;
}

/** One way to use the tool from code. */
export interface CodeTab {
  readonly id: string;
  readonly title: string;
  readonly code: string;
  readonly links: readonly Link[];
  /** What one has to know about it. */
  readonly hint: string;
}

/** A row with a state, a name, words at its end, and what can be done. */
export interface Line {
  readonly id: string;
  readonly dot: Dot;
  readonly name: string;
  readonly aside?: string;
  readonly value: string;
  readonly links: readonly Link[];
}

export interface Headings {
  readonly code: string;
  readonly endpoints: string;
  readonly parts: string;
  readonly about: string;
}

/** The identity of a page, kept over a reload of the window. */
export interface ToolSubject extends ToolRef {
  readonly context: string;
}

export type ToPage = { readonly type: 'show'; readonly page: ToolPage; readonly subject: ToolSubject };

/** A message of the extension, if it is one. The extension made it: only its outline is checked. */
export function toPage(message: Json): ToPage | undefined {
  return isToPage(message) ? message : undefined;
}

function isToPage(message: Json): message is ToPage {
  return (
    isRecord(message) &&
    message['type'] === 'show' &&
    isRecord(message['page']) &&
    Array.isArray(message['page']['code'])
  );
}

/** What a page kept over a reload, if it is that. */
export function toolSubject(state: Json): ToolSubject | undefined {
  const context = text(state, 'context');
  const namespace = text(state, 'namespace');
  const tool = text(state, 'tool');
  const name = text(state, 'name');
  if (context === undefined || namespace === undefined || tool === undefined || name === undefined)
    return undefined;
  return { context, namespace, tool, name };
}
