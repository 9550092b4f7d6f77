import { forwardRounds } from '../forwards.ts';
import { listed, median } from '../row.ts';
import type { Row } from '../row.ts';

export const row: Row = {
  name: 'forward-heal',
  measures:
    "from a new pod's being ready to the answer of a request that waited for it; kubectl port-forward never gets there",
  unit: 'ms',
  bound: 1000,
  measure: async (world) => {
    const healing = (await forwardRounds(world)).map(({ healMs }) => healMs);
    return { value: median(healing), note: listed(healing, 'ms') };
  },
};
