import * as l10n from '@vscode/l10n';
import { nameOfOwner } from '../../rows/owner-word.ts';
import type { AnyLogsRef } from '../refs.ts';

/** What a log is of, in as few words as tell it: a pod, `train-llama`, `app=train`, `3 pods`. */
export function logsName(ref: AnyLogsRef): string {
  if (!('group' in ref)) return ref.pod;
  const { group } = ref;
  if ('owner' in group) return nameOfOwner(group.owner);
  if ('selector' in group) return group.selector;
  return group.pods.length === 1 ? (group.pods[0] ?? '') : l10n.t('{0} pods', group.pods.length);
}

/** The heading of the page: with the container, where it is of one only. */
export function logsTitle(ref: AnyLogsRef): string {
  return ref.container === undefined ? logsName(ref) : `${logsName(ref)} / ${ref.container}`;
}

/** True when both are the same pods and containers: one page shows them. */
export function isSameLog(a: AnyLogsRef, b: AnyLogsRef): boolean {
  return a.namespace === b.namespace && logsKey(a) === logsKey(b);
}

function logsKey(ref: AnyLogsRef): string {
  return JSON.stringify(['group' in ref ? ref.group : ref.pod, ref.container]);
}
