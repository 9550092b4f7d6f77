import { join } from 'node:path';
import { build } from 'esbuild';
import type { RealNode } from '../real-node.ts';

/** The Service `web` with these ports, named and not, in front of a Deployment of one pod that runs `program.ts`. */
export async function putWeb(
  node: Pick<RealNode, 'plane' | 'selector' | 'images'>,
  namespace: string,
): Promise<void> {
  const metadata = { name: 'web', namespace };
  const labels = { app: 'web' };
  const container = {
    name: 'web',
    image: node.images.node,
    imagePullPolicy: 'IfNotPresent',
    command: ['node', '/program/program.cjs'],
    ports: [
      { name: 'http', containerPort: 8080 },
      { name: 'echo', containerPort: 8081 },
    ],
    volumeMounts: [{ name: 'program', mountPath: '/program' }],
    readinessProbe: { httpGet: { path: '/', port: 'http' }, periodSeconds: 1 },
  };
  const items = [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'program.cjs': await bundledProgram() } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            nodeSelector: node.selector,
            terminationGracePeriodSeconds: 0,
            volumes: [{ name: 'program', configMap: { name: 'web' } }],
            containers: [container],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        selector: labels,
        ports: [
          { name: 'http', port: 80, targetPort: 'http' },
          { name: 'echo', port: 81, targetPort: 'echo' },
          { name: 'pour', port: 82, targetPort: 8082 },
          { name: 'swallow', port: 83, targetPort: 8083 },
          { name: 'stuck', port: 84, targetPort: 8084 },
          { name: 'shut', port: 99, targetPort: 9999 },
        ],
      },
    },
  ];
  await node.plane.apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
}

async function bundledProgram(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'program.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    minify: true,
    write: false,
    logLevel: 'error',
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('esbuild made nothing of program.ts');
  return file.text;
}
