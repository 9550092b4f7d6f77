import { listed, median } from '../row.ts';
import type { Row } from '../row.ts';

export const row: Row = {
  name: 'first-rows',
  measures: '10,000 pods in one namespace: from opening the sidebar until the tree has the first pods',
  unit: 'ms',
  bound: 0.1,
  measure: async (world) => {
    const openings = await world.openings(10_000);
    const times = openings.map(({ firstMs }) => firstMs);
    return {
      value: median(times),
      peer: { name: 'kubectl get pods -o json', value: median(openings.map(({ kubectlMs }) => kubectlMs)) },
      note: listed(times, 'ms'),
    };
  },
};
