import { listed, median } from '../row.ts';
import type { Row } from '../row.ts';

export const row: Row = {
  name: 'explain-cluster',
  measures: 'everything in a cluster of 10,000 pods explained, of which 500 fail: evidence and diagnosis',
  unit: 'ms',
  bound: 1,
  measure: async (world) => {
    const rounds = await world.explanations();
    const [last] = rounds.slice(-1);
    if (!last) throw new Error('nothing was explained');
    if (last.pods !== last.count || last.failing !== last.expected)
      throw new Error(
        `${last.pods} of ${last.count} pods were read and ${last.failing} of ${last.expected} explained; not seen: ${last.notSeen.join('; ')}`,
      );
    const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;
    return {
      value: median(rounds.map(({ ms }) => ms)),
      peer: {
        name: 'kubectl get pods,events -A -o json',
        value: median(rounds.map(({ kubectlMs }) => kubectlMs)),
      },
      note: [
        listed(
          rounds.map(({ ms }) => ms),
          'ms',
        ),
        `reading ${Math.round(median(rounds.map(({ gatherMs }) => gatherMs)))} ms`,
        `${last.requests} requests, ${megabytes(last.bytes)} read`,
        `${last.findings} findings on ${last.failing} pods`,
        `heap at most ${megabytes(Math.max(...rounds.map(({ heapBytes }) => heapBytes)))} more`,
        `longest stall ${Math.round(Math.max(...rounds.map(({ stallMs }) => stallMs)))} ms`,
      ].join('; '),
    };
  },
};
