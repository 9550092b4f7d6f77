import { logRounds, middle } from '../logs.ts';
import type { LogFigure, LogWorld } from '../logs.ts';

export const row = {
  name: 'logs-memory',
  measures: 'heap after a million lines of a log: what the extension and the page keep, together',
  unit: 'MB',
  bound: 250,
  measure: async (world: LogWorld): Promise<LogFigure> => {
    const rounds = await logRounds(world);
    return {
      value: middle(rounds.map(({ page }) => page.heapBytes / 1e6)),
      note: rounds.map(({ page }) => `${Math.round(page.heapBytes / 1e6)} MB`).join(', '),
    };
  },
};
