import { describeCause, dying, living, ref } from '../testing/cases.ts';
import { bundle, claimObject, event, node, object, pod } from '../testing/objects.ts';
import type { PodBuilder } from '../testing/objects.ts';

const waitsForClaim = (name: string): PodBuilder =>
  pod()
    .mounting(name)
    .unschedulable(
      '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
    );
const claimEvent = (
  name: string,
  reason: string,
  message: string,
  type = 'Warning',
): ReturnType<typeof event> => event({ kind: 'PersistentVolumeClaim', name }, reason, message, { type });
const mounting = (message: string, reason = 'FailedMount'): PodBuilder =>
  pod().mounting('home').waiting('ContainerCreating').with(claimObject('home')).withEvent(reason, message);

describeCause(
  'pvc-not-found',
  [
    {
      when: 'the scheduler says so',
      given: pod()
        .mounting('home')
        .unschedulable(
          '0/3 nodes are available: persistentvolumeclaim "home" not found. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
        ),
      naming: ['its storage does not exist', 'home'],
    },
  ],
  [
    {
      when: 'it is there and waits for its disk',
      given: waitsForClaim('home').with(
        claimObject('home', 'Pending', { storageClassName: 'fast' }),
        claimEvent('home', 'ProvisioningFailed', 'storageclass.storage.k8s.io "fast" not found'),
      ),
      instead: 'pvc-no-storageclass',
    },
  ],
);
describeCause(
  'pvc-no-storageclass',
  [
    {
      when: 'its class does not exist',
      given: waitsForClaim('home').with(
        claimObject('home', 'Pending', { storageClassName: 'fast' }),
        claimEvent('home', 'ProvisioningFailed', 'storageclass.storage.k8s.io "fast" not found'),
        object('StorageClass', 'standard', {}, { namespace: undefined }),
      ),
      naming: ['fast', 'standard'],
    },
    {
      when: 'there is no default class',
      given: waitsForClaim('home').with(
        claimObject('home', 'Pending'),
        claimEvent(
          'home',
          'FailedBinding',
          'no persistent volumes available for this claim and no storage class is set',
          'Normal',
        ),
      ),
    },
    {
      when: 'one asks about the claim itself',
      given: [
        bundle([
          claimObject('home', 'Pending'),
          claimEvent(
            'home',
            'FailedBinding',
            'no persistent volumes available for this claim and no storage class is set',
            'Normal',
          ),
        ]),
        ref('PersistentVolumeClaim', 'home'),
      ],
    },
  ],
  [
    {
      when: 'a claim waits for its first pod and nothing uses it',
      given: [
        bundle([
          claimObject('home', 'Pending', { storageClassName: 'standard' }),
          claimEvent(
            'home',
            'WaitForFirstConsumer',
            'waiting for first consumer to be created before binding',
            'Normal',
          ),
        ]),
        ref('PersistentVolumeClaim', 'home'),
      ],
      instead: 'well',
    },
  ],
);
describeCause(
  'pvc-provisioning-failed',
  [
    {
      when: 'the class cannot share',
      given: waitsForClaim('home').with(
        claimObject('home', 'Pending', { storageClassName: 'gp2', accessModes: ['ReadWriteMany'] }),
        claimEvent(
          'home',
          'ProvisioningFailed',
          'Failed to provision volume with StorageClass "gp2": invalid AccessModes [ReadWriteMany]: only AccessModes [ReadWriteOnce] are supported',
        ),
      ),
      naming: ['ReadWriteMany', 'gp2'],
    },
    {
      when: 'the cloud’s quota is used up',
      given: waitsForClaim('home').with(
        claimObject('home', 'Pending', { storageClassName: 'pd' }),
        claimEvent(
          'home',
          'ProvisioningFailed',
          'failed to provision volume with StorageClass "pd": googleapi: Error 403: QUOTA_EXCEEDED - Quota \'SSD_TOTAL_GB\' exceeded. Limit: 500.0',
        ),
      ),
      naming: ['quota'],
    },
    {
      when: 'the provisioner never answers',
      given: waitsForClaim('home').with(
        claimObject('home', 'Pending', { storageClassName: 'nfs' }),
        event(
          { kind: 'PersistentVolumeClaim', name: 'home' },
          'ExternalProvisioning',
          "Waiting for a volume to be created either by the external provisioner 'nfs.example.com' or manually by the system administrator.",
          { type: 'Normal', firstAgo: 900 },
        ),
      ),
      naming: ['nfs.example.com'],
    },
  ],
  [
    {
      when: 'the provisioner was asked a moment ago',
      given: [
        bundle([
          claimObject('home', 'Pending', { storageClassName: 'nfs' }),
          event(
            { kind: 'PersistentVolumeClaim', name: 'home' },
            'ExternalProvisioning',
            "Waiting for a volume to be created either by the external provisioner 'nfs.example.com' or manually by the system administrator.",
            { type: 'Normal', firstAgo: 15, ago: 5 },
          ),
        ]),
        ref('PersistentVolumeClaim', 'home'),
      ],
      instead: 'well',
    },
  ],
);
describeCause(
  'pvc-no-matching-volume',
  [
    ...[
      'volume "disk-1" already bound to a different claim.',
      'Cannot bind to requested volume "disk-1": requested PV is too small',
      'Cannot bind to requested volume "disk-1": incompatible accessMode',
      'Cannot bind to requested volume "disk-1": storageClassName does not match',
    ].map((said) => ({
      when: `the controller says: ${said}`,
      given: [
        bundle([
          claimObject('home', 'Pending', { storageClassName: 'gp3', volumeName: 'disk-1' }),
          event({ kind: 'PersistentVolumeClaim', name: 'home' }, 'VolumeMismatch', said),
        ]),
        ref('PersistentVolumeClaim', 'home'),
      ] as const,
      naming: [said],
    })),
    {
      when: 'volumes made by hand are all taken',
      given: waitsForClaim('home').with(
        claimObject('home', 'Pending', { storageClassName: 'manual' }),
        object(
          'PersistentVolume',
          'pv1',
          {
            spec: {
              capacity: { storage: '20Gi' },
              storageClassName: 'manual',
              claimRef: { namespace: 'x', name: 'other' },
            },
            status: { phase: 'Bound' },
          },
          { namespace: undefined },
        ),
      ),
      naming: ['pv1', 'x/other'],
    },
  ],
  [
    {
      when: 'a class makes disks by itself',
      given: waitsForClaim('home').with(
        claimObject('home', 'Pending', { storageClassName: 'pd' }),
        claimEvent(
          'home',
          'ProvisioningFailed',
          'failed to provision volume: rpc error: code = Internal desc = boom',
        ),
      ),
      instead: 'pvc-provisioning-failed',
    },
  ],
);
describeCause(
  'pvc-waitforfirstconsumer-nodename',
  [
    {
      when: 'the pod names its machine',
      given: pod()
        .mounting('home')
        .waiting('ContainerCreating')
        .with(
          claimObject('home', 'Pending', { storageClassName: 'local' }),
          claimEvent(
            'home',
            'WaitForFirstConsumer',
            'waiting for first consumer to be created before binding',
            'Normal',
          ),
        )
        .withEvent(
          'FailedMount',
          'Unable to attach or mount volumes: unmounted volumes=[home], unattached volumes=[home]: timed out waiting for the condition',
        ),
      naming: ['node-1', 'kubernetes.io/hostname'],
    },
  ],
  [
    {
      when: 'the scheduler has placed it',
      given: pod()
        .aged(30)
        .mounting('home')
        .waiting('ContainerCreating', '', 30)
        .withEvent('Scheduled', 'Successfully assigned', { type: 'Normal', ago: 29 })
        .with(claimObject('home', 'Pending', { storageClassName: 'local' })),
      instead: 'well',
    },
  ],
);
describeCause(
  'volume-multi-attach',
  [
    {
      when: 'the kubelet says so',
      given: mounting(
        'Multi-Attach error for volume "pvc-home" Volume is already used by pod(s) train-old',
        'FailedAttachVolume',
      ),
      naming: ['train-old', 'home'],
    },
    {
      when: 'the summary comes later than the reason',
      given: mounting(
        'Multi-Attach error for volume "pvc-home" Volume is already exclusively attached to one node and can\'t be attached to another',
        'FailedAttachVolume',
      ).withEvent(
        'FailedMount',
        'Unable to attach or mount volumes: unmounted volumes=[home]: timed out waiting for the condition',
        { ago: 5 },
      ),
    },
  ],
  [
    {
      when: 'it was attached in the end',
      given: pod()
        .mounting('home')
        .withEvent('FailedAttachVolume', 'Multi-Attach error for volume "pvc-home"', { ago: 3550 }),
      instead: 'well',
    },
  ],
);
describeCause(
  'volume-mount-nfs',
  [
    {
      when: 'the server refuses',
      given: mounting(
        'MountVolume.SetUp failed for volume "nfs-home" : mount failed: exit status 32\nMounting command: mount\nMounting arguments: -t nfs nfs.example.com:/home /var/lib/kubelet/x\nOutput: mount.nfs: access denied by server while mounting nfs.example.com:/home',
      ),
    },
    {
      when: 'the machine lacks the program',
      given: mounting(
        'MountVolume.SetUp failed for volume "nfs-home" : mount failed: exit status 32 Output: mount: bad option; for several filesystems (e.g. nfs, cifs) you might need a /sbin/mount.nfs helper program.',
      ),
    },
  ],
  [
    {
      when: 'it is another kind of disk',
      given: mounting(
        'MountVolume.MountDevice failed for volume "pvc-home" : rpc error: code = Internal desc = wrong fs type, bad option, bad superblock on /dev/sdb',
      ),
      instead: 'volume-mount-failed',
    },
  ],
);
describeCause(
  'volume-mount-failed',
  [
    {
      when: 'the file system is damaged',
      given: mounting(
        'MountVolume.MountDevice failed for volume "pvc-home" : rpc error: code = Internal desc = failed to mount: wrong fs type, bad superblock on /dev/sdb',
      ),
      naming: ['home'],
    },
  ],
  [
    {
      when: 'the kubelet only needs a moment',
      given: pod()
        .aged(20)
        .mounting('home')
        .waiting('ContainerCreating', '', 20)
        .withEvent(
          'FailedMount',
          'MountVolume.SetUp failed for volume "kube-api-access-x" : failed to sync configmap cache: timed out waiting for the condition',
          { count: 1, ago: 15 },
        ),
      instead: 'well',
    },
  ],
);
describeCause(
  'volume-full',
  [
    {
      when: 'the home directory is full',
      given: dying("OSError: [Errno 28] No space left on device: '/home/jovyan/.jupyter/x'\n")
        .mounting('home-ana', '/home/jovyan')
        .with(claimObject('home-ana')),
      naming: ['home-ana', '10 GiB'],
    },
    {
      when: 'a quota on the home is used up',
      given: dying("OSError: [Errno 122] Disk quota exceeded: '/home/jovyan/x'\n").mounting(
        'home-ana',
        '/home/jovyan',
      ),
    },
    {
      when: 'a running hub cannot write its database',
      given: living('sqlite3.OperationalError: database or disk is full\n')
        .mounting('hub-db', '/srv')
        .with(claimObject('hub-db')),
      naming: ['hub-db'],
    },
  ],
  [
    {
      when: 'shared memory is full',
      given: dying('unable to write to file </torch_123_456>: No space left on device (28)\n'),
      instead: 'shm-too-small',
    },
  ],
);
describeCause(
  'volume-lost',
  [
    {
      when: 'the claim is lost',
      given: pod()
        .mounting('home')
        .unschedulable(
          '0/1 nodes are available: persistentvolumeclaim "home" bound to non-existent persistentvolume "pvc-1".',
        )
        .with(claimObject('home', 'Lost')),
    },
    {
      when: 'the disk is gone',
      given: mounting(
        'AttachVolume.Attach failed for volume "pvc-home" : rpc error: code = NotFound desc = Disk projects/x/disks/pvc-home not found',
        'FailedAttachVolume',
      ),
    },
  ],
  [
    {
      when: 'the disk is elsewhere',
      given: mounting('Multi-Attach error for volume "pvc-home"', 'FailedAttachVolume'),
      instead: 'volume-multi-attach',
    },
  ],
);
describeCause(
  'csi-driver-missing',
  [
    {
      when: 'the driver is not on the machine',
      given: mounting(
        'MountVolume.MountDevice failed for volume "pvc-home" : kubernetes.io/csi: attacher.MountDevice failed to create newCsiDriverClient: driver name efs.csi.aws.com not found in the list of registered CSI drivers',
      ),
      naming: ['efs.csi.aws.com', 'node-1'],
    },
  ],
  [
    {
      when: 'the driver answers with an error',
      given: mounting(
        'MountVolume.SetUp failed for volume "pvc-home" : rpc error: code = Internal desc = boom',
      ),
      instead: 'volume-mount-failed',
    },
  ],
);
describeCause(
  'hostpath-missing',
  [
    {
      when: 'the socket of Docker is not there',
      given: pod()
        .spec({ volumes: [{ name: 'docker', hostPath: { path: '/var/run/docker.sock', type: 'Socket' } }] })
        .waiting('ContainerCreating')
        .withEvent(
          'FailedMount',
          'MountVolume.SetUp failed for volume "docker" : hostPath type check failed: /var/run/docker.sock is not a socket file',
        ),
      naming: ['/var/run/docker.sock', 'containerd'],
    },
  ],
  [
    {
      when: 'the machine’s own disk is broken',
      given: pod()
        .waiting('ContainerCreating')
        .with(node('node-1'))
        .withEvent(
          'FailedMount',
          'MountVolume.SetUp failed for volume "x" : mkdir /var/lib/kubelet/pods/1: read-only file system',
        ),
      instead: 'node-unhealthy',
    },
  ],
);

