import type { Bench, RealCase } from './real-case.ts';

/** What keeps containers from starting: settings, images, hooks, preparation. */
export function startCases(bench: Bench): readonly RealCase[] {
  const { registry } = bench.place;
  const env = (from: object): object => ({ env: [{ name: 'PASSWORD', valueFrom: from }] });
  return [
    {
      name: 'no-secret',
      verdict: { cause: 'missing-secret', row: /secret/i, title: /database-login/ },
      spec: bench.spec(env({ secretKeyRef: { name: 'database-login', key: 'password' } })),
    },
    {
      name: 'no-key',
      verdict: { cause: 'missing-configmap', row: /config|setting/i, title: /epochs/ },
      spec: bench.spec(env({ configMapKeyRef: { name: 'run-settings', key: 'epochs' } })),
      around: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'run-settings' },
          data: { epoch: '3' },
        },
      ],
    },
    {
      name: 'no-config',
      verdict: { cause: 'missing-configmap', row: /config/i, title: /train-settings/ },
      spec: bench.spec(
        { volumeMounts: [{ name: 'settings', mountPath: '/etc/settings' }] },
        { volumes: [{ name: 'settings', configMap: { name: 'train-settings' } }] },
      ),
    },
    {
      name: 'as-root',
      verdict: { cause: 'runasnonroot', row: /root/, title: /root/ },
      spec: bench.spec({ securityContext: { runAsNonRoot: true } }),
    },
    {
      name: 'no-such-image',
      verdict: { cause: 'image-not-found', row: /^image not found/, title: /team\/train/ },
      spec: bench.spec({ image: `${registry}/team/train:2.0` }),
    },
    {
      name: 'private-image',
      verdict: { cause: 'image-auth', row: /not allowed to download/, title: /private\/train/ },
      spec: bench.spec({ image: `${registry}/private/train:2.0` }),
    },
    {
      name: 'too-many-pulls',
      verdict: { cause: 'image-rate-limit', row: /limit|too many/i, title: /limit|too many/i },
      spec: bench.spec({ image: `${registry}/busy/train:2.0` }),
    },
    {
      name: 'no-registry',
      verdict: { cause: 'image-network', row: /registry|reach/, title: /127\.0\.0\.1:9/ },
      spec: bench.spec({ image: '127.0.0.1:9/team/train:2.0' }),
    },
    {
      name: 'never-pulled',
      verdict: { cause: 'image-never-pull', row: /image/, title: /team\/train/ },
      spec: bench.spec({ image: 'team/train:2.0', imagePullPolicy: 'Never' }),
    },
    {
      name: 'bad-image-name',
      verdict: { cause: 'image-invalid-name', row: /image’s name is not valid/, title: /Team\/Train/ },
      spec: bench.spec({ image: 'Team/Train:2.0' }),
    },
    {
      name: 'hook-fails',
      verdict: { cause: 'start-failed', row: /start/, title: /hook|start/ },
      spec: bench.spec({
        lifecycle: { postStart: { exec: { command: ['sh', '-c', 'echo "no licence server" >&2; exit 3'] } } },
      }),
    },
    {
      name: 'preparation-fails',
      verdict: { cause: 'init-container-failed', row: /fetch-data|prepar/, title: /bucket|fetch-data/ },
      spec: bench.spec(
        {},
        {
          initContainers: [
            bench.container({
              name: 'fetch-data',
              ...bench.shell('echo "fetching"; echo "the bucket train-data does not exist"; exit 4'),
            }),
          ],
        },
      ),
    },
    {
      name: 'waits-for-database',
      verdict: { cause: 'init-waiting-dependency', row: /warehouse/, title: /warehouse/ },
      spec: bench.spec(
        {},
        {
          initContainers: [
            bench.container({
              name: 'wait-for-db',
              ...bench.shell(
                'until nc -w 1 warehouse 5432 < /dev/null 2> /dev/null; do echo waiting for warehouse; sleep 2; done',
              ),
            }),
          ],
        },
      ),
      slow: true,
    },
    {
      name: 'sidecar-dies',
      verdict: { cause: 'app-error', row: /log-shipper|no such index/, title: /no such index/ },
      spec: bench.spec(
        {},
        {
          initContainers: [
            bench.container({
              name: 'log-shipper',
              restartPolicy: 'Always',
              ...bench.shell('echo "ERROR: no such index: team-logs"; exit 1'),
            }),
          ],
        },
      ),
    },
    {
      name: 'no-runtime',
      verdict: { cause: 'gpu-runtime-missing', row: /runtime|GPU/i, title: /nvidia/ },
      spec: bench.spec({}, { runtimeClassName: 'nvidia-of-this-test' }),
      around: [
        {
          apiVersion: 'node.k8s.io/v1',
          kind: 'RuntimeClass',
          metadata: { name: 'nvidia-of-this-test' },
          handler: 'nvidia',
        },
      ],
    },
  ];
}
