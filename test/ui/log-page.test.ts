import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { HOSTILE, TRAINING } from './log-lines.ts';
import { startPrintingCluster, type PrintingCluster } from './printing-cluster.ts';
import { keepEvidence, openWindow, type Window } from './window.ts';

// What the page makes of the lines: its cluster prints exactly what a test says.
describe('what the Logs page makes of lines', function () {
  this.timeout(180_000);
  let cluster: PrintingCluster;
  let window: Window;
  let workspace: string;
  let page: FrameLocator;
  before(async () => {
    cluster = await startPrintingCluster();
    const { server } = cluster;
    server.pod({ name: 'train-llama-0', owner: 'Job/train-llama' });
    server.pod({ name: 'train-llama-1', owner: 'Job/train-llama' });
    server.print('train-llama-0', 'main', ...TRAINING);
    server.print('train-llama-1', 'main', 'ready');
    workspace = mkdtempSync(join(tmpdir(), 'porthole-workspace-'));
    writeFileSync(join(workspace, 'train.py'), 'import pyarrow\n'.repeat(100));
    window = await openWindow({
      kubeconfig: cluster.kubeconfig,
      workspace,
      settings: { 'workbench.colorTheme': 'Default Dark Modern' },
    });
    await window.workbench.openView('Porthole');
    await window.workbench.inlineAction(window.workbench.row(/train-llama.*job/).first(), 'Logs');
    page = window.workbench.webview();
    await line('starting again').waitFor();
  });
  afterEach(async function () {
    await keepEvidence(window, this.currentTest);
  });
  after(async () => {
    await window.close();
    await cluster.stop();
    rmSync(workspace, { recursive: true });
  });

  const line = (words: string | RegExp): Locator => page.locator('.l', { hasText: words }).first();
  const button = (words: string | RegExp): Locator => page.locator('button', { hasText: words }).first();
  const lineCount = async (): Promise<number> => page.locator('.l').count();

  it('reads levels, colours, JSON, progress bars and tracebacks', async () => {
    await line('WARNING').locator('.level.warning').first().waitFor();
    await line('epoch 3:  47%').locator('.aside', { hasText: 'updated once' }).waitFor();
    await line('queue is long').locator('.aside', { hasText: 'depth=' }).waitFor();
    await line('Traceback (6 lines)').locator('b', { hasText: 'ArrowMemoryError' }).waitFor();
    assert.equal(await page.locator('.l.error').count(), 3);
    await button('3 errors').waitFor();
    await window.workbench.screenshot('log-lines-dark');
  });

  it('shows a line of JSON as it was printed, on a click', async () => {
    const json = line('queue is long');
    await json.locator('.raw').click();
    await json.getByText('"depth":41').waitFor();
    await json.locator('.raw').click();
    await json.getByText('"depth":41').waitFor({ state: 'detached' });
  });

  it('unfolds a traceback, and opens the file that it names in the workspace', async () => {
    const folded = line('Traceback (6 lines)');
    await folded.locator('button[aria-expanded]').click();
    await line('table = pq.read_table(shard)').waitFor();
    await folded.locator('button[aria-expanded]').click();
    await line('table = pq.read_table(shard)').waitFor({ state: 'detached' });
    await folded.locator('button', { hasText: 'train.py:88' }).click();
    await window.workbench.tab('train.py').waitFor();
    await window.page.getByText('Ln 88, Col 1').first().waitFor();
    await window.workbench.tab('train-llama log').click();
    await line('starting again').waitFor();
  });

  it('finds text and patterns, with case or without, inside folded tracebacks too', async () => {
    const find = page.locator('.find input');
    await find.fill('SHARD');
    await page.locator('.count', { hasText: /^2$/ }).waitFor();
    await find.press('Enter');
    await page.locator('.count', { hasText: '1 of 2' }).waitFor();
    await find.press('Enter');
    await line('table = pq.read_table(shard)').locator('mark').waitFor();
    await button('Aa').click();
    await page.locator('.count', { hasText: 'not found' }).waitFor();
    await button('Aa').click();
    await button('.*').click();
    await find.fill('depth|step \\d+');
    await page.locator('.count', { hasText: /of 2|^2$/ }).waitFor();
    await find.fill('(');
    await page.locator('.count', { hasText: 'not a valid pattern' }).waitFor();
    await find.press('Escape');
    await button('.*').click();
    await line('Traceback (6 lines)').locator('button[aria-expanded]').click();
  });

  it('filters by words and by how serious lines are, also those that come later', async () => {
    await button(/^filter$/).click();
    await page.locator('.filter select').selectOption({ label: 'warnings and errors' });
    await line('starting again').waitFor({ state: 'detached' });
    assert.equal(await lineCount(), 6);
    cluster.server.print('train-llama-1', 'main', 'INFO quiet', 'ERROR loud');
    await line('ERROR loud').waitFor();
    // The traceback is folded, and its lines are shown all the same.
    await page.locator('footer', { hasText: '12 of' }).waitFor();
    await page.getByPlaceholder('Hide lines with').fill('loud');
    await line('ERROR loud').waitFor({ state: 'detached' });
    await window.workbench.screenshot('log-filter-dark');
    await button('show all lines').click();
    await line('INFO quiet').waitFor();
    const only = page.locator('.filter .query').first();
    await only.locator('input').fill('^info (quiet|loud)$');
    await page.locator('footer', { hasText: /^\D*0 of/ }).waitFor();
    await only.locator('button', { hasText: '.*' }).click();
    await page.locator('footer', { hasText: /^\D*1 of/ }).waitFor();
    await only.locator('button', { hasText: 'Aa' }).click();
    await page.locator('footer', { hasText: /^\D*0 of/ }).waitFor();
    await only.locator('input').fill('(');
    await page.locator('.filter .query.bad').waitFor();
    await line('INFO quiet').waitFor();
    await button('show all lines').click();
  });

  it('goes from error to error with the keyboard', async () => {
    await page.locator('.lines').focus();
    await window.page.keyboard.press('F8');
    await page.locator('.l.error.current').waitFor();
    const first = await page.locator('.l.current').innerText();
    await window.page.keyboard.press('F8');
    await page.locator('.l.current', { hasNotText: first.slice(-30) }).waitFor();
    await window.page.keyboard.press('Shift+F8');
    await page.locator('.l.current', { hasText: first.slice(-30) }).waitFor();
  });

  it('says new errors to a screen reader, and no lines', async () => {
    await page.locator('.lines[role="log"][aria-live="off"]').waitFor();
    cluster.server.print('train-llama-1', 'main', 'epoch 9', 'ERROR no space left on device');
    await page.locator('[aria-live="polite"].unseen', { hasText: 'no space left on device' }).waitFor();
  });

  it('redraws a bar in its place while it goes on', async () => {
    const { server } = cluster;
    server.print('train-llama-1', 'main', 'download 10%', '\u001b[A\u001b[2K\rdownload 60%');
    await line('download 60%').waitFor();
    server.print('train-llama-1', 'main', '\u001b[A\u001b[2K\rdownload 100%');
    await line('download 100%').locator('.aside', { hasText: 'updated 2 times' }).waitFor();
    assert.equal(await page.locator('.l', { hasText: 'download' }).count(), 1);
  });

  it('copies plain text: what is selected, or all', async () => {
    await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator('.lines').focus();
    await window.page.keyboard.press('Control+a');
    await button(/^copy$/).click();
    const copied = await clipboard(/starting again/);
    assert.match(copied, /^2026-01-15 10:00:00,120 - train - INFO - loading shard 5\/9/);
    assert.ok(copied.includes('View run at run 7'));
    assert.ok(copied.includes('    table = pq.read_table(shard)'), 'a folded traceback is copied whole');
    assert.ok(!copied.includes('\u001b'));
  });

  it('shows hostile text as text: nothing runs, nothing is fetched, nothing leaves', async () => {
    const requests: string[] = [];
    window.page.on('request', (request) => requests.push(request.url()));
    cluster.server.print('train-llama-1', 'main', ...HOSTILE, 'x'.repeat(10_000_000), 'the end of it');
    await page.locator('footer', { hasText: '45 lines' }).waitFor();
    await button('jump to newest').click();
    await line('the end of it').waitFor();
    await line('<img src=x onerror').waitFor();
    await line('annotated ·gpj.exe· name').waitFor();
    await line('more characters; copy or save').waitFor();
    assert.equal(await page.locator('.lines img, .lines script, .lines a, .lines style').count(), 0);
    assert.doesNotMatch(await window.page.title(), /owned/);
    assert.doesNotMatch(await clipboard(/starting again/), /owned/);
    assert.deepEqual(
      requests.filter(
        (url) => !url.startsWith(window.address) && !url.startsWith('data:') && !url.startsWith('blob:'),
      ),
      [],
    );
    await window.workbench.screenshot('log-hostile-dark');
  });

  it('keeps what it is about, and how it looks, over a reload of the window', async () => {
    await page.locator('.right select').nth(1).selectOption({ label: 'UTC' });
    await button(/^wrap$/).click();
    // Not the browser's own reload, which gives the editor no time to keep anything.
    await window.workbench.command('Developer: Reload Window');
    await window.page.locator('.part.activitybar').waitFor({ state: 'detached' });
    page = window.workbench.webview();
    await line('the end of it').waitFor();
    assert.equal(await page.locator('.right select').nth(1).inputValue(), 'utc');
    await page.locator('.lines.wrap').waitFor();
    assert.equal(await page.locator('h1').innerText(), 'train-llama');
  });

  async function clipboard(what: RegExp): Promise<string> {
    for (;;) {
      const text = await window.page.evaluate<string>('navigator.clipboard.readText()');
      if (what.test(text)) return text;
      await window.page.waitForTimeout(50);
    }
  }
});
