import { forwardRounds } from '../forwards.ts';
import { listed, median } from '../row.ts';
import type { Row } from '../row.ts';

export const row: Row = {
  name: 'forward-first',
  measures:
    'from a click to the first byte of a tool, of a cluster that is connected; kubectl port-forward and a request',
  unit: 'ms',
  bound: 1,
  measure: async (world) => {
    const rounds = await forwardRounds(world);
    const ours = rounds.map(({ ours: { firstMs } }) => firstMs);
    const theirs = rounds.map(({ kubectl: { firstMs } }) => firstMs);
    return {
      value: median(ours),
      peer: { name: 'kubectl port-forward', value: median(theirs) },
      note: `${listed(ours, 'ms')} beside ${listed(theirs, 'ms')}`,
    };
  },
};
