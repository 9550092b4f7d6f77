import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { PrintingServer } from '../../k8s/streams/testing/printing-server.ts';
import { parseCall } from '../arguments.ts';
import { Output } from '../output.ts';
import { logs } from './logs.ts';

describe('porthole logs', () => {
  let server: PrintingServer;
  let folder: string;
  beforeEach(async () => {
    server = new PrintingServer();
    await server.start();
    folder = mkdtempSync(join(tmpdir(), 'porthole-cli-'));
    writeFileSync(
      join(folder, 'config'),
      JSON.stringify({
        clusters: [{ name: 'c', cluster: { server: server.url } }],
        users: [{ name: 'u', user: {} }],
        contexts: [{ name: 'x', context: { cluster: 'c', user: 'u', namespace: 'a' } }],
        'current-context': 'x',
      }),
    );
  });
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  /** Runs it; what came out when it ended, or when `until` was printed. */
  async function run(
    words: string,
    until?: string,
  ): Promise<{ out: string; messages: string; error?: unknown }> {
    const call = parseCall(['logs', ...words.split(' '), '--kubeconfig', join(folder, 'config')]);
    assert.ok(call);
    const stop = new AbortController();
    const printed = { out: '', messages: '' };
    const into = (part: 'out' | 'messages'): Writable =>
      new Writable({
        write: (chunk, _, done) => {
          printed[part] += String(chunk);
          if (until !== undefined && printed[part].includes(until)) stop.abort();
          done();
        },
      });
    const output = new Output(into('out'), into('messages'), () => undefined);
    try {
      await logs(call, output, stop.signal);
      return printed;
    } catch (error) {
      return stop.signal.aborted ? printed : { ...printed, error };
    }
  }

  it('prints a pod as it is', async () => {
    server.pod({ name: 'p', state: 'ended' });
    server.print('p', 'main', 'one', '', '\u001b[31mtwo');
    assert.deepEqual(await run('p'), { out: 'one\n\n\u001b[31mtwo\n', messages: '' });
  });

  it('prints one container, or all with their names', async () => {
    server.pod({ name: 'p', containers: ['main', 'proxy'], state: 'ended' });
    server.print('p', 'main', 'a');
    server.print('p', 'proxy', 'b');
    assert.equal((await run('p')).out, 'a\n');
    assert.equal((await run('p -c proxy')).out, 'b\n');
    assert.deepEqual((await run('p --all-containers')).out.split('\n').sort(), [
      '',
      '[p main] a',
      '[p proxy] b',
    ]);
  });

  it('prints all pods of an owner, and of labels', async () => {
    server.pod({ name: 'w-0', owner: 'Job/w', labels: { 'job-name': 'w', app: 'x' }, state: 'ended' });
    server.pod({ name: 'w-1', owner: 'Job/w', labels: { 'job-name': 'w' }, state: 'ended' });
    server.print('w-0', 'main', 'a');
    server.print('w-1', 'main', 'b');
    assert.deepEqual((await run('job/w')).out.split('\n').sort(), ['', '[w-0 main] a', '[w-1 main] b']);
    assert.equal((await run('-l app=x')).out, '[w-0 main] a\n');
  });

  it('follows, and takes in pods that start later', async () => {
    server.pod({ name: 'w-0', owner: 'Workflow/w', labels: { 'workflows.argoproj.io/workflow': 'w' } });
    server.print('w-0', 'main', 'first');
    const running = run('workflow/w -f', 'late');
    await server.whenWatchers(1);
    server.pod({ name: 'w-1', owner: 'Workflow/w', labels: { 'workflows.argoproj.io/workflow': 'w' } });
    server.print('w-1', 'main', 'late');
    const { out } = await running;
    assert.match(out, /\[w-0 main\] first\n/);
    assert.match(out, /\[w-1 main\] late\n/);
  });

  it('says in one line what it could not do', async () => {
    server.pod({ name: 'p', state: 'ended' });
    const failure = async (words: string): Promise<string> => {
      const { error } = await run(words);
      assert.ok(error instanceof Error);
      return error.message;
    };
    assert.match(await failure('job/none'), /job\/none has no pods/);
    assert.match(await failure('-l app=none'), /No pods in this namespace have the labels app=none/);
    assert.match(await failure('gone'), /gone/);
    assert.match(await failure('p -l a=b'), /either names or -l/);
    assert.match(await failure('-l ='), /-l takes labels/);
  });
});
