import assert from 'node:assert/strict';
import { get } from 'node:http';
import * as vscode from 'vscode';
import { onSampleCluster, texts, until } from './porthole.ts';

function page(address: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    get(address, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    }).on('error', reject);
  });
}

describe('opening a tool of the sample cluster', () => {
  it('ends in a page that the tool answered, on an address that stays', async () => {
    const { connections, opened, tools, trees } = await onSampleCluster();
    const [mlflow] = (await tools.whenKnown(new AbortController().signal)).filter(
      ({ tool }) => tool === 'mlflow',
    );
    assert.ok(mlflow);
    const ref = { tool: mlflow.tool, name: mlflow.name, namespace: mlflow.namespace };
    const address = await vscode.commands.executeCommand<string>('porthole.openTool', ref);
    assert.equal(opened.at(-1), address);
    const answer = await page(address);
    assert.equal(answer.status, 200);
    assert.match(answer.text, /mlflow/i);
    await until(tools.onDidChange, () =>
      texts(trees.tools.roots).some((row) => row.startsWith('MLflow: connected on')) ? true : undefined,
    );
    assert.equal(await vscode.commands.executeCommand('porthole.openTool', ref), address);
    assert.equal(connections.all.length, 1);
    const [connection] = connections.all;
    assert.ok(connection);
    connections.stop(connection.id);
    await assert.rejects(page(address), { code: 'ECONNREFUSED' });
  });
});
