// The process of an extension host, with a page beside it: reads a log into the page's model as the Logs page does, and says what it took.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { number, text } from '../../src/common/json.ts';
import { groupLog } from '../../src/k8s/streams/group-log.ts';
import { ownRoster } from '../../src/k8s/streams/pod-roster.ts';
import { LogFeed } from '../../src/views/logs/log-feed.ts';
import type { ToPage } from '../../src/views/logs/protocol.ts';
import { apiOf } from '../../test/node/cluster-access.ts';
import type { PageReading } from '../logs.ts';
import { answers } from './answers.ts';
import { watchTurns } from './turns.ts';

answers({ read: (input) => read(text(input, 'kubeconfig') ?? '') });

async function read(kubeconfig: string): Promise<PageReading> {
  // Nobody presses "Logs" before Porthole is connected and has shown the pods.
  const api = await apiOf(kubeconfig);
  await api.json({ path: '/api/v1/namespaces/a/pods' }, new AbortController().signal);
  const page = new Worker(new URL('log-page.ts', import.meta.url));
  await once(page, 'message');
  const turns = watchTurns();
  const before = process.cpuUsage();
  const begun = performance.now();
  let firstMs = 0;
  let lines = 0;
  /** How many lines there are in all, once nothing more comes. */
  let total: number | undefined;
  let feed: LogFeed | undefined;
  await new Promise<void>((resolve, reject) => {
    const answered = (): void => {
      if (lines === total) resolve();
    };
    page.on('error', reject);
    page.on('message', (message: unknown) => {
      firstMs ||= performance.now() - begun;
      lines = number(message, 'shown') ?? lines;
      feed?.shown(lines);
      answered();
    });
    feed = new LogFeed({
      open: (_, signal) =>
        groupLog(
          api,
          {
            namespace: 'a',
            choice: { by: 'pod', pod: 'flood' },
            containers: 'all',
            roster: ownRoster(api, 'a', {}, reject),
            log: {},
            waitForMore: false,
          },
          signal,
        ),
      choice: { previous: false, sinceSeconds: 0 },
      limits: { maxLines: 200_000, maxBytes: 64 * 2 ** 20 },
      send: (message: ToPage) => {
        if (message.type === 'lines') page.postMessage(message);
        if (message.type === 'status' && message.status.state === 'ended') total = message.status.total;
        answered();
      },
      onError: reject,
    });
    feed.attach();
  });
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(before);
  const { workMs: longestTurnMs } = turns.end();
  globalThis.gc?.();
  // Asked after its last line: it tells what it keeps.
  const told = once(page, 'message');
  page.postMessage({});
  const [kept] = (await told) as [unknown];
  const heapBytes = process.memoryUsage().heapUsed + (number(kept, 'heapUsed') ?? 0);
  feed?.dispose();
  api.dispose();
  await page.terminate();
  return { lines, firstMs, seconds, cpuSeconds: (user + system) / 1e6, heapBytes, longestTurnMs };
}
