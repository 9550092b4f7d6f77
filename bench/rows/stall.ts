import { listed, median } from '../row.ts';
import type { Row } from '../row.ts';

export const row: Row = {
  name: 'stall',
  measures: 'longest stall of the event loop while 10,000 pods come into the tree',
  unit: 'ms',
  bound: 50,
  measure: async (world) => {
    const openings = await world.openings(10_000);
    const longest = openings.map(({ stallMs }) => stallMs);
    const byClock = openings.map(({ stallByClockMs }) => stallByClockMs);
    return {
      value: median(longest),
      note: `its own work: ${listed(longest, 'ms')}; by the clock, with what others did on the machine: ${listed(byClock, 'ms')}`,
    };
  },
};
