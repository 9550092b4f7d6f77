/** The times of a live collection. What is not given has a value that suits people and API servers. */
export interface LiveOptions {
  /** How long the watch goes on after the last observer has gone: switching between two views must not list again. */
  readonly lingerMs?: number;
  /** Changes are told together, this long after the first of them: a burst is one repaint. */
  readonly mergeMs?: number;
  /** How long a connection may be away before what is shown is called old. */
  readonly graceMs?: number;
  /** Between two lists where watching is not allowed, or not offered. */
  readonly pollMs?: number;
  readonly pageSize?: number;
  /** A request that is silent for longer is taken for dead. */
  readonly silenceMs?: number;
  /** Factor on all waits between tries. */
  readonly patience?: number;
  /** Hears of mistakes of ours, such as a projection that throws. */
  readonly onUnexpected?: (error: unknown) => void;
}

export const LIVE_DEFAULTS = {
  lingerMs: 5_000,
  /** A frame of the screen. */
  mergeMs: 16,
  graceMs: 3_000,
  pollMs: 10_000,
  /** Larger pages are fewer round trips; what is shown first does not depend on it, for a page is read as it arrives. */
  pageSize: 2_000,
} as const;
