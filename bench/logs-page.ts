// How the Logs page answers in a real editor while a million lines arrive, and what it keeps.
//   node scripts/bootstrap.mjs bench/logs-page.ts      ends with 1 when a bound is not kept
import { startPrintingCluster } from '../test/ui/printing-cluster.ts';
import { openWindow } from '../test/ui/window.ts';

const LINES = 1_000_000;
const BOUNDS = { press: 100, search: 100, filter: 150 };

const cluster = await startPrintingCluster();
cluster.server.pod({ name: 'flood' });
cluster.server.flood('flood', 'main', LINES, (n) =>
  n % 1000 === 999 ? `ERROR shard ${n} was lost` : `INFO train: step ${n} loss ${((n * 7919) % 9973) / 9973}`,
);
const window = await openWindow({ kubeconfig: cluster.kubeconfig });
try {
  const { workbench } = window;
  await workbench.openView('Porthole');
  const begun = performance.now();
  await workbench.inlineAction(workbench.row('flood').first(), 'Logs');
  const page = workbench.webview();
  const list = page.locator('.lines');
  await page.locator('.l', { hasText: 'train: step' }).first().waitFor();
  const ask = (script: string): Promise<number[]> => list.evaluate<number[], undefined>(script, undefined);
  tell('press, while lines arrive', await ask(timed('wrap')), BOUNDS.press);
  tell('search, while lines arrive', await ask(timed('find')), BOUNDS.search);
  await page
    .locator('.l', { hasText: `shard ${LINES - 1} was lost` })
    .first()
    .waitFor({ timeout: 240_000 });
  process.stdout.write(
    `${LINES.toLocaleString('en')} lines: ${((performance.now() - begun) / 1000).toFixed(1)} s\n`,
  );
  tell('search, 200,000 lines', await ask(timed('find')), BOUNDS.search);
  tell('filter, 200,000 lines', await ask(timed('filter')), BOUNDS.filter);
  const [heap = 0] = await ask('Promise.resolve([performance.memory.usedJSHeapSize / 1e6])');
  process.stdout.write(`heap of the page: ${heap.toFixed(0)} MB\n`);
} finally {
  await window.close();
  await cluster.stop();
}
process.exit();

function tell(what: string, times: readonly number[], bound: number): void {
  const sorted = [...times].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Infinity;
  if (median > bound) process.exitCode = 1;
  process.stdout.write(
    `${what}: median ${median.toFixed(0)} ms of ${times.map((time) => time.toFixed(0)).join(', ')} ms; the bound is ${bound} ms\n`,
  );
}

/** A script for the page: does something five times, and answers how long it took each time until the next frame showed it. */
function timed(what: 'wrap' | 'find' | 'filter'): string {
  const acts = {
    wrap: `[...document.querySelectorAll('button')].find((b) => b.textContent === 'wrap').click()`,
    find: `(input.value = n % 2 ? '' : 'shard ' + n, input.dispatchEvent(new Event('input')))`,
    filter: `(include.value = n % 2 ? '' : 'loss 0.' + n, include.dispatchEvent(new Event('input')))`,
  };
  return `(async () => {
    const input = document.querySelector('.find input');
    const include = document.querySelector('.filter input');
    const times = [];
    for (let n = 0; n < 6; n += 1) {
      const begun = performance.now();
      ${acts[what]};
      await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
      times.push(performance.now() - begun);
      await new Promise((later) => setTimeout(later, 200));
    }
    return times;
  })()`;
}
