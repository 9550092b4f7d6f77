import assert from 'node:assert/strict';
import { text } from '../../src/common/json.ts';
import { Permissions } from '../../src/k8s/access/permissions.ts';
import { podRecord } from '../../src/k8s/model/pod.ts';
import { OwnerLookup } from '../../src/k8s/owners/owner-lookup.ts';
import type { ClusterApi } from '../../src/k8s/transport/cluster-api.ts';
import { startControlPlane, type ControlPlane } from '../harness/control-plane.ts';
import { apiOf } from '../node/cluster-access.ts';

const NAMESPACE = 'team-a';

const kindOf = (group: string, kind: string): object => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${kind.toLowerCase()}s.${group}` },
  spec: {
    group,
    scope: 'Namespaced',
    names: { kind, plural: `${kind.toLowerCase()}s`, singular: kind.toLowerCase() },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
});

/** What an operator makes, from what a person made down to the pod: each is owned by the one before. */
const CHAINS: readonly (readonly (readonly [apiVersion: string, kind: string, name: string])[])[] = [
  [
    ['ray.io/v1', 'RayJob', 'train'],
    ['ray.io/v1', 'RayCluster', 'train-raycluster-x7'],
  ],
  [
    ['kubeflow.org/v1', 'Notebook', 'ana'],
    ['apps/v1', 'StatefulSet', 'ana'],
  ],
  [
    ['never.heard.of/v1', 'Thing', 'mine'],
    ['never.heard.of/v1', 'Part', 'mine-1'],
    ['apps/v1', 'ReplicaSet', 'mine-1-abc'],
  ],
  [['batch/v1', 'Job', 'plain']],
];

describe('who owns the owners of pods, on a real API server', function () {
  this.timeout(120_000);
  let plane: ControlPlane;
  let api: ClusterApi;

  before(async () => {
    plane = await startControlPlane();
    api = await apiOf(plane.admin.kubeconfig);
    await plane.kubectl(['create', 'namespace', NAMESPACE]);
    for (const [group, ...kinds] of [
      ['ray.io', 'RayJob', 'RayCluster'],
      ['kubeflow.org', 'Notebook'],
      ['never.heard.of', 'Thing', 'Part'],
    ] as const)
      for (const kind of kinds) await plane.apply(JSON.stringify(kindOf(group, kind)));
    await plane.kubectl(['wait', '--for=condition=Established', 'crd', '--all', '--timeout=60s']);
    for (const chain of CHAINS) await makeChain(chain);
    await plane.waitFor('the pods', async () => {
      const names = await plane.kubectl(['-n', NAMESPACE, 'get', 'pods', '-o', 'name']);
      return names.trim().split('\n').length === CHAINS.length || undefined;
    });
  });
  after(async () => {
    api.dispose();
    await plane.stop();
  });

  async function makeChain(chain: (typeof CHAINS)[number]): Promise<void> {
    let above: object[] = [];
    // Kubernetes takes a pod away from an owner that it does not fit.
    const labels = { app: chain[0]?.[2] ?? '' };
    for (const [apiVersion, kind, name] of chain) {
      const made = await make({ apiVersion, kind, ...body(kind, labels) }, { name }, above);
      above = [{ apiVersion, kind, name, uid: text(made, 'metadata', 'uid'), controller: true }];
    }
    // Kubernetes' own owners make their pods themselves.
    if (/^(apps|batch)/.test(chain.at(-1)?.[0] ?? '')) return;
    const pod = { apiVersion: 'v1', kind: 'Pod', spec: SPEC };
    await make(pod, { name: `${chain.at(-1)?.[2] ?? ''}-0`, labels }, above);
  }

  async function make(object: object, metadata: object, ownerReferences: object[]): Promise<unknown> {
    const whole = { ...object, metadata: { ...metadata, namespace: NAMESPACE, ownerReferences } };
    return JSON.parse(
      await plane.kubectl(['create', '--validate=false', '-o', 'json', '-f', '-'], {
        input: JSON.stringify(whole),
      }),
    ) as unknown;
  }

  /** The top owner of each pod, once nothing more is asked for. */
  async function tops(through: ClusterApi): Promise<readonly string[]> {
    const permissions = new Permissions(through);
    const unexpected: unknown[] = [];
    const lookup = new OwnerLookup(through, {
      allowed: (question, signal) => permissions.allowed(question, signal),
      onUnexpected: (error) => unexpected.push(error),
    });
    try {
      const path = `/api/v1/namespaces/${NAMESPACE}/pods`;
      const answer = (await through.json({ path }, AbortSignal.timeout(10_000))) as { items: never[] };
      const pods = answer.items.map(podRecord);
      const words = (): string[] =>
        pods.map((pod) => {
          const top = lookup.topOf(pod);
          return `${top?.kind ?? ''}/${top?.name ?? ''}`;
        });
      let [shown, quiet] = [words(), 0];
      // Each answer may bring one level more.
      while (quiet < 8) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        const now = words();
        quiet = now.join() === shown.join() ? quiet + 1 : 0;
        shown = now;
      }
      assert.deepEqual(unexpected, []);
      return shown.sort();
    } finally {
      lookup.dispose();
      permissions.dispose();
    }
  }

  it('are found to the top, through kinds that nobody has heard of', async () => {
    assert.deepEqual(await tops(api), ['Job/plain', 'Notebook/ana', 'RayJob/train', 'Thing/mine']);
  });

  it('are the nearest ones for somebody who may see nothing but pods, and no request is refused', async () => {
    const { kubeconfig } = await plane.namespacedUser(NAMESPACE, 'ben', [
      { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] },
    ]);
    const limited = await apiOf(kubeconfig);
    try {
      assert.deepEqual(await tops(limited), [
        'Job/plain',
        'RayCluster/train-raycluster-x7',
        'ReplicaSet/mine-1-abc',
        'StatefulSet/ana',
      ]);
    } finally {
      limited.dispose();
    }
  });
});

const SPEC = { containers: [{ name: 'main', image: 'none' }] };

function body(kind: string, labels: Readonly<Record<string, string>>): object {
  const template = { metadata: { labels }, spec: SPEC };
  if (kind === 'Job')
    return { spec: { template: { metadata: { labels }, spec: { ...SPEC, restartPolicy: 'Never' } } } };
  if (kind === 'StatefulSet' || kind === 'ReplicaSet')
    return { spec: { replicas: 1, selector: { matchLabels: labels }, template } };
  return {};
}
