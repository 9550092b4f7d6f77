import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { onSampleCluster, porthole, texts, until } from './porthole.ts';

/** A kubeconfig with one cluster where nothing listens. */
const NOBODY_THERE = `apiVersion: v1
kind: Config
clusters: [{name: far, cluster: {server: "https://127.0.0.1:1"}}]
users: [{name: ana, user: {token: none}}]
contexts: [{name: far, context: {cluster: far, user: ana, namespace: team-a}}]
current-context: far
`;

describe('what the views say when something is wrong', () => {
  const folder = mkdtempSync(join(tmpdir(), 'porthole-test-'));
  const settings = vscode.workspace.getConfiguration();

  after(async () => {
    await settings.update('porthole.kubeconfig', undefined, vscode.ConfigurationTarget.Global);
    rmSync(folder, { recursive: true });
    await onSampleCluster();
  });

  async function rowsWith(kubeconfig: string, words: RegExp): Promise<readonly string[]> {
    const { trees, namespaces } = await porthole();
    const file = join(folder, `${words.source.length}.yaml`);
    writeFileSync(file, kubeconfig);
    await vscode.commands.executeCommand('porthole.namespaces.focus');
    await settings.update('porthole.kubeconfig', file, vscode.ConfigurationTarget.Global);
    return until(namespaces.onDidChange, () => {
      const now = texts(trees.namespaces.roots);
      return now.some((row) => words.test(row)) ? now : undefined;
    });
  }

  it('is one row with what can be done about it: a server that is not there', async () => {
    const rows = await rowsWith(NOBODY_THERE, /does not answer/);
    assert.deepEqual(rows.slice(0, 2), ['127.0.0.1:1 does not answer: still trying', 'Try again: ']);
    const { trees } = await porthole();
    assert.match(trees.namespaces.roots[0]?.row.tooltip ?? '', /refuses the connection/);
    assert.equal(trees.namespaces.view.message, '', 'said once');
    assert.equal(trees.namespaces.view.badge, undefined);
  });

  it('is one row with what can be done about it: a kubeconfig that is broken', async () => {
    const rows = await rowsWith('clusters: [', /kubeconfig: line 1/);
    assert.deepEqual(rows.slice(0, 2), [
      'kubeconfig: line 1 is not valid YAML: it is not indented as the lines around it, or a bracket is not closed: ',
      'Open the file: ',
    ]);
  });

  it('is copied for somebody who can mend it', async () => {
    await rowsWith(NOBODY_THERE, /does not answer/);
    await vscode.commands.executeCommand('porthole.copyProblem');
    assert.match(await vscode.env.clipboard.readText(), /127\.0\.0\.1:1 refuses[\s\S]*"kind": "unreachable"/);
    await vscode.commands.executeCommand('porthole.copyAccessRequest');
    assert.match(await vscode.env.clipboard.readText(), /cannot connect to our Kubernetes cluster/);
  });
});
