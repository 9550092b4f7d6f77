import assert from 'node:assert/strict';
import { isRecord, record, text, textMap, type JsonRecord } from '../common/json.ts';
import { families } from './testing/installs/families.ts';
import { doors, k8s, pod, service, workload } from './testing/installs/install.ts';
import { detect } from './testing/detect.ts';

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet'];
const installs = families.flatMap(([, family]) => family);

/** What the API server shows of a workload to somebody who may see pods and no workloads. */
function podOf(object: JsonRecord): JsonRecord[] {
  const kind = text(object, 'kind') ?? '';
  if (!WORKLOADS.includes(kind)) return [object];
  if (record(object, 'spec')['replicas'] === 0) return [];
  const name = text(object, 'metadata', 'name') ?? '';
  const owner = kind === 'Deployment' ? { kind: 'ReplicaSet', name: `${name}-5d8` } : { kind, name };
  return [
    {
      kind: 'Pod',
      metadata: {
        name: `${owner.name}-x7k2p`,
        namespace: text(object, 'metadata', 'namespace'),
        labels: textMap(object, 'spec', 'template', 'metadata', 'labels'),
        ownerReferences: [{ ...owner, controller: true }],
      },
      spec: record(object, 'spec', 'template', 'spec'),
      status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
    },
  ];
}

describe('tools for somebody who may not see everything', () => {
  it('are the same without workloads: their pods say as much', () => {
    for (const { title, objects, expect } of installs) {
      // Where no Service leads to it, the way in is a pod and has another name.
      if (/typing error|went to the namespace default/.test(title)) continue;
      assert.deepEqual(doors(objects.flatMap(podOf)), expect, title);
    }
  });

  it('are the same without ConfigMaps and routes, but for what only those know', () => {
    const onlyThere = /ConfigMap|only its (route|configuration) knows/;
    for (const { title, objects, expect } of installs.filter((one) => !onlyThere.test(one.title)))
      assert.deepEqual(
        doors(
          objects.filter((object) => !['ConfigMap', 'IngressRoute'].includes(text(object, 'kind') ?? '')),
        ),
        expect,
        title,
      );
  });

  it('are opened at the right port by their Services alone', () => {
    // What stands behind these is needed to tell.
    const unclear =
      /insecure|nginx with the label|a running application|on Knative|a pipeline and Postgres|went to the namespace/;
    const place = (line: string): string => line.split(' ').slice(0, 2).join(' ');
    for (const { title, objects, expect } of installs.filter((one) => !unclear.test(one.title))) {
      const right = expect.map(place);
      const wrong = doors(objects.filter((object) => text(object, 'kind') === 'Service'))
        .map(place)
        .filter((line) => !right.includes(line));
      assert.deepEqual(wrong, [], title);
    }
  });

  it('are mostly found by their Services alone', () => {
    const wanted = installs.flatMap(({ expect }) => expect);
    const found = installs.flatMap(({ objects, expect }) => {
      const lines = doors(objects.filter((object) => text(object, 'kind') === 'Service'));
      return expect.filter((line) => lines.some((other) => other.split(' ')[1] === line.split(' ')[1]));
    });
    assert.ok(found.length / wanted.length > 0.75, `${found.length} of ${wanted.length}`);
  });

  it('are listed though no Service may be seen', () => {
    const labels = k8s('mlflow', 'ml');
    const [tool, ...others] = detect(
      ...pod('ml-mlflow-5d8-x', labels, {
        run: [{ image: 'ghcr.io/mlflow/mlflow:v2.19.0', ports: 'http 5000' }],
      }),
    );
    assert.deepEqual(others, []);
    assert.deepEqual([tool?.name, tool?.state, tool?.version], ['ml', 'ready', '2.19.0']);
    // The pod itself is the way in.
    assert.deepEqual(tool?.endpoints[0], {
      id: 'ui',
      title: 'MLflow UI and tracking API',
      service: 'ml-mlflow-5d8-x',
      pod: 'ml-mlflow-5d8-x',
      port: 5000,
      scheme: 'http',
      path: '/',
      main: true,
      health: '/health',
      preferredLocalPort: 5000,
    });
  });

  it('are told of by a Deployment that neither a Service nor a pod leads to', () => {
    const tools = detect(
      ...workload('lab', 'app=lab', { ready: 0, run: [{ image: 'quay.io/jupyter/scipy-notebook:latest' }] }),
    );
    assert.deepEqual(
      tools.map(({ tool, state, endpoints: [door] }) => [tool, state, door?.workload, door?.port]),
      [['jupyter', 'down', 'lab', 8888]],
    );
  });

  it('name where a password is, never what it is', () => {
    const secret = { secretKeyRef: { name: 'g-grafana', key: 'admin-password' } };
    const [server] = workload('g-grafana', k8s('grafana', 'g'), { run: ['grafana/grafana:12.1.0'] });
    const containers = [
      {
        name: 'grafana',
        image: 'grafana/grafana:12.1.0',
        env: [
          { name: 'GF_SECURITY_ADMIN_PASSWORD', valueFrom: secret },
          { name: 'GF_DATABASE_PASSWORD', value: 'hunter2' },
          { name: 'SERVER_BASEPATH', value: '/x' },
        ],
      },
    ];
    const template = { metadata: { labels: textMap(server, 'spec', 'selector') }, spec: { containers } };
    const spec = { ...record(server, 'spec'), template };
    assert.ok(isRecord(server));
    const tools = detect(
      { ...server, spec },
      ...service('g-grafana', k8s('grafana', 'g'), 'service 80>3000'),
    );
    const credentials = tools.flatMap((tool) => tool.credentials ?? []);
    assert.deepEqual(
      credentials.map((one) => [one.secret, one.key]),
      [['g-grafana', 'admin-password']],
    );
    assert.doesNotMatch(JSON.stringify(tools), /hunter2/);
  });
});
