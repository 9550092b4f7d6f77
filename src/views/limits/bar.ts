import * as l10n from '@vscode/l10n';
import type { ViewRow } from '../tree/view-row.ts';

const CELLS = 10;
const ALMOST = 0.9;

/** `almost full` and `full` are words as well as a colour: not everybody sees the colour. */
export type Fullness = 'room' | 'almost' | 'full';

export function fullness(part: number): Fullness {
  return part >= 1 ? 'full' : part >= ALMOST ? 'almost' : 'room';
}

/** `████░░░░░░`. Something is never drawn as nothing, and not quite all never as all. */
export function bar(part: number): string {
  const exact = Math.max(0, Math.min(1, part)) * CELLS;
  const cells = part >= 1 ? CELLS : Math.min(CELLS - 1, part > 0 ? Math.max(1, Math.round(exact)) : 0);
  return '█'.repeat(cells) + '░'.repeat(CELLS - cells);
}

export interface BarRow {
  readonly id: string;
  readonly label: string;
  /** `112 of 256 GiB used`. */
  readonly share: string;
  readonly part: number;
  readonly icon: string;
  readonly tooltip: readonly string[];
  /** What it is called when nothing is left. */
  readonly full: string;
}

/** A row with the share that is used, as words and as a bar. */
export function barRow({ id, label, share, part, icon, tooltip, full }: BarRow): ViewRow {
  const how = fullness(part);
  const word = how === 'full' ? full : how === 'almost' ? l10n.t('almost full') : undefined;
  const percent = l10n.t('{0} percent', Math.round(part * 100));
  return {
    id,
    label,
    description: [`${share}  ${bar(part)}`, word].filter((text) => text !== undefined).join('  '),
    icon: how === 'room' ? icon : 'warning',
    color: how === 'room' ? 'quiet' : 'waiting',
    tooltip: [`${label}: ${share} (${percent})`, ...tooltip].join('\n'),
    spoken: [`${label}: ${share}`, percent, word].filter((text) => text !== undefined).join(', '),
  };
}
