import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ExplainPanel } from '../../src/views/explain/explain-panels.ts';
import { onSampleCluster, podNamed, until } from './porthole.ts';

async function explained(beginning: string): Promise<ExplainPanel> {
  const api = await onSampleCluster();
  await vscode.commands.executeCommand('porthole.explain', {
    namespace: 'team-a',
    pod: podNamed(api, beginning),
  });
  const panel = api.explain.all.at(-1);
  assert.ok(panel?.story);
  const { story } = panel;
  await until(story.onDidChange, () => (story.diagnosis && !story.page().page.looking ? true : undefined));
  return panel;
}

describe('the Explain page on the sample cluster', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('names the cause, what to do and the proof', async () => {
    const { story } = await explained('train-llama');
    const page = story?.page().page;
    assert.match(page?.answer ?? '', /32 GiB of memory/);
    assert.deepEqual(
      page?.sections.slice(0, 2).map(({ heading }) => heading),
      ['What you can do', 'How we know'],
    );
  });

  it('copies what it offers to copy', async () => {
    const panel = await explained('train-llama');
    await vscode.env.clipboard.writeText('before');
    const copies = [...(panel.story?.page().actions ?? [])].filter(([, action]) => action.do === 'copy');
    const [link] = copies[0] ?? [];
    assert.ok(link);
    await panel.use(link);
    assert.match(await vscode.env.clipboard.readText(), /memory: \d+Gi/);
  });

  it('shows the pod as YAML without what only machines read', async () => {
    const panel = await explained('jupyter-ana');
    await panel.use('yaml');
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.languageId, 'yaml');
    assert.match(document.getText(), /kind: Pod/);
    assert.doesNotMatch(document.getText(), /managedFields/);
  });

  it('writes a report and copies it', async () => {
    const panel = await explained('train-llama');
    await panel.use('report');
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.languageId, 'markdown');
    assert.match(document.getText(), /train-llama/);
    assert.equal(await vscode.env.clipboard.readText(), document.getText());
  });

  it('is opened once per pod', async () => {
    const { explain } = await onSampleCluster();
    await explained('jupyter-ana');
    await explained('jupyter-ana');
    assert.equal(explain.all.length, 1);
  });

  it('leaves nothing behind when it is closed', async () => {
    const { explain } = await onSampleCluster();
    await explained('jupyter-ana');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    assert.equal(explain.all.length, 0);
  });
});
