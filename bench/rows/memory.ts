import { listed, median } from '../row.ts';
import type { Row } from '../row.ts';

const PODS = 10_000;

export const row: Row = {
  name: 'memory',
  measures: 'heap that the open sidebar keeps for each of 10,000 pods, after a collection',
  unit: 'KB',
  bound: 3,
  measure: async (world) => {
    const each = (await world.openings(PODS)).map(({ heapBytes }) => heapBytes / PODS / 1000);
    return { value: median(each), note: listed(each, 'KB') };
  },
};
