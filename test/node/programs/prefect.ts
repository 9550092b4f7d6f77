import { deploymentOf, readyAt, serviceOf, type RealProgram } from './real-program.ts';

const labels = {
  'app.kubernetes.io/name': 'prefect-server',
  'app.kubernetes.io/instance': 'flows',
  'app.kubernetes.io/component': 'server',
};

/** With the labels and the port names of Prefect's own chart. */
export const prefect: RealProgram = {
  tool: 'prefect',
  title: 'Prefect',
  objects: (place) => [
    serviceOf(place, 'flows-prefect-server', labels, [
      { name: 'server-svc-port', port: 4200, targetPort: 'server-port' },
    ]),
    deploymentOf(place, {
      name: 'flows-prefect-server',
      labels,
      container: {
        name: 'prefect-server',
        command: ['prefect', 'server', 'start', '--host', '0.0.0.0', '--port', '4200'],
        env: [
          { name: 'PREFECT_HOME', value: '/tmp/prefect' },
          { name: 'PREFECT_SERVER_ANALYTICS_ENABLED', value: 'false' },
          { name: 'PREFECT_UI_API_URL', value: 'http://localhost:4200/api' }, // as the chart sets it
        ],
        ports: [{ name: 'server-port', containerPort: 4200 }],
        readinessProbe: readyAt('/api/health', 'server-port'),
      },
    }),
  ],
  page: { holds: /<title>Prefect Server<\/title>/, shows: /Flow Runs|Flows/ },
  code: [
    {
      snippet: 'python',
      then: [
        'from prefect import flow',
        '@flow',
        'def double(n: int): return 2 * n',
        'print("flow gave", double(21))',
        'from prefect.client.orchestration import get_client',
        'with get_client(sync_client=True) as client:',
        '    print("server", client.api_url, *(run.state.name for run in client.read_flow_runs()))',
      ].join('\n'),
      prints: /^flow gave 42\nserver http:\/\/127\.0\.0\.1:\d+\/api\/? Completed$/m,
    },
  ],
};
