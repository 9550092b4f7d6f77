import assert from 'node:assert/strict';
import { list, text, type JsonRecord, isRecord } from '../../src/common/json.ts';
import { podStatus } from '../../src/k8s/model/pod-status.ts';
import { podRecord } from '../../src/k8s/model/pod.ts';
import { APP_CASES } from '../../src/k8s/model/testing/app-cases.ts';
import { INIT_CASES } from '../../src/k8s/model/testing/init-cases.ts';
import { startControlPlane, type ControlPlane, type KubectlOptions } from '../harness/control-plane.ts';

const CASES = [...APP_CASES, ...INIT_CASES];
const NAMESPACE = 'pod-status';

/** `CrashLoopBackOff  0/1  7 (3d ago)` of the table that kubectl prints. */
function columns(table: string): Map<string, [string, string, number]> {
  const rows = table.trim().split('\n');
  return new Map(
    rows.map((row) => {
      const [name = '', ready = '', status = '', restarts = ''] = row.split(/\s+/);
      return [name, [status, ready, Number(restarts)]];
    }),
  );
}

describe('status of a pod, beside the real kubectl', function () {
  this.timeout(120_000);
  let controlPlane: ControlPlane | undefined;
  let printed: Map<string, [string, string, number]>;
  let pods: Map<string, JsonRecord>;

  before(async () => {
    const started = await startControlPlane();
    controlPlane = started;
    const kubectl = (args: readonly string[], options?: KubectlOptions): Promise<string> =>
      started.kubectl(args, options);
    await kubectl(['create', 'namespace', NAMESPACE]);
    await kubectl(['create', 'serviceaccount', 'default', '-n', NAMESPACE]).catch((error: unknown) => {
      if (!String(error).includes('already exists')) throw error; // the controller was faster
    });
    // No scheduler takes them and no kubelet knows them: their status stays as it is written here.
    const items = CASES.map(({ name, spec, deleted }) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: NAMESPACE, ...(deleted ? { finalizers: ['porthole.dev/test'] } : {}) },
      spec: { ...spec, schedulerName: 'nobody' },
    }));
    await kubectl(['create', '-f', '-'], {
      input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
    });
    for (const { name, status } of CASES) {
      await kubectl([
        'patch',
        'pod',
        name,
        '-n',
        NAMESPACE,
        '--subresource=status',
        '--type=merge',
        '-p',
        JSON.stringify({ status }),
      ]);
    }
    const deleted = CASES.filter((pod) => pod.deleted).map((pod) => pod.name);
    await kubectl(['delete', 'pod', '-n', NAMESPACE, '--wait=false', ...deleted]);
    printed = columns(await kubectl(['get', 'pods', '-n', NAMESPACE, '--no-headers']));
    const read: unknown = JSON.parse(await kubectl(['get', 'pods', '-n', NAMESPACE, '-o', 'json']));
    pods = new Map(
      list(read, 'items')
        .filter(isRecord)
        .map((pod) => [text(pod, 'metadata', 'name') ?? '', pod]),
    );
  });

  after(() => controlPlane?.stop());

  for (const { name, prints } of CASES) {
    it(`${name}: ${prints.join(' ')}`, () => {
      const pod = pods.get(name);
      assert.ok(pod, 'the pod is there');
      const { status, ready, restarts } = podStatus(podRecord(pod));
      assert.deepEqual([status, ready, restarts], printed.get(name), 'as kubectl prints it');
      assert.deepEqual(printed.get(name), prints, 'kubectl prints what the table says');
    });
  }
});