describeCause(
  'missing-secret',
  [
    {
      when: 'the kubelet cannot make the container',
      given: pod().waiting('CreateContainerConfigError', 'secret "db-password" not found'),
      naming: ['db-password', 'team-a'],
    },
    {
      when: 'a key is missing',
      given: pod().waiting('CreateContainerConfigError', "couldn't find key password in Secret team-a/db"),
      naming: ['password', 'db'],
    },
    {
      when: 'a volume cannot be mounted',
      given: pod()
        .waiting('ContainerCreating')
        .spec({ volumes: [{ name: 'cert', secret: { secretName: 'tls' } }] })
        .withEvent('FailedMount', 'MountVolume.SetUp failed for volume "cert" : secret "tls" not found'),
      naming: ['tls'],
    },
    {
      when: 'only the event is there',
      given: pod()
        .waiting('CreateContainerConfigError')
        .withEvent('Failed', 'Error: secrets "db" not found', { container: 'main' }),
    },
  ],
  [
    {
      when: 'it appeared and the pod started',
      given: pod().withEvent(
        'FailedMount',
        'MountVolume.SetUp failed for volume "cert" : secret "tls" not found',
        { ago: 3590 },
      ),
      instead: 'well',
    },
    {
      when: 'the pod is seconds old',
      given: pod()
        .aged(8)
        .waiting('ContainerCreating', '', 8)
        .withEvent('FailedMount', 'MountVolume.SetUp failed for volume "cert" : secret "tls" not found', {
          ago: 3,
          count: 2,
        }),
      instead: 'well',
    },
  ],
);
describeCause(
  'missing-configmap',
  [
    {
      when: 'the kubelet cannot make the container',
      given: pod().waiting('CreateContainerConfigError', 'configmap "settings" not found'),
      naming: ['settings'],
    },
    {
      when: 'it exists in another namespace',
      given: pod()
        .waiting('CreateContainerConfigError', 'configmap "settings" not found')
        .with(object('ConfigMap', 'settings', {}, { namespace: 'team-b' })),
      naming: ['team-b'],
    },
  ],
  [
    {
      when: 'it is the Secret that is missing',
      given: pod().waiting('CreateContainerConfigError', 'secret "settings" not found'),
      instead: 'missing-secret',
    },
  ],
);
describeCause(
  'runasnonroot',
  [
    {
      when: 'the image is root’s',
      given: pod().waiting(
        'CreateContainerConfigError',
        'container has runAsNonRoot and image will run as root (pod: "train_team-a(1)", container: main)',
      ),
      naming: ['runAsUser'],
    },
    {
      when: 'its user has a name',
      given: pod().waiting(
        'CreateContainerConfigError',
        'container has runAsNonRoot and image has non-numeric user (jovyan), cannot verify user is non-root',
      ),
      naming: ['jovyan'],
    },
  ],
  [
    {
      when: 'something else is missing',
      given: pod().waiting('CreateContainerConfigError', 'configmap "x" not found'),
      instead: 'missing-configmap',
    },
  ],
);
