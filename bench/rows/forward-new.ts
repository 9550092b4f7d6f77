import { forwardRounds } from '../forwards.ts';
import { listed, median } from '../row.ts';
import type { Row } from '../row.ts';

export const row: Row = {
  name: 'forward-new',
  measures: 'the same on a connection of its own',
  unit: 'ms',
  bound: undefined,
  measure: async (world) => {
    const rounds = await forwardRounds(world);
    const ours = rounds.map(({ ours: { newMs } }) => newMs);
    const theirs = rounds.map(({ kubectl: { newMs } }) => newMs);
    return {
      value: median(ours),
      peer: { name: 'kubectl port-forward', value: median(theirs) },
      note: `${listed(ours, 'ms')} beside ${listed(theirs, 'ms')}`,
    };
  },
};
