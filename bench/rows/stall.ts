import { listed, median } from '../row.ts';
import type { Row } from '../row.ts';

export const row: Row = {
  name: 'stall',
  measures: 'longest stall of the event loop while 10,000 pods come into the tree',
  unit: 'ms',
  bound: 50,
  measure: async (world) => {
    const longest = (await world.openings(10_000)).map(({ stallMs }) => stallMs);
    return { value: median(longest), note: listed(longest, 'ms') };
  },
};
