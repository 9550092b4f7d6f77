import assert from 'node:assert/strict';
import { isCancelled } from '../../common/cancellation.ts';
import { at, record, text, type JsonRecord } from '../../common/json.ts';
import type { Bundle } from '../../diagnostics/bundle.ts';
import { ApiDouble, type DoubleObject } from '../live/testing/api-double.ts';
import { PlainApi } from '../live/testing/plain-api.ts';
import { gatherEvidence, gatherNamespace, type EvidenceOptions, type EvidenceSubject } from './gather.ts';

const NS = 'team-a';
const SECRET_WORD = 'hunter2';
const inNamespace = (plural: string, root = '/api/v1'): string => `${root}/namespaces/${NS}/${plural}`;
const never = new AbortController().signal;

const crashing = (name: string, more: Record<string, unknown> = {}): DoubleObject => ({
  metadata: {
    name,
    namespace: NS,
    creationTimestamp: '2026-01-15T10:00:00Z',
    managedFields: [{ manager: 'kubectl' }],
    annotations: {
      'kubectl.kubernetes.io/last-applied-configuration': SECRET_WORD,
      'example.com/owner': 'ana',
    },
    ownerReferences: [
      { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'api-abc', uid: 'uid-api-abc', controller: true },
    ],
    labels: { app: 'api' },
  },
  spec: {
    nodeName: 'node-1',
    containers: [
      {
        name: 'main',
        env: [
          { name: 'PASSWORD', value: SECRET_WORD },
          { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'creds', key: 'token' } } },
          { name: 'URL', valueFrom: { configMapKeyRef: { name: 'gone', key: 'url' } } },
        ],
      },
    ],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'home' } }],
    ...more,
  },
  status: {
    phase: 'Running',
    containerStatuses: [
      {
        name: 'main',
        ready: false,
        restartCount: 3,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: { terminated: { exitCode: 1, reason: 'Error' } },
      },
    ],
  },
});
const event = (name: string, kind: string, about: string): DoubleObject => ({
  metadata: { name, namespace: NS },
  involvedObject: { kind, name: about, namespace: NS },
  reason: 'X',
});

