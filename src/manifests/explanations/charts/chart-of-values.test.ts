import assert from 'node:assert/strict';
import { fieldAt } from '../../position/field-at.ts';
import { ManifestFile } from '../../documents/manifest-file.ts';
import { isLikelyManifest } from '../../documents/likely-manifest.ts';
import { chartOfValues } from './chart-of-values.ts';

const chartOf = (text: string, name = 'values.yaml'): string | undefined => {
  const found = fieldAt(new ManifestFile(text), text.search(/\S/), name, chartOfValues);
  const sort = found?.field.document;
  // What is explained must also have woken the server.
  if (sort?.sort === 'values') assert.ok(isLikelyManifest(name, text), text);
  return sort?.sort === 'values' ? sort.chart : undefined;
};

describe('the chart of a values file', () => {
  it('is known by keys that only this chart has', () => {
    for (const [chart, text] of [
      ['jupyterhub', 'hub:\n  config: {}\nsingleuser:\n  memory: {limit: 2G}\n'],
      ['jupyterhub', 'singleuser: {}\nproxy: {}\n'],
      ['daskhub', 'jupyterhub:\n  hub: {}\ndask-gateway: {}\n'],
      ['airflow', 'executor: KubernetesExecutor\ndags:\n  gitSync: {enabled: true}\n'],
      ['airflow', 'webserver: {}\ntriggerer: {}\n'],
      ['dask', 'scheduler: {}\nworker: {replicas: 3}\njupyter: {enabled: false}\n'],
      ['mlflow', 'backendStore:\n  postgres: {}\n'],
      ['prefect-worker', 'worker:\n  config:\n    workPool: k8s\n'],
      ['prefect-server', 'server:\n  uiConfig: {}\n'],
    ] as const)
      assert.equal(chartOf(text), chart, text);
    assert.equal(chartOf('hub: {}\nsingleuser: {}\n', 'config.yaml'), 'jupyterhub');
    assert.equal(chartOf('singleuser: {}\nhub: {}\n', 'deploy/prod-values.yml'), 'jupyterhub');
    assert.equal(chartOf('singleuser: {}\nhub: {}\n', 'deploy/jupyterhub-prod.yaml'), 'jupyterhub');
    assert.equal(chartOf('webserver: {}\ntriggerer: {}\n', 'airflow.yml'), 'airflow');
  });

  it('is not guessed', () => {
    for (const text of [
      'image: {repository: nginx}\nservice: {port: 80}\n',
      'worker: {replicas: 2}\n',
      'server: {port: 1}\n',
      'scheduler: {}\nworker: {}\n',
      'hub: {}\n',
    ])
      assert.equal(chartOf(text), undefined, text);
    assert.equal(chartOf('hub: {}\nsingleuser: {}\n', 'compose.yaml'), undefined);
    // Prefect's own file of deployments.
    assert.equal(
      chartOf('name: a\ndeployments: [{name: b, work_pool: {name: c}}]\n', 'prefect.yaml'),
      undefined,
    );
    assert.equal(
      chartOf('services: {webserver: {}, scheduler: {}}\n', 'docker-compose-airflow.yaml'),
      undefined,
    );
  });
});
