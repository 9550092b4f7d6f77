import { listed, median } from '../row.ts';
import type { Row } from '../row.ts';

export const row: Row = {
  name: 'all-rows',
  measures: '10,000 pods in one namespace: from opening the sidebar until the tree has all of them',
  unit: 'ms',
  bound: 0.6,
  measure: async (world) => {
    const openings = await world.openings(10_000);
    const times = openings.map(({ allMs }) => allMs);
    return {
      value: median(times),
      peer: { name: 'kubectl get pods -o json', value: median(openings.map(({ kubectlMs }) => kubectlMs)) },
      note: listed(times, 'ms'),
    };
  },
};
