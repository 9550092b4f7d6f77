import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { list, text } from '../../src/common/json.ts';
import { startControlPlane } from '../harness/control-plane.ts';
import type { ControlPlane } from '../harness/control-plane.ts';
import { requestsAs } from '../harness/control-plane/requests.ts';
import type { ClusterUser } from '../harness/control-plane/users.ts';
import { harnessModule, killedAfterFirstLine } from '../harness/killed-run.ts';
import { sweepDeadRuns } from '../harness/ledger.ts';
import { processesOf, remainsOf } from '../harness/remains.ts';

const POD = `
apiVersion: v1
kind: Pod
metadata: { name: sleeper }
spec:
  nodeSelector: { type: kwok }
  containers: [{ name: main, image: 'registry.invalid/sleeper:1' }]
`;

function isRefused(server: string): Promise<boolean> {
  const { hostname, port } = new URL(server);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', () => resolve(true));
  });
}

describe('the control plane of the tests', function () {
  this.timeout(240_000);
  let one: ControlPlane;
  let other: ControlPlane;
  let scratch: string;

  before(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'porthole-test-'));
    [one, other] = await Promise.all([
      startControlPlane({
        fakeNodes: { count: 3, extra: { 'nvidia.com/gpu': '2' } },
        tokenUsers: { bob: ['team-a'] },
      }),
      startControlPlane({ fakeNodes: { count: 1 } }),
    ]);
  });
  after(async () => {
    await Promise.allSettled([one.stop(), other.stop()]);
    rmSync(scratch, { recursive: true, force: true });
  });

  it('runs several at once that know nothing of each other', async () => {
    assert.notEqual(one.server, other.server);
    await one.makeNamespace('work');
    await one.apply(POD, { namespace: 'work' });
    await one.waitFor('a running pod on a fake node', async () => {
      const pod = await one.requests('GET', '/api/v1/namespaces/work/pods/sleeper');
      return text(pod.json, 'status', 'phase') === 'Running' ? true : undefined;
    });
    assert.equal((await other.requests('GET', '/api/v1/namespaces/work')).status, 404);
    const nodes = list((await one.requests('GET', '/api/v1/nodes')).json, 'items');
    assert.deepEqual(
      nodes.map((node) => text(node, 'status', 'allocatable', 'nvidia.com/gpu')),
      ['2', '2', '2'],
    );
    assert.equal(list((await other.requests('GET', '/api/v1/nodes')).json, 'items').length, 1);
  });

  it('has users who may do what they were given and nothing else', async () => {
    await one.makeNamespace('team');
    const reader = await one.namespacedUser('team', 'reader', [
      { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] },
    ]);
    const statusOf = async (user: ClusterUser, path: string): Promise<number> =>
      (await requestsAs(user.proof, one)('GET', path)).status;
    assert.equal(await statusOf(reader, '/api/v1/namespaces/team/pods'), 200);
    assert.equal(await statusOf(reader, '/api/v1/namespaces/default/pods'), 403);
    assert.equal(await statusOf(reader, '/api/v1/namespaces'), 403);
    const strangers = [one.certificateUser('alice', ['team-a']), one.tokenUser('bob')];
    for (const user of strangers) assert.equal(await statusOf(user, '/api/v1/namespaces/team/pods'), 403);
    await one.kubectl(['create', 'rolebinding', 'team-a', '--clusterrole=view', '--group=team-a'], {
      namespace: 'team',
    });
    // The API server's authorizer learns of it a moment later.
    for (const user of strangers)
      await one.waitFor(`rights of ${user.name}`, async () =>
        (await statusOf(user, '/api/v1/namespaces/team/pods')) === 200 ? true : undefined,
      );
    assert.equal(await statusOf(one.adminByToken, '/api/v1/secrets'), 200);
    assert.match(await one.kubectl(['auth', 'whoami'], { user: strangers[0]! }), /alice[\s\S]*team-a/);
    const wrong = requestsAs({ token: 'nobody-has-this' }, one);
    assert.equal((await wrong('GET', '/api/v1/namespaces')).status, 401);
  });

  it('loses the API server and gets it back at its address, with all it knew', async () => {
    await one.makeNamespace('before-the-crash');
    await one.apiServer.kill();
    assert.equal(await isRefused(one.server), true);
    await one.apiServer.start();
    assert.equal((await one.requests('GET', '/api/v1/namespaces/before-the-crash')).status, 200);
  });

  it('stops without a trace', async function () {
    if (process.platform !== 'linux') this.skip();
    assert.ok(processesOf(other.folder).length >= 5, 'five programs run');
    await other.stop();
    assert.deepEqual(remainsOf([other.folder]), []);
    assert.equal(await isRefused(other.server), true);
  });

  it('is tidied up by the next run when its own was killed, and a living one is left alone', async function () {
    if (process.platform !== 'linux') this.skip();
    const folder = await killedAfterFirstLine(
      `import { startControlPlane } from ${harnessModule('control-plane.ts')};
       console.log((await startControlPlane({ fakeNodes: { count: 0 } })).folder);`,
      scratch,
    );
    assert.ok(processesOf(folder).length >= 5, 'a kill leaves them running');
    await sweepDeadRuns(() => undefined);
    assert.deepEqual(remainsOf([folder]), []);
    assert.equal((await one.requests('GET', '/readyz')).status, 200);
  });
});
