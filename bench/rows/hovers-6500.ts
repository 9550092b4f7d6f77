import { ownHovers, p95, type HoverWorld } from '../hovers.ts';
import { listed, median, type Measured } from '../row.ts';

export const row = {
  name: 'hovers-6500',
  measures: 'an edit of a manifest of 6,500 lines until the hover is there, 95th percentile of 100',
  unit: 'ms',
  bound: 10,
  measure: async (world: HoverWorld): Promise<Measured> => {
    const rounds = await ownHovers(world);
    return {
      value: median(rounds.map(({ of6500 }) => p95(of6500))),
      note: `of the processor ${listed(
        rounds.map(({ of6500 }) => of6500.cpuMs),
        'ms',
      )}`,
    };
  },
};
