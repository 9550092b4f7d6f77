import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { list, text, type JsonRecord, isRecord } from '../../src/common/json.ts';
import { podStatus } from '../../src/k8s/model/pod-status.ts';
import { podRecord } from '../../src/k8s/model/pod.ts';
import { APP_CASES } from '../../src/k8s/model/testing/app-cases.ts';
import { INIT_CASES } from '../../src/k8s/model/testing/init-cases.ts';

const CASES = [...APP_CASES, ...INIT_CASES];
const NAMESPACE = 'pod-status';

/** Runs kubectl against the cluster of `KUBECONFIG`. */
function kubectl(args: readonly string[], input?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      'kubectl',
      ['--request-timeout=20s', ...args],
      { maxBuffer: 64 << 20 },
      (error, stdout, stderr) => {
        if (error) reject(new Error(stderr || error.message));
        else resolve(stdout);
      },
    );
    child.stdin?.end(input ?? '');
  });
}

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
  let printed: Map<string, [string, string, number]>;
  let pods: Map<string, JsonRecord>;

  before(async () => {
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
    await kubectl(['create', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
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

  after(async () => {
    const deleted = CASES.filter((pod) => pod.deleted);
    for (const { name } of deleted)
      await kubectl([
        'patch',
        'pod',
        name,
        '-n',
        NAMESPACE,
        '--type=merge',
        '-p',
        '{"metadata":{"finalizers":null}}',
      ]);
    await kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']);
  });

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
