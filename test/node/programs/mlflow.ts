import { deploymentOf, readyAt, serviceOf, type RealProgram } from './real-program.ts';

const labels = { 'app.kubernetes.io/name': 'mlflow', 'app.kubernetes.io/instance': 'ml' };

/** With the labels of the community's chart. */
export const mlflow: RealProgram = {
  tool: 'mlflow',
  title: 'MLflow',
  objects: (place) => [
    serviceOf(place, 'ml-mlflow', labels, [{ name: 'http', port: 80, targetPort: 'mlflow' }]),
    deploymentOf(place, {
      name: 'ml-mlflow',
      labels,
      container: {
        name: 'mlflow',
        command: ['mlflow', 'server', '--host', '0.0.0.0', '--port', '5000', '--workers', '1'],
        args: [
          ...['--backend-store-uri', 'sqlite:////tmp/mlflow.db'],
          ...['--serve-artifacts', '--artifacts-destination', '/tmp/artifacts'],
        ],
        env: [{ name: 'MLFLOW_SERVER_ENABLE_JOB_EXECUTION', value: 'false' }], // its job workers take a gigabyte
        ports: [{ name: 'mlflow', containerPort: 5000 }],
        readinessProbe: readyAt('/health', 'mlflow'),
      },
    }),
  ],
  page: { holds: /<title>MLflow<\/title>/, shows: /Experiments/ },
  code: [
    {
      snippet: 'python',
      then: [
        'runs = mlflow.search_runs(experiment_names=["my-experiment"])',
        'print("logged", len(runs), runs["params.lr"][0], runs["metrics.loss"][0])',
      ].join('\n'),
      prints: /^logged 1 0\.0003 0\.25$/m,
    },
  ],
};
