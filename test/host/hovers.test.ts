import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { onSampleCluster, porthole } from './porthole.ts';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: train
spec:
  containers:
    - name: main
      image: pytorch/pytorch
      resources:
        limits:
          memory: 32Gi
`;

const JOB = `apiVersion: batch/v1
kind: Job
metadata: {name: train-llama, namespace: team-a}
spec:
  template:
    spec:
      containers:
        - name: main
          envFrom: [{secretRef: {name: no-such-secret}}]
          resources: {limits: {memory: 32Gi}}
      volumes:
        - name: data
          persistentVolumeClaim: {claimName: training-data}
`;

const NAMING = `apiVersion: v1
kind: Pod
metadata: {name: a, namespace: team-a}
spec:
  containers:
    - name: main
      envFrom: [{configMapRef: {name: settings}}, {secretRef: {name: hub}}, {configMapRef: {name: here}}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: here}
`;

async function hoverAt(document: vscode.TextDocument, words: string): Promise<string> {
  const position = document.positionAt(document.getText().indexOf(words));
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .join('\n');
}

let count = 0;
/** A file of its own, on screen: VS Code gives the same address to one unsaved document after the other. */
async function open(content: string, ending = 'yaml'): Promise<vscode.TextDocument> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  count += 1;
  const uri = vscode.Uri.joinPath(folder.uri, `file-${count}.${ending}`);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(content));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

async function running(): Promise<LanguageClient> {
  const { hovers } = await porthole();
  assert.ok(hovers.client, 'the server was not started');
  return (await hovers.client).client;
}

describe('hovers in manifests', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('say what a field of a manifest means, and nothing in other YAML', async () => {
    const compose = await open('services:\n  web:\n    image: nginx\n');
    const pod = await open(POD);
    await running();
    assert.match(await hoverAt(pod, 'memory'), /\*\*memory \(limit\)\*\*: 32 GiB/);
    assert.equal(await hoverAt(compose, 'image'), '');
  });

  it('follow what is typed', async () => {
    const pod = await open(POD);
    assert.match(await hoverAt(pod, 'image:'), /No tag is written/);
    const edit = new vscode.WorkspaceEdit();
    const end = pod.positionAt(POD.indexOf('pytorch/pytorch') + 'pytorch/pytorch'.length);
    edit.insert(pod.uri, end, ':2.9.0');
    await vscode.workspace.applyEdit(edit);
    assert.doesNotMatch(await hoverAt(pod, 'image:'), /No tag is written/);
    assert.match(await hoverAt(pod, 'image:'), /2\\?\.9/);
  });

  it('work in JSON', async () => {
    const json = await open('{"apiVersion": "batch/v1", "kind": "Job", "spec": {"backoffLimit": 3}}', 'json');
    await running();
    assert.match(await hoverAt(json, 'backoffLimit'), /tried again after a failure/);
  });

  it('come back when the server was killed', async () => {
    const pod = await open(POD);
    const client = await running();
    const before = client.serverProcess?.pid;
    assert.ok(before !== undefined);
    const { State } = await import('vscode-languageclient/node');
    const restarted = new Promise<void>((resolve) => {
      let wasDown = false;
      const listening = client.onDidChangeState(({ newState }) => {
        if (newState !== State.Running) wasDown = true;
        else if (wasDown) {
          listening.dispose();
          resolve();
        }
      });
    });
    process.kill(before, 'SIGKILL');
    await restarted;
    await client.start(); // running is not yet ready: this is the same start, to its end
    assert.notEqual(client.serverProcess?.pid, before);
    assert.match(await hoverAt(pod, 'memory'), /32 GiB/);
  });

  it('end and begin with their setting', async () => {
    const pod = await open(POD);
    const client = await running();
    const { serverProcess } = client;
    assert.ok(serverProcess);
    const ended = new Promise((resolve) => serverProcess.once('exit', resolve));
    const configuration = vscode.workspace.getConfiguration();
    const target = vscode.ConfigurationTarget.Global;
    await configuration.update('porthole.hover.enabled', false, target);
    try {
      await ended;
      assert.equal(await hoverAt(pod, 'memory'), '');
    } finally {
      await configuration.update('porthole.hover.enabled', undefined, target);
    }
    await running();
    assert.match(await hoverAt(pod, 'memory'), /32 GiB/);
  });

  it('say what a manifest meets in the cluster', async () => {
    await onSampleCluster();
    const job = await open(JOB);
    await running();
    // The first hover begins to watch, and does not wait for it.
    const hover = async (words: string, wanted: RegExp): Promise<string> => {
      for (;;) {
        const said = await hoverAt(job, words);
        if (wanted.test(said)) return said;
      }
    };
    assert.match(await hover('memory', /In team-a/), /of the quota for memory/);
    assert.match(
      await hover('train-llama', /Right now/),
      /out of memory.*\[Explain\]\(command:porthole\.explain/,
    );
    assert.match(
      await hover('training-data', /exists/),
      /PersistentVolumeClaim "training-data" exists in team-a\. It has 200 GiB/,
    );
    await hover('no-such-secret', /There is no Secret "no-such-secret" in team-a/);
  });

  it('lead from a name to what it names: in the file, in the workspace, or in the cluster', async () => {
    await onSampleCluster();
    const settings = await open('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const pod = await open(NAMING);
    await running();
    const definition = async (words: string): Promise<vscode.Location> => {
      const [found] = await vscode.commands.executeCommand<vscode.Location[]>(
        'vscode.executeDefinitionProvider',
        pod.uri,
        pod.positionAt(pod.getText().indexOf(words) + 1),
      );
      assert.ok(found, words);
      return found;
    };
    const inFile = await definition('here}');
    assert.equal(inFile.uri.toString(), pod.uri.toString());
    assert.equal(pod.getText(inFile.range), 'here');
    assert.equal((await definition('settings}')).uri.toString(), settings.uri.toString());
    const secret = await definition('hub}');
    assert.equal(secret.uri.path, '/team-a/Secret/hub.yaml');
    const shown = (await vscode.workspace.openTextDocument(secret.uri)).getText();
    assert.match(shown, /kind: Secret/);
    assert.match(shown, /\(hidden\)/);
    assert.doesNotMatch(shown, /last-applied|: [A-Za-z0-9+/]{12,}={1,2}$/m);
  });
});
