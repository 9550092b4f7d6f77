import { forwardRounds } from '../forwards.ts';
import { listed, median } from '../row.ts';
import type { Row } from '../row.ts';

export const row: Row = {
  name: 'forward-cpu',
  measures: 'processor time of a gigabyte through a forward, the mean of down and up',
  unit: 's',
  bound: undefined,
  measure: async (world) => {
    const rounds = await forwardRounds(world);
    const ours = rounds.map(({ ours: { cpuSeconds } }) => cpuSeconds);
    const theirs = rounds.map(({ kubectl: { cpuSeconds } }) => cpuSeconds);
    return {
      value: median(ours),
      peer: { name: 'kubectl port-forward', value: median(theirs) },
      note: `${listed(ours, 's')} beside ${listed(theirs, 's')}`,
    };
  },
};
