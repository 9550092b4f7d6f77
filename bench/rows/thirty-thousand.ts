import { listed, median } from '../row.ts';
import type { Row } from '../row.ts';

export const row: Row = {
  name: 'thirty-thousand',
  measures: 'processor time until the tree has all of 30,000 pods, beside three times that of 10,000',
  unit: 'ms',
  bound: 1.2,
  measure: async (world) => {
    const few = (await world.openingsAlone(10_000)).map(({ cpuMs }) => cpuMs);
    const many = await world.openingsAlone(30_000);
    const times = many.map(({ allMs }) => allMs);
    const stalls = many.map(({ stallMs }) => stallMs);
    return {
      value: median(many.map(({ cpuMs }) => cpuMs)),
      peer: { name: '3 x 10,000 pods', value: 3 * median(few) },
      note: `all rows after ${listed(times, 'ms')}; longest stall ${listed(stalls, 'ms')}`,
    };
  },
};
