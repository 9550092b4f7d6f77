import { forwardRounds } from '../forwards.ts';
import { listed, median } from '../row.ts';
import type { Row } from '../row.ts';

export const row: Row = {
  name: 'forward-kept',
  measures: 'a small request through a forward, on a connection that is open (the middle of 300)',
  unit: 'ms',
  bound: 1.1,
  measure: async (world) => {
    const rounds = await forwardRounds(world);
    const ours = rounds.map(({ ours: { keptMs } }) => keptMs);
    const theirs = rounds.map(({ kubectl: { keptMs } }) => keptMs);
    return {
      value: median(ours),
      peer: { name: 'kubectl port-forward', value: median(theirs) },
      note: `${listed(ours, 'ms')} beside ${listed(theirs, 'ms')}`,
    };
  },
};
