import { forwardRounds } from '../forwards.ts';
import { listed, median } from '../row.ts';
import type { Row } from '../row.ts';

export const row: Row = {
  name: 'forward-down',
  measures: 'a gigabyte from a real pod through one connection of a forward; kubectl port-forward beside it',
  unit: 's',
  bound: 1,
  measure: async (world) => {
    const rounds = await forwardRounds(world);
    const ours = rounds.map(({ ours: { downSeconds } }) => downSeconds);
    const theirs = rounds.map(({ kubectl: { downSeconds } }) => downSeconds);
    return {
      value: median(ours),
      peer: { name: 'kubectl port-forward', value: median(theirs) },
      note: `${listed(ours, 's')} beside ${listed(theirs, 's')}`,
    };
  },
};
