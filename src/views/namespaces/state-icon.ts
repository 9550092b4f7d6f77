import type { PodRow } from '../../rows/row.ts';
import type { RowColor } from '../tree/view-row.ts';
import { isFinished } from './grouping.ts';

export interface StateIcon {
  readonly icon: string;
  readonly color: RowColor;
}

/** The table of `experience.md`, "Words for states": one meaning, one icon, one colour. */
export function stateIcon(row: Pick<PodRow, 'state' | 'severity'>): StateIcon {
  switch (row.state) {
    case 'running':
      return row.severity === 'fine' || row.severity === 'note'
        ? { icon: 'circle-filled', color: 'good' }
        : { icon: 'warning', color: 'waiting' };
    case 'starting':
      return { icon: 'circle-outline', color: 'busy' };
    case 'downloading':
      return { icon: 'cloud-download', color: 'busy' };
    case 'waiting':
      return { icon: 'clock', color: 'waiting' };
    case 'crashing':
    case 'out-of-memory':
    case 'image-problem':
    case 'missing':
    case 'failed':
      return { icon: 'error', color: 'bad' };
    case 'moved':
    case 'lost':
    case 'unready':
      return { icon: 'warning', color: 'waiting' };
    case 'finished':
      return { icon: 'check', color: 'quiet' };
    case 'stopping':
      return { icon: 'circle-slash', color: row.severity === 'fine' ? 'quiet' : 'waiting' };
    case 'off':
      return { icon: 'debug-pause', color: 'quiet' };
    case 'unknown':
      return { icon: 'question', color: 'quiet' };
  }
}

/** The same, with old failures in grey. */
export function podIcon(row: PodRow, now: number): StateIcon {
  const icon = stateIcon(row);
  return isFinished(row, now) ? { icon: icon.icon, color: 'quiet' } : icon;
}