describe('gathering evidence', () => {
  let double: ApiDouble;
  let api: PlainApi;

  beforeEach(async () => {
    double = await ApiDouble.start();
    api = new PlainApi(double.url);
    for (const plural of [
      'pods',
      'events',
      'persistentvolumeclaims',
      'resourcequotas',
      'limitranges',
      'secrets',
      'configmaps',
      'services',
    ])
      double.serve(inNamespace(plural));
    for (const plural of ['replicasets', 'deployments', 'statefulsets', 'daemonsets'])
      double.serve(inNamespace(plural, '/apis/apps/v1'));
    for (const plural of ['jobs', 'cronjobs']) double.serve(inNamespace(plural, '/apis/batch/v1'));
    double.put(inNamespace('pods'), crashing('api-abc-1'));
    double.put(inNamespace('events'), event('e1', 'Pod', 'api-abc-1'));
    double.put(inNamespace('events'), event('e2', 'Pod', 'another'));
    double.put(inNamespace('events'), event('e3', 'ReplicaSet', 'api-abc'));
    const owner = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: 'api',
      uid: 'uid-api',
      controller: true,
    };
    double.put(inNamespace('replicasets', '/apis/apps/v1'), {
      metadata: { name: 'api-abc', namespace: NS, ownerReferences: [owner] },
      spec: { replicas: 1 },
    });
    double.put(inNamespace('deployments', '/apis/apps/v1'), {
      metadata: { name: 'api', namespace: NS },
      spec: {
        selector: { matchLabels: { app: 'api' } },
        template: { spec: { containers: [{ env: [{ name: 'PASSWORD', value: SECRET_WORD }] }] } },
      },
    });
    double.put(inNamespace('persistentvolumeclaims'), {
      metadata: { name: 'home', namespace: NS },
      spec: { volumeName: 'pv-1', storageClassName: 'fast' },
    });
    double.put('/api/v1/persistentvolumes', { metadata: { name: 'pv-1' } });
    double.put('/apis/storage.k8s.io/v1/storageclasses', { metadata: { name: 'fast' } });
    double.put('/api/v1/nodes', {
      metadata: { name: 'node-1' },
      status: { allocatable: { cpu: '4' }, images: [{ names: ['x'] }] },
    });
    double.put(inNamespace('resourcequotas'), { metadata: { name: 'q', namespace: NS } });
    double.put(inNamespace('secrets'), {
      metadata: {
        name: 'creds',
        namespace: NS,
        annotations: { 'kubectl.kubernetes.io/last-applied-configuration': SECRET_WORD },
        managedFields: [{ fieldsV1: { 'f:data': { '.': {}, 'f:token': {} } } }],
      },
      data: { password: SECRET_WORD }, // a server that does not know how to give metadata alone
    });
    double.texts.set(`${inNamespace('pods')}/api-abc-1/log?previous`, 'Traceback: no module named torch\n');
  });
  afterEach(async () => {
    api.dispose();
    await double.stop();
  });

  const of = (bundle: Bundle, kind: string): string[] =>
    bundle.objects
      .filter((object) => object['kind'] === kind)
      .map((object) => text(object, 'metadata', 'name') ?? '')
      .sort();
  const one = (bundle: Bundle, kind: string, name: string): JsonRecord => {
    const found = bundle.objects.find(
      (object) => object['kind'] === kind && text(object, 'metadata', 'name') === name,
    );
    assert.ok(found, `${kind} ${name}`);
    return found;
  };
  const gather = (subject: Partial<EvidenceSubject>, options: EvidenceOptions = {}) =>
    gatherEvidence(api, { kind: 'Pod', namespace: NS, name: 'api-abc-1', ...subject }, options, never);

  it('has the pod, its events, owners to the top with theirs, storage, node, limits, and the log of the run that failed', async () => {
    const { bundle, requests, bytes } = await gather({});
    assert.deepEqual(of(bundle, 'Pod'), ['api-abc-1']);
    assert.deepEqual(of(bundle, 'Event'), ['e1', 'e3']);
    assert.deepEqual(of(bundle, 'ReplicaSet'), ['api-abc']);
    assert.deepEqual(of(bundle, 'Deployment'), ['api']);
    assert.deepEqual(of(bundle, 'PersistentVolumeClaim'), ['home']);
    assert.deepEqual(of(bundle, 'PersistentVolume'), ['pv-1']);
    assert.deepEqual(of(bundle, 'StorageClass'), ['fast']);
    assert.deepEqual(of(bundle, 'Node'), ['node-1']);
    assert.deepEqual(of(bundle, 'ResourceQuota'), ['q']);
    assert.deepEqual(bundle.logs, [
      {
        namespace: NS,
        pod: 'api-abc-1',
        container: 'main',
        previous: true,
        text: 'Traceback: no module named torch\n',
      },
    ]);
    assert.equal(requests, double.seen.length);
    assert.ok(bytes > 1_000);
    assert.ok(requests <= 25, `${requests} requests`);
    assert.equal(
      new Set(double.seen.map((seen) => `${seen.path}?${seen.query.toString()}`)).size,
      requests,
      'nothing is asked twice',
    );
  });

  it('never has the value of a secret, a config map or an environment variable, nor what field managers keep', async () => {
    const { bundle } = await gather({});
    const whole = JSON.stringify(bundle);
    assert.ok(!whole.includes(SECRET_WORD));
    assert.ok(!whole.includes('managedFields'));
    assert.ok(!whole.includes('"images"'));
    assert.deepEqual(record(one(bundle, 'Secret', 'creds'), 'data'), { token: '<set>', password: '<set>' });
    assert.equal(
      text(one(bundle, 'Pod', 'api-abc-1'), 'metadata', 'annotations', 'example.com/owner'),
      'ana',
    );
    assert.deepEqual(at(one(bundle, 'Pod', 'api-abc-1'), 'spec', 'containers', 0, 'env', 0), {
      name: 'PASSWORD',
      value: '<set>',
    });
    assert.deepEqual(
      at(one(bundle, 'Deployment', 'api'), 'spec', 'template', 'spec', 'containers', 0, 'env', 0),
      { name: 'PASSWORD', value: '<set>' },
    );
    const asked = double.seen.filter((seen) => /\/(secrets|configmaps)\//.test(seen.path));
    assert.deepEqual(
      new Set(asked.map((seen) => seen.accept)),
      new Set(['application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1']),
    );
  });

  it('says what is not there', async () => {
    const { bundle } = await gather({});
    assert.ok(
      bundle.notSeen.some(
        (gap) => gap.what === 'configmaps' && gap.name === 'gone' && gap.reason === 'not-there',
      ),
    );
  });

  it('says what this user may not see, and goes on without it', async () => {
    double.fault = (seen, response) => {
      if (seen.path.endsWith('/api-abc-1')) return false;
      response.writeHead(403).end('{"kind":"Status","code":403}');
      return true;
    };
    const { bundle } = await gather({});
    assert.deepEqual(of(bundle, 'Pod'), ['api-abc-1']);
    const refused = new Set(
      bundle.notSeen.filter((gap) => gap.reason === 'not-allowed').map((gap) => gap.what),
    );
    for (const what of [
      'events',
      'logs',
      'nodes',
      'persistentvolumeclaims',
      'replicasets',
      'resourcequotas',
      'secrets',
    ])
      assert.ok(refused.has(what), what);
  });

  it("does not take the kubelet's sentence about a log that is gone for the log", async () => {
    const sentence = 'unable to retrieve container logs for containerd://0123abcd';
    double.texts.set(`${inNamespace('pods')}/api-abc-1/log?previous`, sentence);
    const { bundle } = await gather({});
    assert.deepEqual(bundle.logs, []);
    assert.ok(bundle.notSeen.some((gap) => gap.what === 'logs' && gap.reason === 'not-there'));
  });

  it('keeps within its requests, and says that there would be more', async () => {
    const { bundle, requests } = await gather({}, { requests: 4 });
    assert.equal(requests, 4);
    assert.equal(double.seen.length, 4);
    assert.ok(bundle.notSeen.some((gap) => gap.reason === 'failed'));
  });

  it('does not look for trouble around a pod that is well', async () => {
    const pod = crashing('well');
    pod['status'] = {
      phase: 'Running',
      containerStatuses: [{ name: 'main', ready: true, restartCount: 0, state: { running: {} } }],
    };
    double.put(inNamespace('pods'), pod);
    const { bundle } = await gather({ name: 'well' });
    assert.deepEqual(of(bundle, 'Secret'), []);
    assert.deepEqual(bundle.logs, []);
    assert.deepEqual(of(bundle, 'PersistentVolumeClaim'), ['home']);
  });

  it('looks at all nodes and at what is taken of them when a pod is on none', async () => {
    const pod = crashing('waits', { nodeName: undefined });
    pod['status'] = { phase: 'Pending' };
    double.put(inNamespace('pods'), pod);
    double.put('/api/v1/pods', {
      ...crashing('elsewhere'),
      metadata: { name: 'elsewhere', namespace: 'team-b' },
    });
    const asked = double.next((seen) => seen.path === '/api/v1/pods');
    double.fault = (seen) => {
      seen.query.delete('fieldSelector'); // the double knows no negations
      return false;
    };
    const { bundle } = await gather({ name: 'waits' });
    await asked;
    assert.deepEqual(of(bundle, 'Node'), ['node-1']);
    const other = one(bundle, 'Pod', 'elsewhere');
    assert.equal(text(other, 'spec', 'nodeName'), 'node-1');
    assert.equal(at(other, 'spec', 'volumes'), undefined);
  });

  it('looks at the devices that a pod claims: by name, and those made for it from a template', async () => {
    const root = '/apis/resource.k8s.io/v1';
    const pod = crashing('claims', {
      resourceClaims: [
        { name: 'gpu', resourceClaimTemplateName: 'one-gpu' },
        { name: 'nic', resourceClaimName: 'shared-nic' },
      ],
    });
    pod['status'] = {
      phase: 'Pending',
      resourceClaimStatuses: [{ name: 'gpu', resourceClaimName: 'claims-gpu-x7' }],
    };
    double.put(inNamespace('pods'), pod);
    double.texts.set('/apis/resource.k8s.io', JSON.stringify({ preferredVersion: { version: 'v1' } }));
    const asks = (name: string): DoubleObject => ({
      metadata: { name, namespace: NS },
      spec: { devices: { requests: [{ name: 'd', exactly: { deviceClassName: 'gpu.example.com' } }] } },
    });
    double.put(inNamespace('resourceclaims', root), asks('claims-gpu-x7'));
    double.put(inNamespace('resourceclaims', root), asks('shared-nic'));
    double.put(inNamespace('resourceclaimtemplates', root), {
      metadata: { name: 'one-gpu', namespace: NS },
      spec: { spec: asks('one-gpu')['spec'] },
    });
    double.put(`${root}/deviceclasses`, { metadata: { name: 'gpu.example.com' } });
    const { bundle } = await gather({ name: 'claims' });
    assert.deepEqual(of(bundle, 'ResourceClaim'), ['claims-gpu-x7', 'shared-nic']);
    assert.deepEqual(of(bundle, 'ResourceClaimTemplate'), ['one-gpu']);
    assert.deepEqual(of(bundle, 'DeviceClass'), ['gpu.example.com']);
  });

  it('asks for no devices where a pod claims none', async () => {
    await gather({});
    assert.ok(!double.seen.some((seen) => seen.path.startsWith('/apis/resource.k8s.io')));
  });

  it('explains a deployment by its newest ReplicaSet and its failing pods', async () => {
    const { bundle } = await gather({ kind: 'Deployment', name: 'api' });
    assert.deepEqual(of(bundle, 'Pod'), ['api-abc-1']);
    assert.deepEqual(of(bundle, 'ReplicaSet'), ['api-abc']);
    assert.deepEqual(of(bundle, 'Event'), ['e1', 'e3']);
    assert.equal(bundle.logs.length, 1);
    assert.equal(
      double.seen.find((seen) => seen.path === inNamespace('pods'))?.query.get('labelSelector'),
      'app=api',
    );
  });

  it('explains a claim by what uses it', async () => {
    const { bundle } = await gather({ kind: 'PersistentVolumeClaim', name: 'home' });
    assert.deepEqual(of(bundle, 'PersistentVolumeClaim'), ['home']);
    assert.deepEqual(of(bundle, 'Pod'), ['api-abc-1']);
  });

  it('explains a custom resource by the pods that name it, and finds where such things are served', async () => {
    const pod = crashing('flow-1');
    pod.metadata['ownerReferences'] = [
      { apiVersion: 'flows.dev/v2', kind: 'Flow', name: 'nightly', uid: 'f', controller: true },
    ];
    double.put(inNamespace('pods'), pod);
    double.texts.set(
      '/apis/flows.dev/v2',
      JSON.stringify({
        resources: [
          { name: 'flows/status', kind: 'Flow', namespaced: true },
          { name: 'flows', kind: 'Flow', namespaced: true },
        ],
      }),
    );
    double.put(inNamespace('flows', '/apis/flows.dev/v2'), {
      metadata: { name: 'nightly', namespace: NS },
      spec: { steps: [{ env: [{ name: 'A', value: SECRET_WORD }] }] },
    });
    const { bundle } = await gather({ kind: 'Flow', name: 'nightly' });
    assert.equal(at(one(bundle, 'Flow', 'nightly'), 'spec', 'steps', 0, 'env', 0, 'value'), '<set>');
    assert.deepEqual(of(bundle, 'Pod'), ['flow-1']);
  });

  it('reads a namespace from shared lists, and logs of a few of its failing pods', async () => {
    for (let index = 0; index < 30; index += 1) double.put(inNamespace('pods'), crashing(`same-${index}`));
    const { bundle, requests } = await gatherNamespace(api, NS, { closely: 2 }, never);
    assert.equal(of(bundle, 'Pod').length, 31);
    assert.deepEqual(of(bundle, 'Event'), ['e1', 'e2', 'e3']);
    assert.equal(double.seen.filter((seen) => seen.path.endsWith('/log')).length, 2);
    assert.ok(requests <= 25, `${requests} requests`);
    assert.ok(!JSON.stringify(bundle).includes(SECRET_WORD));
  });

  it('asks a machine that hands out no log for no other one, and all the others', async () => {
    for (let index = 0; index < 10; index += 1) {
      const pod = crashing(`there-${index}`, { nodeName: `node-${index}` });
      double.put(inNamespace('pods'), pod);
      double.put(inNamespace('pods'), crashing(`gone-${index}`));
      double.texts.set(`${inNamespace('pods')}/there-${index}/log?previous`, 'last words');
    }
    const hanging: string[] = [];
    double.fault = ({ path }) => {
      if (!/(gone-\d|api-abc-1|there-1)\/log/.test(path)) return false;
      hanging.push(path);
      return true; // and never says a word
    };
    const { bundle } = await gatherNamespace(api, NS, { closely: 30, atOnce: 2, logMs: 1_000 }, never);
    assert.ok(hanging.length <= 2, `${hanging.length} were waited for`);
    assert.equal(bundle.logs.length, 9, 'those of all other machines');
    assert.ok(bundle.notSeen.some(({ what, name }) => what === 'logs' && name === 'gone-3'));
  });

  it('says that a pod is not there', async () => {
    const { bundle } = await gather({ name: 'nobody' });
    assert.deepEqual(bundle.objects, []);
    assert.deepEqual(bundle.notSeen, [{ what: 'pods', namespace: NS, name: 'nobody', reason: 'not-there' }]);
  });

  it('ends with a cancellation, and asks nothing more', async () => {
    const stop = new AbortController();
    double.fault = () => {
      stop.abort();
      return false;
    };
    await assert.rejects(
      gatherEvidence(api, { kind: 'Pod', namespace: NS, name: 'api-abc-1' }, {}, stop.signal),
      isCancelled,
    );
    assert.ok(double.seen.length <= 2);
  });
});
