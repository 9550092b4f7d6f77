/** What commands and pages are about: identities, small enough to be kept over a reload of the window. */

export interface PodRef {
  readonly namespace: string;
  readonly pod: string;
  /** The top owner as rows name it (`job/train`): the page follows it when the pod is replaced. */
  readonly owner?: string;
}

interface LogsPart {
  /** All containers where none is named. */
  readonly container?: string;
  /** The run before the last restart. */
  readonly previous?: boolean;
}

/** The log of one pod. */
export interface LogsRef extends PodRef, LogsPart {}

/** The logs of several pods as one; those that come later join. */
export interface GroupLogsRef extends LogsPart {
  readonly namespace: string;
  readonly group: LogsGroup;
}

/** Which pods: all of an owner as rows name it (`job/train`), those that labels choose, or these. */
export type LogsGroup =
  { readonly owner: string } | { readonly selector: string } | { readonly pods: readonly string[] };

export type AnyLogsRef = LogsRef | GroupLogsRef;

export interface ToolRef {
  readonly tool: string;
  readonly name: string;
  readonly namespace: string;
}
