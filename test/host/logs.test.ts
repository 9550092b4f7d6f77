import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LogFeed } from '../../src/views/logs/log-feed.ts';
import type { LogsPanel } from '../../src/views/logs/logs-panels.ts';
import { onSampleCluster, podNamed, until } from './porthole.ts';

async function logsOf(beginning: string): Promise<{ panel: LogsPanel; feed: LogFeed }> {
  const api = await onSampleCluster();
  await vscode.commands.executeCommand('porthole.showLogs', {
    namespace: 'team-a',
    pod: podNamed(api, beginning),
  });
  const panel = api.logs.all.at(-1);
  assert.ok(panel);
  const feed = await until(panel.onDidBegin, () => panel.feed);
  // The page itself has drawn what it answers for.
  await until(feed.onDidShow, () => (feed.shownTo > 0 ? true : undefined));
  return { panel, feed };
}

async function shows(feed: LogFeed, words: string): Promise<void> {
  await until(feed.onDidShow, () =>
    [...feed.lines()].some((line) => line.includes(words)) ? true : undefined,
  );
}

describe('the Logs page on the sample cluster', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('shows what the pod prints', async () => {
    const { feed } = await logsOf('train-llama');
    await shows(feed, 'Killed');
    assert.match([...feed.lines()].join('\n'), /loading shard/);
  });

  it('reads what was printed before the last restart', async () => {
    const { panel, feed } = await logsOf('train-llama');
    await panel.receive({ type: 'choose', choice: { previous: true, sinceSeconds: 0 } });
    await shows(feed, 'Killed');
    assert.equal(feed.choice.previous, true);
  });

  it('opens the lines as text, and takes nothing from the page but its own messages', async () => {
    const { panel } = await logsOf('train-llama');
    await panel.receive({ type: 'as-text' });
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /shard/);
  });

  it('stops reading when it is closed', async () => {
    const { logs } = await onSampleCluster();
    await logsOf('jupyter-ana');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    assert.equal(logs.all.length, 0);
  });
});
