import { listed, median } from '../row.ts';
import type { Row } from '../row.ts';

export const row: Row = {
  name: 'memory',
  measures: 'heap that the open sidebar keeps for each of 10,000 pods, after a collection',
  unit: 'KB',
  bound: 3,
  measure: async (world) => {
    const each = (await world.openings(10_000)).map(({ heapBytes, pods }) => heapBytes / pods / 1000);
    return { value: median(each), note: listed(each, 'KB') };
  },
};
