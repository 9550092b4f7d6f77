import type { JsonRecord } from '../common/json.ts';

/** The log of one container, as much of it as was read. */
export interface ContainerLog {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** True: the log of the run before the last restart. */
  readonly previous: boolean;
  readonly text: string;
  /** Lines left out before the first one of `text`, where that is known. */
  readonly omittedLines?: number;
}

/** What a tool printed about an operation (`helm`, a hub's own event log). */
export interface ToolOutput {
  readonly namespace?: string;
  readonly name: string;
  readonly tool: string;
  readonly text: string;
}

/** Evidence that was wanted and could not be read. */
export interface NotSeen {
  /** The plural resource name, or `logs`. */
  readonly what: string;
  readonly namespace?: string;
  /** The one object that was asked for, or the pod of logs; nothing where a whole list was. */
  readonly name?: string;
  readonly reason: 'not-allowed' | 'failed' | 'not-there';
}

/**
 * Everything a diagnosis may look at, and its only clock. Objects are raw JSON as the API server sends it; any of them, and any
 * field, may be missing.
 */
export interface Bundle {
  /** "Now", in milliseconds since the epoch. */
  readonly takenAt: number;
  readonly objects: readonly JsonRecord[];
  readonly logs: readonly ContainerLog[];
  readonly outputs: readonly ToolOutput[];
  readonly notSeen: readonly NotSeen[];
}
