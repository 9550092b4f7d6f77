import { logRounds, middle } from '../logs.ts';
import type { LogFigure, LogWorld } from '../logs.ts';

export const row = {
  name: 'logs-stall',
  measures: 'longest work of the extension host without a turn of its event loop, while a million lines come',
  unit: 'ms',
  bound: 50,
  measure: async (world: LogWorld): Promise<LogFigure> => {
    const rounds = await logRounds(world);
    return {
      value: middle(rounds.map(({ page }) => page.longestTurnMs)),
      note: rounds.map(({ page }) => `${Math.round(page.longestTurnMs)} ms`).join(', '),
    };
  },
};
