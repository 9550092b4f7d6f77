import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { onSampleCluster, podNamed, texts, until } from './porthole.ts';

describe('the views on the sample cluster', () => {
  it('show namespaces with what needs attention first, in words', async () => {
    const { trees, namespaces } = await onSampleCluster();
    const rows = await until(namespaces.onDidChange, () => {
      const now = texts(trees.namespaces.roots);
      return now.some((row) => row.includes('out of memory')) ? now : undefined;
    });
    assert.match(rows[0] ?? '', /^team-a: \d need attention$/);
    assert.match(rows[1] ?? '', /^Needs attention: \d$/);
    assert.ok(
      rows.some((row) => /^jupyter-carla: waiting for a GPU · \d+ min/.test(row)),
      rows.join('\n'),
    );
    assert.ok(
      rows.some((row) => /image not found/.test(row)),
      rows.join('\n'),
    );
    assert.ok(trees.namespaces.view.badge, 'the icon counts what needs attention');
  });

  it('show the tools, ready to be opened', async () => {
    const { trees, tools } = await onSampleCluster();
    await vscode.commands.executeCommand('porthole.tools.focus');
    const rows = await until(tools.onDidChange, () => {
      const now = texts(trees.tools.roots);
      return now.length >= 2 ? now : undefined;
    });
    assert.ok(
      rows.some((row) => /^JupyterHub: ready/.test(row)),
      rows.join('\n'),
    );
    assert.ok(
      rows.some((row) => /^MLflow: ready/.test(row)),
      rows.join('\n'),
    );
  });

  it('follow the cluster: a deleted pod loses its row', async () => {
    const { trees, namespaces, connection } = await onSampleCluster();
    const name = podNamed(await onSampleCluster(), 'jupyter-ben');
    assert.ok(texts(trees.namespaces.roots).some((row) => row.startsWith(`${name}:`)));
    await connection.session?.api.json(
      { method: 'DELETE', path: `/api/v1/namespaces/team-a/pods/${name}`, query: { gracePeriodSeconds: 0 } },
      new AbortController().signal,
    );
    await until(namespaces.onDidChange, () =>
      texts(trees.namespaces.roots).some((row) => row.startsWith(`${name}:`)) ? undefined : true,
    );
  });
});
