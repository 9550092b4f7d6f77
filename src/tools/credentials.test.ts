import assert from 'node:assert/strict';
import type { JsonRecord } from '../common/json.ts';
import type { Credential } from './installed-tool.ts';
import { app, k8s, old, service } from './testing/installs/install.ts';
import { detect } from './testing/objects.ts';

/** A Deployment whose container takes variables from Secrets: `NAME=secret/key`. */
function server(
  name: string,
  labels: Record<string, string>,
  image: string,
  env: readonly string[],
): JsonRecord {
  const variables = env.map((word) => {
    const [variable = '', place = ''] = word.split('=');
    const [secret, key] = place.split('/');
    return key === undefined
      ? { name: variable, value: secret }
      : { name: variable, valueFrom: { secretKeyRef: { name: secret, key } } };
  });
  return {
    kind: 'Deployment',
    metadata: { name, namespace: 'team-a', labels },
    spec: { template: { metadata: { labels }, spec: { containers: [{ name, image, env: variables }] } } },
    status: { readyReplicas: 1 },
  };
}

function credentialsOf(...objects: JsonRecord[][]): readonly Omit<Credential, 'title'>[] {
  return detect(...objects.flat())
    .flatMap(({ credentials = [] }) => credentials)
    .map(({ id, secret, key }) => ({ id, secret, key }));
}

describe('where the passwords of a tool are', () => {
  it('is told by the variables that take them from a Secret', () => {
    assert.deepEqual(
      credentialsOf(service('files', 'app=files', 'api 9000, console 9001'), [
        server('files', { app: 'files' }, 'minio/minio:latest', [
          'MINIO_ROOT_USER=files-minio/rootUser',
          'MINIO_ROOT_PASSWORD=files-minio/rootPassword',
        ]),
      ]),
      [
        { id: 'user', secret: 'files-minio', key: 'rootUser' },
        { id: 'password', secret: 'files-minio', key: 'rootPassword' },
      ],
    );
  });

  it('is told by the name of the cluster where ECK made it', () => {
    const labels = 'common.k8s.elastic.co/type=elasticsearch elasticsearch.k8s.elastic.co/cluster-name=logs';
    assert.deepEqual(credentialsOf(service('logs-es-http', labels, 'https 9200')), [
      { id: 'elastic', secret: 'logs-es-elastic-user', key: 'elastic' },
    ]);
  });

  it('is fixed for the first password of Argo CD', () => {
    assert.deepEqual(
      credentialsOf(app('argocd-server', '@name=argocd-server @part-of=argocd', 'http 80, https 443')),
      [{ id: 'admin', secret: 'argocd-initial-admin-secret', key: 'password' }],
    );
  });

  it('is not known where a variable has the value itself, and the value is nowhere', () => {
    const objects = [
      service('nb', 'app=nb', '8888'),
      [server('nb', { app: 'nb' }, 'jupyter/base-notebook:latest', ['JUPYTER_TOKEN=s3cr3t'])],
    ];
    assert.deepEqual(credentialsOf(...objects), []);
    assert.doesNotMatch(JSON.stringify(detect(...objects.flat())), /s3cr3t/);
  });

  it('is that of the tool, not of its database', () => {
    const labels = { 'app.kubernetes.io/name': 'mlflow', 'app.kubernetes.io/instance': 'ml' };
    assert.deepEqual(
      credentialsOf(
        service('ml-mlflow', k8s('mlflow', 'ml'), 'http 80'),
        [
          server('ml-mlflow', labels, 'ghcr.io/mlflow/mlflow:v2.19.0', [
            'POSTGRES_PASSWORD=ml-postgresql/password',
          ]),
        ],
        app('ml-postgresql', k8s('postgresql', 'ml', '@component=primary'), 'tcp-postgresql 5432'),
      ),
      [],
    );
  });

  it('is nothing for a tool that has none', () => {
    assert.deepEqual(
      credentialsOf(app('mb-metabase', old('metabase', 'mb', 'metabase-2.26.0'), 'metabase 80>3000')),
      [],
    );
  });
});
