import type { RealNode } from './real-node.ts';

/** A notebook server as people run one: a Deployment, a Service, a token in a Secret. */
export function jupyterServer(namespace: string, node: Pick<RealNode, 'selector' | 'images'>): string {
  const labels = { app: 'jupyter' };
  const container = {
    name: 'lab',
    image: node.images.jupyter,
    imagePullPolicy: 'IfNotPresent',
    command: [
      'jupyter-lab',
      '--ip=0.0.0.0',
      '--port=8888',
      '--no-browser',
      '--allow-root',
      '--ServerApp.root_dir=/tmp',
    ],
    env: [
      { name: 'JUPYTER_TOKEN', valueFrom: { secretKeyRef: { name: 'jupyter-token', key: 'token' } } },
      { name: 'HOME', value: '/tmp' },
    ],
    ports: [{ name: 'http', containerPort: 8888 }],
    readinessProbe: { httpGet: { path: '/api', port: 'http' }, periodSeconds: 1, timeoutSeconds: 5 },
  };
  const items = [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'jupyter-token', namespace },
      stringData: { token: 'a-token-of-this-test' },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'jupyter', namespace, labels },
      spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'jupyter', namespace, labels },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { nodeSelector: node.selector, terminationGracePeriodSeconds: 1, containers: [container] },
        },
      },
    },
  ];
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}
