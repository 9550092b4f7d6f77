import { ownHovers, p95, type HoverWorld } from '../hovers.ts';
import { listed, median, type Measured } from '../row.ts';

export const row = {
  name: 'hovers-json',
  measures: 'the same in 50,000 lines of JSON, one list',
  unit: 'ms',
  bound: 30,
  measure: async (world: HoverWorld): Promise<Measured> => {
    const rounds = await ownHovers(world);
    return {
      value: median(rounds.map(({ ofJson }) => p95(ofJson))),
      note: `of the processor ${listed(
        rounds.map(({ ofJson }) => ofJson.cpuMs),
        'ms',
      )}`,
    };
  },
};
