import { ownHovers, type HoverWorld } from '../hovers.ts';
import { listed, median, type Measured } from '../row.ts';

export const row = {
  name: 'hovers-start',
  measures: 'from the start of the language server to its first hover',
  unit: 'ms',
  bound: 400,
  measure: async (world: HoverWorld): Promise<Measured> => {
    const times = (await ownHovers(world)).map(({ firstHoverMs }) => firstHoverMs);
    return { value: median(times), note: listed(times, 'ms') };
  },
};
