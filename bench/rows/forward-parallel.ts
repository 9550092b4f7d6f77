import { forwardRounds } from '../forwards.ts';
import { listed, median } from '../row.ts';
import type { Row } from '../row.ts';

export const row: Row = {
  name: 'forward-parallel',
  measures: 'a hundred connections at once through a forward, 256 KB there and back each',
  unit: 'ms',
  bound: undefined,
  measure: async (world) => {
    const rounds = await forwardRounds(world);
    const ours = rounds.map(({ ours: { parallelMs } }) => parallelMs);
    const theirs = rounds.map(({ kubectl: { parallelMs } }) => parallelMs);
    return {
      value: median(ours),
      peer: { name: 'kubectl port-forward', value: median(theirs) },
      note: `${listed(ours, 'ms')} beside ${listed(theirs, 'ms')}`,
    };
  },
};
