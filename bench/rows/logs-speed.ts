import { logRounds, middle } from '../logs.ts';
import type { LogFigure, LogWorld } from '../logs.ts';

export const row = {
  name: 'logs-speed',
  measures:
    'a million lines of a log: until the model of the Logs page has the last one; kubectl logs into /dev/null beside it',
  unit: 's',
  bound: 1.25,
  measure: async (world: LogWorld): Promise<LogFigure> => {
    const rounds = await logRounds(world);
    return {
      value: middle(rounds.map(({ page }) => page.seconds)),
      peer: { name: 'kubectl logs', value: middle(rounds.map(({ kubectl }) => kubectl.seconds)) },
      note: rounds
        .map(({ page }) => `${Math.round(page.lines / page.seconds).toLocaleString('en')} lines/s`)
        .join(', '),
    };
  },
};
