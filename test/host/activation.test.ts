import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMAND_IDS } from '../../src/views/contributions.ts';
import { porthole } from './porthole.ts';

describe('the extension in its host', () => {
  it('activates, and registers every command that it declares', async () => {
    await porthole();
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      COMMAND_IDS.filter((id) => !registered.has(id)),
      [],
    );
  });

  it('starts no language server and connects to nothing for YAML that is no manifest', async () => {
    const { hovers, connection } = await porthole();
    const compose = { language: 'yaml', content: 'services: {web: {image: nginx}}' };
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(compose));
    assert.equal(hovers.client, undefined);
    assert.equal(connection.connection, undefined);
    // One that nobody closes is forgotten at some later moment, in which another takes its name over and for a while its text.
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('opens the sample cluster by a command', async () => {
    const { connection } = await porthole();
    await vscode.commands.executeCommand('porthole.trySampleCluster');
    assert.equal(connection.session?.context.name, 'sample');
  });
});
