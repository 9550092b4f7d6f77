import { ownHovers, p95, peerHovers, type HoverWorld } from '../hovers.ts';
import { listed, median, type Measured } from '../row.ts';

export const row = {
  name: 'hovers-beside',
  measures:
    'an edit of 6,500 lines until the hover is there, 95th percentile; yaml-language-server with the same fields beside it',
  unit: 'ms',
  bound: 0.5,
  measure: async (world: HoverWorld): Promise<Measured> => {
    const own = await ownHovers(world);
    const peer = await peerHovers(world);
    return {
      value: median(own.map(({ of6500 }) => p95(of6500))),
      peer: { name: 'yaml-language-server', value: median(peer.map(({ of6500 }) => p95(of6500))) },
      note: `of its processor ${listed(
        peer.map(({ of6500 }) => of6500.cpuMs),
        'ms',
      )}; first hover after ${listed(
        peer.map(({ firstHoverMs }) => firstHoverMs),
        'ms',
      )}`,
    };
  },
};
