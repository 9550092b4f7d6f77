import type { ClusterProblem } from '../problem.ts';

/** One container of one pod. */
export interface LogSource {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

export interface LogOptions {
  /** Goes on with what is printed from now on, over reconnects and restarts. */
  readonly follow?: boolean;
  /** The run before the present one: what was printed before the last restart. Never followed. */
  readonly previous?: boolean;
  /** Only the newest lines of what is there at the start. */
  readonly tailLines?: number;
  /** RFC 3339. The server looks at whole seconds only. */
  readonly sinceTime?: string;
  readonly sinceSeconds?: number;
  /** Ends after so many bytes of the first answer. Not meant for following. */
  readonly limitBytes?: number;
}

export interface LogLine {
  /**
   * When the container runtime read the line: RFC 3339 in UTC with nine digits, so that the order of the texts is the order of the times. Absent for what the
   * node itself puts between the lines (`failed to create fsnotify watcher …`).
   */
  readonly at?: string;
  /** Without its end of line (`\n`, `\r\n`); a `\r` inside is kept, and so are escapes and NULs. */
  readonly text: string;
  /** A piece of a line that is too long to be held whole (1 MiB); the next one of this source goes on with it. */
  readonly partial?: true;
}

/** Why nothing more comes. */
export type LogEnd =
  /** All is read: the container ended and does not start again, or nothing was to be followed. */
  | { readonly reason: 'finished'; readonly exitCode?: number }
  /** The pod was deleted, or another pod has its name now. */
  | { readonly reason: 'pod-gone' }
  /** The container has not started yet. `waiting` is the kubelet's own word or sentence (`ContainerCreating`, `ImagePullBackOff`). */
  | { readonly reason: 'not-started'; readonly waiting: string }
  | { readonly reason: 'no-previous-run' }
  | { readonly reason: 'no-such-container'; readonly containers: readonly string[] }
  /** The node no longer has the file of this container. */
  | { readonly reason: 'not-kept'; readonly message: string }
  | { readonly reason: 'problem'; readonly problem: ClusterProblem };

/** What a page has to say between lines. */
export type LogMark =
  /** Lines may be missing between these times: the node did not have them any more. `runs`: whole runs of the container were missed. */
  | { readonly kind: 'gap'; readonly after?: string; readonly before?: string; readonly runs?: number }
  /** The connection was lost; it is being tried again. */
  | { readonly kind: 'interrupted'; readonly problem?: ClusterProblem }
  | { readonly kind: 'reconnected'; readonly afterMs: number }
  /** The container is not running now; followed until it is. */
  | { readonly kind: 'waiting'; readonly reason: string }
  /** What follows is of a new run. `restarts` is the count of the API server. */
  | {
      readonly kind: 'restarted';
      readonly restarts: number;
      readonly exitCode?: number;
      readonly reason?: string;
    }
  | { readonly kind: 'ended'; readonly end: LogEnd };

export type LogEvent = { readonly kind: 'lines'; readonly lines: readonly LogLine[] } | LogMark;
