import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Diagnosis } from '../../src/diagnostics/finding.ts';
import type { PodRow } from '../../src/rows/row.ts';
import { emptyRegistry, failingPods, failingWork, type FailingPod, type Workplace } from './failing-work.ts';
import { realNode, type RealNode } from './real-node.ts';

const NAMESPACE = 'ailing';
const PORTHOLE = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

describe('the diagnosis of pods that really fail', function () {
  this.timeout(180_000);
  let node: RealNode;
  let registry: Awaited<ReturnType<typeof emptyRegistry>>;
  let pods: readonly FailingPod[];
  let env: NodeJS.ProcessEnv;

  before(async () => {
    node = await realNode();
    registry = await emptyRegistry();
    env = { ...process.env, KUBECONFIG: node.plane.admin.kubeconfig };
    const place: Workplace = { selector: node.selector, images: node.images, registry: registry.address };
    pods = failingPods(place);
    await node.plane.kubectl(['create', 'namespace', NAMESPACE]);
    await node.plane.waitFor(
      'service account',
      async () =>
        (await node.plane.kubectl(['-n', NAMESPACE, 'get', 'serviceaccount', 'default'])) || undefined,
    );
    await node.plane.apply(failingWork(NAMESPACE, place));
  });
  after(async () => {
    registry.close();
    await node.plane.kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']);
  });

  async function porthole<T>(...words: string[]): Promise<T> {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', PORTHOLE, ...words, '-n', NAMESPACE, '-o', 'json'],
      { env, maxBuffer: 64 << 20 },
    );
    return JSON.parse(stdout) as T;
  }
  const rows = async (): Promise<readonly PodRow[]> =>
    (await porthole<{ pods: readonly PodRow[] }>('pods')).pods;

  it('names the cause of each in its row, and leaves the others in peace', async () => {
    const wanted = new Map(pods.map((pod) => [pod.name, pod]));
    let wrong: string[] = [];
    await node.plane
      .waitFor('the right words in every row', async () => {
        const all = await rows();
        wrong = all.flatMap((row) => {
          const pod = wanted.get(row.name);
          if (!pod)
            return row.state === 'running' && row.severity === 'fine' ? [] : [`${row.name}: ${row.words}`];
          return row.cause === pod.cause && pod.row.test(row.words)
            ? []
            : [
                `${row.name}: ${row.cause ?? 'no cause'}, "${row.words}", not ${pod.cause}, ${String(pod.row)}`,
              ];
        });
        return (wrong.length === 0 && all.length === pods.length + 2) || undefined;
      })
      .catch((error: unknown) => {
        throw new Error(`${String(error)}\n${wrong.join('\n')}`);
      });
  });

  it('explains each with its numbers, its proof and a next step', async () => {
    for (const pod of pods) {
      const { findings } = await porthole<Diagnosis>('explain', `pod/${pod.name}`);
      const [first] = findings;
      assert.ok(first, `${pod.name}: no finding`);
      assert.equal(first.cause, pod.cause, `${pod.name}: ${first.title}`);
      assert.match(first.title, pod.title, pod.name);
      assert.ok(first.evidence.length > 0, `${pod.name}: no proof`);
      assert.ok(first.actions.length > 0, `${pod.name}: nothing to do`);
      assert.equal(
        findings.length,
        1,
        `${pod.name}: one root, one finding, but ${findings.map(({ cause }) => cause).join(', ')}`,
      );
    }
  });

  it('finds nothing wrong with pods that are well', async () => {
    const well = (await rows()).filter((row) => row.name.startsWith('api-'));
    for (const row of well) {
      const { findings } = await porthole<Diagnosis>('explain', `pod/${row.name}`);
      assert.deepEqual(
        findings.filter(({ severity }) => severity !== 'note'),
        [],
        row.name,
      );
    }
  });

  it('takes the row of a deleted pod away', async () => {
    const watching = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', PORTHOLE, 'watch', '-n', NAMESPACE],
      { env, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ended = new Promise((resolve) => watching.once('exit', resolve));
    try {
      let asked: Promise<string> | undefined;
      for await (const line of createInterface(watching.stdout)) {
        const row = JSON.parse(line) as { name: string; gone?: boolean };
        if (row.name !== 'no-secret') continue;
        if (row.gone) break;
        asked ??= node.plane.kubectl([
          '-n',
          NAMESPACE,
          'delete',
          'pod',
          'no-secret',
          '--grace-period=0',
          '--force',
          '--wait=false',
        ]);
      }
      await asked;
    } finally {
      watching.kill('SIGTERM');
      assert.equal(await ended, 0, 'ends in peace when interrupted');
    }
  });
});
