import type { Row } from '../row.ts';

export const row: Row = {
  name: 'requests',
  measures: 'requests for opening the sidebar on 5 namespaces, until everything in it is there',
  unit: 'requests',
  bound: undefined,
  measure: async (world) => {
    const { requests, byPath } = (await world.quiet()).opening;
    const paths = Object.entries(byPath).map(([path, count]) => `${count} x ${path}`);
    return { value: requests, note: paths.join(', ') };
  },
};
