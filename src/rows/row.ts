import type { Severity } from '../diagnostics/finding.ts';

/**
 * How a pod is, in Porthole's own words. One table (`experience.md`, "Words for states") ties each to an icon and a colour; the
 * words come from the diagnosis of the same pod, so that row, tooltip, page and report agree.
 */
export type PodState =
  | 'running'
  | 'starting'
  | 'downloading'
  | 'waiting'
  | 'crashing'
  | 'out-of-memory'
  | 'image-problem'
  | 'missing'
  | 'moved'
  | 'lost'
  | 'finished'
  | 'failed'
  | 'stopping'
  | 'off'
  | 'unready'
  | 'unknown';

/** One row of the Namespaces view; also one entry of `porthole pods -o json` and one line of `porthole watch`. */
export interface PodRow {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  /** The top owner as `job/train`, or nothing for a bare pod. */
  readonly owner?: string;
  /** The owner whose next pod takes the place of this one, where that is not the top one: `deployment/etl-worker-3`. */
  readonly controller?: string;
  /** kubectl's STATUS column. */
  readonly status: string;
  /** kubectl's READY column. */
  readonly ready: string;
  readonly restarts: number;
  readonly state: PodState;
  /** `out of memory (32 GiB) · 4 restarts`. */
  readonly words: string;
  /** `fine` where nothing is wrong. */
  readonly severity: Severity | 'fine';
  /** ISO 8601; when this state began, where it is known. */
  readonly since?: string;
  readonly cause?: string;
}
