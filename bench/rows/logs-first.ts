import { logRounds, middle } from '../logs.ts';
import type { LogFigure, LogWorld } from '../logs.ts';

export const row = {
  name: 'logs-first',
  measures:
    'the first line of a log in the model of a page that is open, of a cluster that is connected; kubectl logs from its start on',
  unit: 'ms',
  bound: 1,
  measure: async (world: LogWorld): Promise<LogFigure> => {
    const rounds = await logRounds(world);
    return {
      value: middle(rounds.map(({ page }) => page.firstMs)),
      peer: { name: 'kubectl logs', value: middle(rounds.map(({ kubectl }) => kubectl.firstMs)) },
    };
  },
};
