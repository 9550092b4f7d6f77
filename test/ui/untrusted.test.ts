import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepEvidence, openWindow, type Window } from './window.ts';

/** Leaves a trace when it runs. */
const program = (trace: string): string => `#!/bin/sh
echo ran >> ${trace}
echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"none"}}'
`;

// A folder from somebody else is open. The kubeconfig is the user's own, and signing in would start a program.
describe('a folder that is not trusted, in the real editor', function () {
  this.timeout(120_000);
  let folder: string;
  let trace: string;
  let window: Window;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'porthole-test-'));
    trace = join(folder, 'trace');
    const command = join(folder, 'sign-in');
    writeFileSync(command, program(trace), { mode: 0o755 });
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command, interactiveMode: 'Never' };
    const kubeconfig = join(folder, 'config');
    writeFileSync(
      kubeconfig,
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        // Port 9 (discard) of loopback: nothing listens there.
        clusters: [{ name: 'lab', cluster: { server: 'https://127.0.0.1:9' } }],
        users: [{ name: 'ana', user: { exec } }],
        contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'ana', namespace: 'team-a' } }],
        'current-context': 'lab',
      }),
    );
    window = await openWindow({
      kubeconfig,
      asksForTrust: true,
      settings: { 'security.workspace.trust.startupPrompt': 'never' },
    });
    await window.workbench.openView('Porthole');
  });
  afterEach(async function () {
    await keepEvidence(window, this.currentTest);
  });
  after(async () => {
    await window.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('starts no program, says so in one row, and what to do', async () => {
    const { workbench } = window;
    await workbench.row('this folder is not trusted').waitFor({ timeout: 60_000 });
    assert.deepEqual(await workbench.rowTexts('Namespaces'), [
      'this folder is not trusted sign-in is not started',
      'Trust this folder…',
      'Switch cluster…',
    ]);
    await workbench.screenshot('untrusted');
    assert.equal(existsSync(trace), false);
    assert.deepEqual(await workbench.toasts().allInnerTexts(), []);
  });

  it('goes on by itself when the folder is trusted', async () => {
    const { workbench, page } = window;
    await workbench.row('Trust this folder').click();
    await page
      .locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ })
      .first()
      .click();
    await workbench.row('127.0.0.1:9 does not answer').waitFor();
    assert.equal(existsSync(trace), true);
  });
});
