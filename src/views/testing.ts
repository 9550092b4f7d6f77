import type { PodRow } from '../rows/row.ts';

/** A row of a pod that runs well, changed where a test says so. */
export function podOf(name: string, changes: Partial<PodRow> = {}): PodRow {
  return {
    uid: `uid-${name}`,
    namespace: 'team-a',
    name,
    status: 'Running',
    ready: '1/1',
    restarts: 0,
    state: 'running',
    words: 'running · 3 h',
    severity: 'fine',
    since: '2026-01-15T07:00:00Z',
    ...changes,
  };
}

export const NOON = Date.parse('2026-01-15T12:00:00Z');
