import type { Row } from '../row.ts';

export const row: Row = {
  name: 'connections',
  measures: 'connections that are open for it, besides one for each watch',
  unit: 'connections',
  bound: 2,
  measure: async (world) => {
    const { connections, watches } = (await world.quiet()).opening;
    return { value: connections - watches, note: `${connections} connections, ${watches} watches` };
  },
};
