import { forwardRounds } from '../forwards.ts';
import { listed, median } from '../row.ts';
import type { Row } from '../row.ts';

export const row: Row = {
  name: 'forward-beside-slow',
  measures: 'a small request while the client of another connection reads nothing (5000: no answer)',
  unit: 'ms',
  bound: 1,
  measure: async (world) => {
    const rounds = await forwardRounds(world);
    const ours = rounds.map(({ ours: { besideSlowMs } }) => besideSlowMs);
    const theirs = rounds.map(({ kubectl: { besideSlowMs } }) => besideSlowMs);
    return {
      value: median(ours),
      peer: { name: 'kubectl port-forward', value: median(theirs) },
      note: `${listed(ours, 'ms')} beside ${listed(theirs, 'ms')}`,
    };
  },
};
