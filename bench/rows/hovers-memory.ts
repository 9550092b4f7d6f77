import { ownHovers, type HoverWorld } from '../hovers.ts';
import { listed, median, type Measured } from '../row.ts';

export const row = {
  name: 'hovers-memory',
  measures: 'the language server with all these files open and edited',
  unit: 'MB',
  bound: 120,
  measure: async (world: HoverWorld): Promise<Measured> => {
    const sizes = (await ownHovers(world)).map(({ megabytes }) => megabytes);
    return { value: median(sizes), note: listed(sizes, 'MB') };
  },
};
