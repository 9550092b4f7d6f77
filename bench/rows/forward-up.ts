import { forwardRounds } from '../forwards.ts';
import { listed, median } from '../row.ts';
import type { Row } from '../row.ts';

export const row: Row = {
  name: 'forward-up',
  measures: 'a gigabyte to a real pod through one connection of a forward',
  unit: 's',
  bound: 1,
  measure: async (world) => {
    const rounds = await forwardRounds(world);
    const ours = rounds.map(({ ours: { upSeconds } }) => upSeconds);
    const theirs = rounds.map(({ kubectl: { upSeconds } }) => upSeconds);
    return {
      value: median(ours),
      peer: { name: 'kubectl port-forward', value: median(theirs) },
      note: `${listed(ours, 's')} beside ${listed(theirs, 's')}`,
    };
  },
};
