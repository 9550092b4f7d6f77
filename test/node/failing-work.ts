import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One pod that really fails, or waits, and what Porthole has to say about it. */
export interface FailingPod {
  readonly name: string;
  /** The cause of the first finding. */
  readonly cause: string;
  /** The words of its row. */
  readonly row: RegExp;
  /** The sentence of the Explain page. */
  readonly title: RegExp;
  readonly spec: object;
}

/** Where the pods of a node run, and what they can be made of. */
export interface Workplace {
  readonly selector: Readonly<Record<string, string>>;
  readonly images: { readonly busybox: string; readonly python: string };
  /** `127.0.0.1:PORT` of a registry that has nothing. */
  readonly registry: string;
}

/** A real pod for each cause that the first version has to know. */
export function failingPods({ selector, images, registry }: Workplace): readonly FailingPod[] {
  const container = (more: object): object => ({
    name: 'main',
    image: images.busybox,
    imagePullPolicy: 'IfNotPresent',
    command: ['sleep', '3600'],
    ...more,
  });
  const spec = (more: object, pod: object = {}): object => ({
    nodeSelector: selector,
    terminationGracePeriodSeconds: 0,
    containers: [container(more)],
    ...pod,
  });
  const python = (code: string): object => ({ image: images.python, command: ['python3', '-c', code] });
  return [
    {
      name: 'train-oom',
      cause: 'oom-killed',
      row: /^out of memory \(64 MiB\) · \d+ restarts?$/,
      title: /64 MiB of memory/,
      spec: spec({
        ...python('data = []\nprint("loading")\nwhile True: data.append(bytearray(8 << 20))'),
        resources: { limits: { memory: '64Mi' } },
      }),
    },
    {
      name: 'missing-package',
      cause: 'python-dependency',
      row: /ModuleNotFoundError|torch/,
      title: /torch/,
      spec: spec(python('print("starting training")\nimport torch')),
    },
    {
      name: 'python-error',
      cause: 'app-error',
      row: /ValueError/,
      title: /ValueError|learning rate/,
      spec: spec(
        python('def train(lr):\n    raise ValueError(f"learning rate {lr} is not a number")\ntrain("fast")'),
      ),
    },
    {
      name: 'no-such-image',
      cause: 'image-not-found',
      row: /^image not found/,
      title: /team\/train/,
      spec: spec({ image: `${registry}/team/train:2.0` }),
    },
    {
      name: 'wants-gpu',
      cause: 'scheduling-insufficient-gpu',
      row: /^waiting for a GPU/,
      title: /GPU/,
      spec: spec({ resources: { limits: { 'nvidia.com/gpu': '1' } } }),
    },
    {
      name: 'wants-cpu',
      cause: 'scheduling-insufficient-resources',
      row: /CPU/,
      title: /CPU/,
      spec: spec({ resources: { requests: { cpu: '500' } } }),
    },
    {
      name: 'wants-memory',
      cause: 'scheduling-insufficient-resources',
      row: /memory/,
      title: /memory/,
      spec: spec({ resources: { requests: { memory: '4Ti' } } }),
    },
    {
      name: 'no-secret',
      cause: 'missing-secret',
      row: /secret/i,
      title: /database-login/,
      spec: spec({
        env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'database-login', key: 'password' } } }],
      }),
    },
    {
      name: 'no-config',
      cause: 'missing-configmap',
      row: /config/i,
      title: /train-settings/,
      spec: spec(
        { volumeMounts: [{ name: 'settings', mountPath: '/etc/settings' }] },
        { volumes: [{ name: 'settings', configMap: { name: 'train-settings' } }] },
      ),
    },
    {
      name: 'no-storage',
      cause: 'pvc-no-storageclass',
      row: /storage/,
      title: /fast-ssd/,
      spec: spec(
        { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
        { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'train-data' } }] },
      ),
    },
  ];
}

/** Everything for a namespace: the failing pods, what they need around them, and work that is well. */
export function failingWork(namespace: string, place: Workplace): string {
  const items = [
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'train-data', namespace },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'fast-ssd',
        resources: { requests: { storage: '1Gi' } },
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'api', namespace },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'api' } },
        template: {
          metadata: { labels: { app: 'api' } },
          spec: {
            nodeSelector: place.selector,
            terminationGracePeriodSeconds: 0,
            containers: [
              {
                name: 'api',
                image: place.images.busybox,
                imagePullPolicy: 'IfNotPresent',
                command: ['sleep', '3600'],
              },
            ],
          },
        },
      },
    },
    ...failingPods(place).map(({ name, spec }) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace },
      spec,
    })),
  ];
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}

/** A registry on loopback that speaks the protocol and has no image at all: the only way to a true "not found". */
export async function emptyRegistry(): Promise<{ readonly address: string; close(): void }> {
  const server = createServer((request, response) => {
    const isRoot = request.url === '/v2/';
    response.writeHead(isRoot ? 200 : 404, {
      'Content-Type': 'application/json',
      'Docker-Distribution-Api-Version': 'registry/2.0',
    });
    response.end(
      isRoot ? '{}' : JSON.stringify({ errors: [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' }] }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => void server.close() };
}
