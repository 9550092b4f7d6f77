import assert from 'node:assert/strict';
import type { FrameLocator, Locator } from 'playwright-core';
import { startPrintingCluster, type PrintingCluster } from './printing-cluster.ts';
import { keepEvidence, openWindow, type Window } from './window.ts';

const LINES = 1_000_000;
const KEPT = 200_000;
/** And what Porthole says between them, should a busy machine lose the connection meanwhile. */
const ALL = /(?:^|[^\d,])1,000,0\d\d lines/;

// Only what is shown is judged here; how long it takes is measured in bench/.
describe('a million lines on the Logs page', function () {
  this.timeout(300_000);
  let cluster: PrintingCluster;
  let window: Window;
  let page: FrameLocator;
  before(async () => {
    cluster = await startPrintingCluster();
    cluster.server.pod({ name: 'flood' });
    cluster.server.flood('flood', 'main', LINES, (n) =>
      n % 1000 === 999
        ? `ERROR shard ${n} was lost`
        : `INFO train: step ${n} loss ${((n * 7919) % 9973) / 9973}`,
    );
    window = await openWindow({
      kubeconfig: cluster.kubeconfig,
      settings: { 'workbench.colorTheme': 'Default Dark Modern' },
    });
    await window.workbench.openView('Porthole');
    await window.workbench.inlineAction(window.workbench.row('flood').first(), 'Logs');
    page = window.workbench.webview();
  });
  afterEach(async function () {
    await keepEvidence(window, this.currentTest);
  });
  after(async () => {
    await window.close();
    await cluster.stop();
  });

  const line = (words: string | RegExp): Locator => page.locator('.l', { hasText: words }).first();

  it('answers while they arrive: a search, and a press', async () => {
    await line('train: step').waitFor();
    await page.locator('.find input').fill('was lost');
    await page.locator('.count', { hasText: /^[\d,]+$/ }).waitFor();
    const wrap = page.locator('button', { hasText: /^wrap$/ });
    await wrap.click();
    await page.locator('.lines.wrap').waitFor();
    await wrap.click();
    await page.locator('.lines:not(.wrap)').waitFor();
    await page.locator('.find input').fill('');
  });

  it('shows the last line, and says how many older ones were dropped', async () => {
    await line(`shard ${LINES - 1} was lost`).waitFor({ timeout: 240_000 });
    await page.locator('footer', { hasText: ALL }).waitFor();
    const kept = await page.locator('footer .right').innerText();
    const dropped = Number(/^([\d,]+) older lines were dropped/.exec(kept)?.[1]?.replaceAll(',', ''));
    assert.ok(dropped >= LINES - KEPT && dropped < LINES - KEPT * 0.9, kept);
    assert.ok((await page.locator('.l').count()) < 100, 'only what is on screen is in the document');
    await window.workbench.screenshot('log-flood-dark');
  });

  it('has no blank frame while somebody scrolls through them', async () => {
    const blank = await page.locator('.lines').evaluate(scrollAbout as (list: unknown) => Promise<number[]>);
    assert.deepEqual(blank, []);
    await page.locator('.lines').press('Home');
    await page.locator('button', { hasText: 'jump to newest' }).click();
    await line(`shard ${LINES - 1} was lost`).waitFor();
  });

  it('finds and filters among all that are kept', async () => {
    await page.locator('.find input').fill('was lost');
    await page.locator('.count', { hasText: /^(?:19\d|200)$/ }).waitFor();
    await page.locator('button', { hasText: /^filter$/ }).click();
    await page.locator('.filter select').selectOption({ label: 'errors' });
    await page.locator('footer', { hasText: /^\D*(?:19\d|20\d) of 1,000,0\d\d lines shown/ }).waitFor();
  });
});

// What there is in the page, as far as the function below uses it.
declare const requestAnimationFrame: (drawn: () => void) => number;
declare const WheelEvent: new (type: string, how: object) => object;
interface Box {
  readonly top: number;
  readonly bottom: number;
}
interface PageElement {
  scrollTop: number;
  readonly scrollHeight: number;
  readonly clientHeight: number;
  dispatchEvent(event: object): boolean;
  querySelector(selector: string): { getBoundingClientRect(): Box } | null;
}

/** Runs in the page: jumps and rolls about for 200 frames; answers in which of them a part of the list was blank. */
async function scrollAbout(list: PageElement): Promise<number[]> {
  const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
  const blank: number[] = [];
  for (let n = 0; n < 200; n += 1) {
    if (n % 10 === 0) list.scrollTop = (list.scrollHeight * ((n * 37) % 100)) / 100;
    else list.dispatchEvent(new WheelEvent('wheel', { deltaY: n % 3 === 0 ? -430 : 170, cancelable: true }));
    await frame();
    await frame();
    const rows = list.querySelector('.rows')?.getBoundingClientRect();
    const box = list.querySelector('.window')?.getBoundingClientRect();
    if (!rows || !box || rows.top > box.top + 1 || rows.bottom < box.top + list.clientHeight - 20)
      blank.push(n);
  }
  return blank;
}
