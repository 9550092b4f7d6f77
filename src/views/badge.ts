import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { clock } from '../rows/time-words.ts';

/** How many pods need attention, on the icon in the activity bar. Counts while the view is visible; afterwards says of when it is. */
export function badge(count: number, visible: boolean, now: number): vscode.ViewBadge | undefined {
  if (count === 0) return undefined;
  const words = count === 1 ? l10n.t('1 pod needs attention') : l10n.t('{0} pods need attention', count);
  return { value: count, tooltip: visible ? words : l10n.t('{0} (as of {1})', words, clock(now)) };
}
