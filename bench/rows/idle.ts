import type { Row } from '../row.ts';

export const row: Row = {
  name: 'idle',
  measures: 'requests while the sidebar is hidden (20 seconds; with --long 10 minutes)',
  unit: 'requests',
  bound: 0,
  measure: async (world) => {
    const { idle } = await world.quiet();
    return {
      value: idle.requests,
      note: `${idle.seconds} s, ${idle.watches} watches left, ${idle.connections} connections left`,
    };
  },
};
