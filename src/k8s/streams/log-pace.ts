/** The limits of time of a log that is followed; others than the usual ones are for tests. */
export interface LogPace {
  /** Without a line for so long, the reader looks whether the connection still lives. */
  readonly quietMs: number;
  readonly firstRetryMs: number;
  readonly mostRetryMs: number;
  /** How often something is tried that is not followed: a page that asked once wants an answer. */
  readonly tries: number;
  /**
   * How long the API server's status of a container may lag behind the node's own. A kubelet that could not tell it tries again ten
   * seconds later (`syncPeriod` of its status manager), as after a restart of the API server.
   */
  readonly statusLagMs: number;
}

export const PACE: LogPace = {
  quietMs: 60_000,
  firstRetryMs: 250,
  mostRetryMs: 10_000,
  tries: 5,
  statusLagMs: 12_000,
};
/** How often the status is asked for while it may lag. */
export const LOOK_MS = 200;
