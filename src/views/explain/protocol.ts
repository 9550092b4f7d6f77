import { isRecord, text } from '../../common/json.ts';
import type { Json } from '../../common/json.ts';
import type { Dot, Link, Pair } from '../page-messages.ts';
import type { PodRef } from '../refs.ts';

/**
 * What the Explain page shows, ready to be set as text: all words are made on the extension's side, so that the page needs no
 * dictionary and decides nothing.
 */
export interface ExplainPage {
  readonly title: string;
  readonly dot: Dot;
  /** `team-a · job train-llama · 4 restarts`. */
  readonly where: string;
  /** The answer in one sentence. */
  readonly answer: string;
  readonly why: string;
  /** Something about the page itself: old, replaced, still looking. */
  readonly note?: string;
  /** Evidence is being gathered: what stands here may change in a moment. */
  readonly looking: boolean;
  readonly sections: readonly Section[];
  readonly buttons: readonly Link[];
}

export type Section = {
  readonly heading: string;
  readonly aside?: string;
  /** Something to press beside the heading. */
  readonly link?: Link;
} & (
  | { readonly kind: 'steps'; readonly steps: readonly Step[] }
  | { readonly kind: 'quotes'; readonly quotes: readonly Quote[] }
  | { readonly kind: 'timeline'; readonly moments: readonly PageMoment[] }
  | { readonly kind: 'pairs'; readonly pairs: readonly Pair[] }
  | ({ readonly kind: 'chart' } & Chart)
);

/** A line over time. All places are fractions of the picture: 0 is left and below, 1 is right and above. */
export interface Chart {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly limit?: number;
  readonly limitLabel?: string;
  /** The times of its two ends. */
  readonly from: string;
  readonly to: string;
  /** The same in words, for those who do not see it. */
  readonly spoken: string;
}

export interface Step {
  readonly text: string;
  /** Who has to do it, where it is not the reader. */
  readonly who?: string;
  readonly patch?: string;
  readonly links: readonly Link[];
}

export interface Quote {
  readonly text: string;
  readonly from: string;
  readonly link?: Link;
}

export interface PageMoment {
  readonly text: string;
  readonly when: string;
  readonly trouble: boolean;
}

/** The identity of a page: enough to open it again after a reload of the window, nothing of what it shows. */
export interface ExplainSubject extends PodRef {
  /** The kubeconfig's entry. */
  readonly context: string;
}

export type ToPage = { readonly type: 'show'; readonly page: ExplainPage; readonly subject: ExplainSubject };

/** A message of the extension, if it is one. The extension made it: only its outline is checked. */
export function toPage(message: Json): ToPage | undefined {
  return isToPage(message) ? message : undefined;
}

function isToPage(message: Json): message is ToPage {
  return (
    isRecord(message) &&
    message['type'] === 'show' &&
    isRecord(message['page']) &&
    Array.isArray(message['page']['sections'])
  );
}

/** What a page kept over a reload, if it is that. */
export function explainSubject(state: Json): ExplainSubject | undefined {
  const context = text(state, 'context');
  const namespace = text(state, 'namespace');
  const pod = text(state, 'pod');
  const owner = text(state, 'owner');
  if (context === undefined || namespace === undefined || pod === undefined) return undefined;
  return { context, namespace, pod, ...(owner !== undefined && { owner }) };
}
