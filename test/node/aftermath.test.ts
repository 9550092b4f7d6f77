import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { list, text } from '../../src/common/json.ts';
import { harnessModule, killedAfterFirstLine } from '../harness/killed-run.ts';
import { sweepDeadRuns } from '../harness/ledger.ts';
import { MachineryMissing } from '../harness/machinery.ts';
import { realNodeParts } from '../harness/real-node.ts';
import { processesOf, remainsOf, remainsOfNode } from '../harness/remains.ts';

/** Starts a control plane, a node and a pod on it, and says where they are once the pod runs. */
const RUN = `
import { startControlPlane } from ${harnessModule('control-plane.ts')};
import { startRealNode } from ${harnessModule('real-node.ts')};
const cluster = await startControlPlane({ fakeNodes: { count: 0 } });
const node = await startRealNode(cluster);
await cluster.makeNamespace('work');
await cluster.apply(JSON.stringify({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'ticker', namespace: 'work' },
  spec: {
    containers: [{
      name: 'main',
      image: 'localhost/busybox:1',
      imagePullPolicy: 'IfNotPresent',
      command: ['sh', '-c', 'echo started; sleep 3600'],
      volumeMounts: [{ name: 'scratch', mountPath: '/scratch' }],
    }],
    volumes: [{ name: 'scratch', emptyDir: { medium: 'Memory' } }],
  },
}));
await cluster.waitFor('a running pod', async () => {
  const pod = await cluster.requests('GET', '/api/v1/namespaces/work/pods/ticker');
  return pod.text.includes('"phase":"Running"') ? true : undefined;
});
console.log(JSON.stringify([cluster.folder, node.folder]));
`;

// First of its folder by its name: the node that the other suites share is started after it, and there can be one at a time.
describe('a real node whose run was killed', function () {
  this.timeout(300_000);
  let scratch: string;
  before(async function () {
    scratch = mkdtempSync(join(tmpdir(), 'porthole-test-'));
    try {
      await realNodeParts();
    } catch (error) {
      if (!(error instanceof MachineryMissing) || process.env['CI'] === 'true') throw error;
      process.stderr.write(`skipped: ${error.message}\n`);
      this.skip();
    }
  });
  after(() => rmSync(scratch, { recursive: true, force: true }));

  it('leaves containers, mounts, bridge, packet rule and control groups, which the next run takes away', async () => {
    const line = await killedAfterFirstLine(RUN, scratch);
    const json: unknown = JSON.parse(line);
    const folders = list(json).filter((folder) => typeof folder === 'string');
    const [clusterFolder = '', nodeFolder = ''] = [text(json, 0), text(json, 1)];
    assert.equal(folders.length, 2);
    assert.ok(processesOf(clusterFolder).length >= 5);
    assert.ok(processesOf(nodeFolder).length >= 3, 'containerd, kubelet and a shim');
    const remains = remainsOfNode();
    const left = remains.join('\n');
    for (const kind of ['bridge', 'packet rule', 'control group', 'mount'])
      assert.match(left, new RegExp(`^${kind} `, 'm'));

    assert.match(left, /^mount .*\/netns\//m, 'the network namespaces are among the run’s own mounts');

    await sweepDeadRuns(() => undefined);

    assert.deepEqual(remainsOf(folders), []);
    // Another process may have its node by now.
    const now = remainsOfNode();
    assert.deepEqual(
      remains.filter((line) => now.includes(line)),
      [],
    );
  });
});
