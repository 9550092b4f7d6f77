import { deploymentOf, readyAt, serviceOf, type RealProgram } from './real-program.ts';

const part = (component: string) => ({ 'dask.org/cluster-name': 'etl', 'dask.org/component': component });

/** A cluster as the operator makes it: the labels say which part belongs to which cluster. */
export const dask: RealProgram = {
  tool: 'dask-operator',
  title: 'Dask',
  objects: (place) => [
    serviceOf(place, 'etl-scheduler', part('scheduler'), [
      { name: 'tcp-comm', port: 8786, targetPort: 'tcp-comm' },
      { name: 'http-dashboard', port: 8787, targetPort: 'http-dashboard' },
    ]),
    deploymentOf(place, {
      name: 'etl-scheduler',
      labels: part('scheduler'),
      container: {
        name: 'scheduler',
        command: ['dask', 'scheduler', '--host', '0.0.0.0'],
        ports: [
          { name: 'tcp-comm', containerPort: 8786 },
          { name: 'http-dashboard', containerPort: 8787 },
        ],
        readinessProbe: readyAt('/health', 'http-dashboard'),
      },
    }),
    deploymentOf(place, {
      name: 'etl-worker',
      labels: part('worker'),
      replicas: 2,
      container: {
        name: 'worker',
        command: ['dask', 'worker', 'tcp://$(ETL_SCHEDULER_SERVICE_HOST):8786', '--nthreads', '1'],
        args: ['--memory-limit', '512MiB', '--no-nanny', '--dashboard-address', ':8788'],
        ports: [{ name: 'http-dashboard', containerPort: 8788 }],
        readinessProbe: readyAt('/health', 'http-dashboard'),
      },
    }),
  ],
  services: ['etl-scheduler'],
  page: { holds: /<title>Dask: Status|Dask Diagnostic UI/, shows: /Workers/ },
  code: [
    {
      snippet: 'python',
      then: [
        'import socket',
        'client.wait_for_workers(2, timeout=60)',
        'hosts = client.run(socket.gethostname)',
        'print("on", *sorted({name.rsplit("-", 2)[0] for name in hosts.values()}), len(hosts))',
        'print("sum", client.submit(sum, range(10)).result(timeout=60))',
      ].join('\n'),
      prints: /^on etl-worker 2\nsum 45$/m,
    },
  ],
};
