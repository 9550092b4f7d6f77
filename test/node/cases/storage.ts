import type { Bench, RealCase } from './real-case.ts';

/** Volumes that are not there, do not mount, or are full. */
export function storageCases(bench: Bench): readonly RealCase[] {
  const claim = (name: string, spec: object): object => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  });
  const volume = (name: string, source: object): object => ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      accessModes: ['ReadWriteOnce'],
      capacity: { storage: '1Gi' },
      storageClassName: '',
      persistentVolumeReclaimPolicy: 'Retain',
      ...source,
    },
  });
  const mounted = (volumeSource: object, container: object = {}, pod: object = {}): object =>
    bench.spec(
      { volumeMounts: [{ name: 'data', mountPath: '/data' }], ...container },
      { volumes: [{ name: 'data', ...volumeSource }], ...pod },
    );
  const claimed = (claimName: string, pod: object = {}): object =>
    mounted({ persistentVolumeClaim: { claimName } }, {}, pod);
  return [
    {
      name: 'no-storage',
      verdict: { cause: 'pvc-no-storageclass', row: /storage/, title: /fast-ssd/ },
      spec: claimed('train-data'),
      around: [claim('train-data', { storageClassName: 'fast-ssd' })],
    },
    {
      name: 'no-claim',
      verdict: { cause: 'pvc-not-found', row: /storage/, title: /never-made/ },
      spec: claimed('never-made'),
    },
    {
      name: 'no-volume',
      verdict: { cause: 'pvc-no-matching-volume', row: /storage|volume/, title: /shared-data/ },
      spec: claimed('shared-data'),
      around: [claim('shared-data', { storageClassName: '', volumeName: 'volume-of-nobody' })],
    },
    {
      name: 'no-driver',
      verdict: { cause: 'csi-driver-missing', row: /storage|driver/, title: /disks\.example\.com/ },
      spec: claimed('disk'),
      around: [
        {
          apiVersion: 'storage.k8s.io/v1',
          kind: 'CSIDriver',
          metadata: { name: 'disks.example.com' },
          spec: { attachRequired: false },
        },
        volume('disk-of-this-test', { csi: { driver: 'disks.example.com', volumeHandle: 'disk-1' } }),
        claim('disk', { storageClassName: '', volumeName: 'disk-of-this-test' }),
      ],
      slow: true,
    },
    {
      name: 'no-file-server',
      verdict: { cause: 'volume-mount-nfs', row: /storage|file server|mount/, title: /127\.0\.0\.1/ },
      spec: mounted({ nfs: { server: '127.0.0.1', path: '/home' } }),
      slow: true,
    },
    {
      name: 'no-folder',
      verdict: { cause: 'hostpath-missing', row: /folder|path|machine/, title: /\/datasets\/imagenet/ },
      spec: mounted({ hostPath: { path: '/datasets/imagenet', type: 'Directory' } }),
    },
    {
      name: 'bound-to-machine',
      verdict: {
        cause: 'pvc-waitforfirstconsumer-nodename',
        row: /storage/,
        title: /nodeName|scheduler|machine/,
      },
      spec: claimed('later', { nodeName: 'real-1' }),
      around: [
        {
          apiVersion: 'storage.k8s.io/v1',
          kind: 'StorageClass',
          metadata: { name: 'later-of-this-test' },
          provisioner: 'example.com/later',
          volumeBindingMode: 'WaitForFirstConsumer',
        },
        claim('later', { storageClassName: 'later-of-this-test' }),
      ],
      slow: true,
    },
    {
      name: 'disk-full',
      verdict: { cause: 'volume-full', row: /full/, title: /\/data|full/ },
      spec: mounted(
        { emptyDir: { medium: 'Memory', sizeLimit: '8Mi' } },
        bench.python(
          'f = open("/data/checkpoint.pt", "wb")\nfor i in range(32): f.write(bytes(1 << 20)); f.flush()',
        ),
        { restartPolicy: 'Never' },
      ),
    },
    {
      // The kubelet measures volumes about once a minute.
      name: 'scratch-too-big',
      verdict: { cause: 'evicted-ephemeral-storage', row: /disk|temporary/, title: /8 MiB|8Mi|scratch|data/ },
      spec: mounted(
        { emptyDir: { sizeLimit: '8Mi' } },
        bench.shell('dd if=/dev/zero of=/data/batch bs=1M count=64; sleep 3600'),
        { restartPolicy: 'Never' },
      ),
      slow: true,
    },
  ];
}
