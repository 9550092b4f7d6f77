import type { AnyLogsRef, PodRef, ToolRef } from './refs.ts';
import { RowNode } from './tree/row-node.ts';

// Commands are called with an identity by pages and code, and with a row by trees.

export function podOf(
  subject: PodRef | RowNode | undefined,
): (PodRef & { readonly container?: string }) | undefined {
  return subject instanceof RowNode ? subject.row.pod : subject;
}

export function logsOf(subject: AnyLogsRef | RowNode | undefined): AnyLogsRef | undefined {
  return subject instanceof RowNode ? (subject.row.logs ?? subject.row.pod) : subject;
}

export function toolOf(subject: ToolRef | RowNode | undefined): ToolRef | undefined {
  return subject instanceof RowNode ? subject.row.tool : subject;
}

export function connectionOf(subject: RowNode | undefined): string | undefined {
  return subject?.row.connection;
}
