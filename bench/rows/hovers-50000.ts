import { ownHovers, p95, type HoverWorld } from '../hovers.ts';
import { listed, median, type Measured } from '../row.ts';

export const row = {
  name: 'hovers-50000',
  measures: 'the same in 50,000 lines',
  unit: 'ms',
  bound: 30,
  measure: async (world: HoverWorld): Promise<Measured> => {
    const rounds = await ownHovers(world);
    return {
      value: median(rounds.map(({ of50000 }) => p95(of50000))),
      note: `of the processor ${listed(
        rounds.map(({ of50000 }) => of50000.cpuMs),
        'ms',
      )}`,
    };
  },
};
