import { logRounds, middle } from '../logs.ts';
import type { LogFigure, LogWorld } from '../logs.ts';

export const row = {
  name: 'logs-cpu',
  measures: 'processor time of a million lines of a log, into the model of the page',
  unit: 's',
  bound: undefined,
  measure: async (world: LogWorld): Promise<LogFigure> => {
    const rounds = await logRounds(world);
    return {
      value: middle(rounds.map(({ page }) => (page.cpuSeconds / page.lines) * 1e6)),
      peer: {
        name: 'kubectl logs',
        value: middle(rounds.map(({ kubectl }) => (kubectl.cpuSeconds / kubectl.lines) * 1e6)),
      },
    };
  },
};
