/** What commands and pages are about: identities, small enough to be kept over a reload of the window. */

export interface PodRef {
  readonly namespace: string;
  readonly pod: string;
  /** The top owner as rows name it (`job/train`): the page follows it when the pod is replaced. */
  readonly owner?: string;
}

export interface LogsRef extends PodRef {
  /** All containers where none is named. */
  readonly container?: string;
  /** The run before the last restart. */
  readonly previous?: boolean;
}

export interface ToolRef {
  readonly tool: string;
  readonly name: string;
  readonly namespace: string;
}
