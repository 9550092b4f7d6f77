import * as l10n from '@vscode/l10n';
import type { Wording } from '../claim.ts';
import { team, whereToEdit, you } from './place.ts';
import { bytes, clipped, listed } from './quantities.ts';

interface ClaimSays {
  claim: string;
  namespace: string;
  storageClass?: string | undefined;
  size?: number | undefined;
  modes?: readonly string[] | undefined;
}

export interface StorageSays {
  'pvc-not-found': { claim: string; namespace: string; elsewhere: readonly string[] };
  'pvc-no-storageclass': ClaimSays & { classes: readonly string[] };
  'pvc-provisioning-failed': ClaimSays & {
    message: string;
    kind: 'quota' | 'access-mode' | 'parameters' | 'no-provisioner' | 'other';
    provisioner?: string | undefined;
  };
  'pvc-no-matching-volume': ClaimSays & { taken: readonly string[]; reason?: string | undefined };
  'pvc-waitforfirstconsumer-nodename': ClaimSays & { pod: string; node: string };
  'volume-multi-attach': {
    claim?: string | undefined;
    volume?: string | undefined;
    holder?: string | undefined;
    holderNode?: string | undefined;
    node?: string | undefined;
    message: string;
  };
  'volume-mount-nfs': {
    volume: string;
    server?: string | undefined;
    message: string;
    kind: 'denied' | 'no-path' | 'timeout' | 'unresolved' | 'no-helper' | 'other';
  };
  'volume-mount-failed': { volume: string; message: string; claim?: string | undefined };
  'volume-full': {
    container: string;
    line: string;
    claim?: string | undefined;
    path?: string | undefined;
    size?: number | undefined;
  };
  'volume-lost': { claim: string; namespace: string; volume?: string | undefined; message: string };
  'csi-driver-missing': { driver: string; node?: string | undefined; message: string };
  'hostpath-missing': {
    path: string;
    volume?: string | undefined;
    node?: string | undefined;
    message: string;
  };
}

function classWords(name: string | undefined): string {
  return name === undefined || name === ''
    ? l10n.t('no storage class')
    : l10n.t('the storage class "{0}"', name);
}

const wrongSocket = /docker\.sock/;

export const storageWords: { [C in keyof StorageSays]: Wording<StorageSays[C]> } = {
  'pvc-not-found': {
    short: () => l10n.t('its storage does not exist'),
    title: ({ claim, namespace }) =>
      l10n.t(
        'The storage "{0}" (a PersistentVolumeClaim) that the pod mounts does not exist in namespace {1}.',
        claim,
        namespace,
      ),
    why: ({ elsewhere, claim }) =>
      elsewhere.length === 0
        ? l10n.t('A pod can only be placed when all claims that it names are there.')
        : l10n.t(
            'A claim "{0}" exists in {1}, but claims can only be used in their own namespace.',
            claim,
            elsewhere.join(', '),
          ),
    actions: ({ claim, namespace }, place) => [
      you(
        l10n.t('Create the claim, or correct its name in {0}.', whereToEdit(place)),
        `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: ${claim}, namespace: ${namespace}}\nspec:\n  accessModes: [ReadWriteOnce]\n  resources: {requests: {storage: 10Gi}}\n`,
      ),
    ],
  },
  'pvc-no-storageclass': {
    short: () => l10n.t('its storage cannot be made: no such storage class'),
    title: ({ claim, storageClass }) =>
      storageClass === undefined || storageClass === ''
        ? l10n.t(
            'The storage "{0}" names no storage class, and the cluster has no default one, so nothing makes its disk.',
            claim,
          )
        : l10n.t(
            'The storage "{0}" asks for the storage class "{1}", which does not exist.',
            claim,
            storageClass,
          ),
    why: ({ classes }) =>
      classes.length === 0
        ? l10n.t('A storage class tells the cluster how to make a disk.')
        : l10n.t(
            'A storage class tells the cluster how to make a disk. This cluster has: {0}.',
            classes.join(', '),
          ),
    actions: ({ claim, namespace, classes }) => [
      you(
        l10n.t(
          'Make the claim "{0}" again with a storage class that exists (the class of a claim cannot be changed).',
          claim,
        ),
        `kind: PersistentVolumeClaim\nmetadata: {name: ${claim}, namespace: ${namespace}}\nspec:\n  storageClassName: ${classes[0] ?? 'NAME'}\n`,
      ),
      team(
        l10n.t('Please name a storage class to use, or mark one as the default.'),
        'kubectl patch storageclass NAME -p \'{"metadata":{"annotations":{"storageclass.kubernetes.io/is-default-class":"true"}}}\'\n',
      ),
    ],
  },
  'pvc-provisioning-failed': {
    short: ({ kind }) =>
      kind === 'quota'
        ? l10n.t('its storage cannot be made: storage quota used up')
        : l10n.t('its storage cannot be made'),
    title: ({ claim, storageClass, kind, modes, provisioner, message }) => {
      switch (kind) {
        case 'quota':
          return l10n.t(
            'The disk for the storage "{0}" cannot be made: the quota for disks is used up.',
            claim,
          );
        case 'access-mode':
          return l10n.t(
            'The storage "{0}" asks for {1}, which {2} cannot give.',
            claim,
            listed([...(modes ?? [])]),
            classWords(storageClass),
          );
        case 'no-provisioner':
          return l10n.t(
            'The storage "{0}" waits for {1} to make its disk, and that does not answer.',
            claim,
            provisioner ?? classWords(storageClass),
          );
        case 'parameters':
        case 'other':
          return l10n.t('The disk for the storage "{0}" cannot be made: {1}', claim, clipped(message, 200));
      }
    },
    why: ({ message, storageClass, size }) =>
      `${size === undefined ? l10n.t('It was asked of {0}.', classWords(storageClass)) : l10n.t('{0} were asked of {1}.', bytes(size), classWords(storageClass))} ${l10n.t('The answer: {0}', clipped(message, 300))}`,
    actions: ({ kind, claim, storageClass }) => [
      ...(kind === 'access-mode'
        ? [
            you(
              l10n.t(
                'If one machine at a time is enough, make the claim "{0}" with ReadWriteOnce; otherwise use a storage class for shared file systems (NFS, CephFS, EFS, Filestore).',
                claim,
              ),
              'accessModes: [ReadWriteOnce]\n',
            ),
          ]
        : kind === 'quota'
          ? [you(l10n.t('Ask for a smaller disk, or delete claims that nobody needs any more.'))]
          : []),
      team(
        l10n.t('Please look why {0} cannot make volumes.', classWords(storageClass)),
        `kubectl describe pvc ${claim}\nkubectl get pods -A | grep -i -E "csi|provisioner"\n`,
      ),
    ],
  },
  'pvc-no-matching-volume': {
    short: () => l10n.t('no free volume fits its storage'),
    title: ({ claim, size }) =>
      size === undefined
        ? l10n.t('No existing volume fits the storage "{0}".', claim)
        : l10n.t('No existing volume fits the storage "{0}" ({1}).', claim, bytes(size)),
    why: ({ taken, reason, storageClass }) =>
      [
        reason ??
          l10n.t(
            '{0} makes no disks by itself: somebody has to provide volumes, and one must fit in size, access mode, class and place.',
            classWords(storageClass),
          ),
        taken.length === 0 ? '' : l10n.t('Volumes that would fit are in use: {0}.', listed([...taken], 4)),
      ]
        .filter((part) => part !== '')
        .join(' '),
    actions: ({ claim, taken }) => [
      ...(taken.length === 0
        ? []
        : [you(l10n.t('Delete claims that nobody needs any more; their volumes can then be used again.'))]),
      you(l10n.t('Or use a storage class that makes volumes by itself.')),
      team(
        l10n.t(
          'Please provide a volume that fits the claim "{0}", or release one that is still claimed by a deleted claim.',
          claim,
        ),
        'kubectl get pv\n',
      ),
    ],
  },
  'pvc-waitforfirstconsumer-nodename': {
    short: () => l10n.t('its storage waits for the scheduler, which the pod bypasses'),
    title: ({ claim, pod, node }) =>
      l10n.t(
        'The storage "{0}" is made only when the scheduler places a pod; the pod {1} names its machine ({2}) itself and so never passes the scheduler.',
        claim,
        pod,
        node,
      ),
    why: () =>
      l10n.t(
        'With volumeBindingMode WaitForFirstConsumer, a disk is made where the scheduler puts the pod. spec.nodeName skips the scheduler.',
      ),
    actions: ({ node }, place) => [
      you(
        l10n.t('Replace nodeName by a node selector in {0}.', whereToEdit(place)),
        `nodeSelector:\n  kubernetes.io/hostname: ${node}\n`,
      ),
    ],
  },
  'volume-multi-attach': {
    short: () => l10n.t('its disk is still in use by another pod'),
    title: ({ claim, volume, holder, holderNode }) => {
      const what = claim ?? volume ?? l10n.t('of this pod');
      if (holder !== undefined && holderNode !== undefined)
        return l10n.t(
          'The disk "{0}" is still held by the pod {1} on the machine {2}, and can be used on one machine at a time.',
          what,
          holder,
          holderNode,
        );
      return holder !== undefined
        ? l10n.t('The disk "{0}" is still held by the pod {1}.', what, holder)
        : l10n.t(
            'The disk "{0}" is still attached to another machine, and can be used on one at a time.',
            what,
          );
    },
    why: ({ message }) =>
      l10n.t(
        'A ReadWriteOnce disk has to be released there before it can be used here. {0}',
        clipped(message, 240),
      ),
    actions: ({ holder }) => [
      you(
        holder === undefined
          ? l10n.t(
              'Stop the other pod that uses it; if none does, wait about 6 minutes: Kubernetes then detaches it by itself.',
            )
          : l10n.t('Stop the pod {0} if it still runs.', holder),
      ),
      you(
        l10n.t('For a Deployment with such a disk: replace the old pod before the new one starts.'),
        'strategy:\n  type: Recreate\n',
      ),
      team(
        l10n.t('If the old machine is gone: please remove the pod by force and detach the disk.'),
        holder === undefined
          ? 'kubectl get volumeattachment\n'
          : `kubectl delete pod ${holder} --grace-period=0 --force\nkubectl get volumeattachment\n`,
      ),
    ],
  },
  'volume-mount-nfs': {
    short: () => l10n.t('its network storage cannot be mounted'),
    title: ({ volume, server, kind }) => {
      const from = server ?? l10n.t('its server');
      switch (kind) {
        case 'denied':
          return l10n.t('The file server {1} refuses to let this machine mount "{0}".', volume, from);
        case 'no-path':
          return l10n.t(
            'The folder that "{0}" should mount does not exist on the file server {1}.',
            volume,
            from,
          );
        case 'unresolved':
          return l10n.t('The file server of "{0}" has an address that does not exist: {1}', volume, from);
        case 'no-helper':
          return l10n.t('The machine lacks the program to mount "{0}" (nfs-common or the like).', volume);
        case 'timeout':
          return l10n.t('The file server {1} of "{0}" does not answer.', volume, from);
        case 'other':
          return l10n.t('The network storage "{0}" cannot be mounted from {1}.', volume, from);
      }
    },
    why: ({ message }) => l10n.t('The machine says: {0}', clipped(message, 400)),
    actions: ({ server, kind }) => [
      ...(kind === 'unresolved'
        ? [
            you(
              l10n.t(
                'Check the server’s address where the volume is defined; "<nil>" or an empty one means that a setting was never filled in.',
              ),
            ),
          ]
        : []),
      team(
        l10n.t(
          'Please check that the machines can mount from {0}: address, export list, firewall (port 2049), and the NFS client on the machine.',
          server ?? l10n.t('the server'),
        ),
        `showmount -e ${server ?? 'SERVER'}\n`,
      ),
    ],
  },
  'volume-mount-failed': {
    short: () => l10n.t('its storage cannot be mounted'),
    title: ({ volume, claim, message }) =>
      claim === undefined
        ? l10n.t('The volume "{0}" cannot be mounted: {1}', volume, clipped(message, 200))
        : l10n.t('The storage "{0}" cannot be mounted: {1}', claim, clipped(message, 200)),
    why: () =>
      l10n.t('The container starts only when all its volumes are mounted. Kubernetes goes on trying.'),
    actions: ({ volume }) => [
      team(
        l10n.t('Please look at the storage driver on that machine for volume "{0}".', volume),
        'kubectl get volumeattachment\n',
      ),
    ],
  },
  'volume-full': {
    short: ({ claim }) =>
      claim === undefined ? l10n.t('its disk is full') : l10n.t('its storage is full ({0})', claim),
    title: ({ claim, path, size, container }) => {
      if (claim === undefined)
        return path === undefined
          ? l10n.t('A disk that "{0}" writes to is full.', container)
          : l10n.t('The disk behind {1} in "{0}" is full.', container, path);
      return size === undefined
        ? l10n.t('The storage "{0}" is full.', claim)
        : l10n.t('The storage "{0}" ({1}) is full.', claim, bytes(size));
    },
    why: ({ line, claim }) =>
      [
        l10n.t('The program says: {0}', clipped(line, 240)),
        claim === undefined
          ? l10n.t(
              'The message fits several places (a volume, the container’s own disk, the machine’s disk); the path written to would tell which.',
            )
          : l10n.t('Restarting does not help: what is stored stays.'),
      ].join(' '),
    actions: ({ path, claim }) => [
      you(
        l10n.t(
          'Delete what is not needed: caches (~/.cache, conda packages), old checkpoints, the trash (~/.local/share/Trash).',
        ),
        path === undefined ? undefined : `du -xh ${path} | sort -h | tail -20\n`,
      ),
      ...(claim === undefined
        ? []
        : [
            you(
              l10n.t('Or enlarge it, if its storage class allows that.'),
              `kubectl patch pvc ${claim} -p '{"spec":{"resources":{"requests":{"storage":"20Gi"}}}}'\n`,
            ),
          ]),
    ],
  },
  'volume-lost': {
    short: () => l10n.t('the disk behind its storage is gone'),
    title: ({ claim, volume }) =>
      volume === undefined
        ? l10n.t('The disk behind the storage "{0}" no longer exists.', claim)
        : l10n.t('The disk "{1}" behind the storage "{0}" no longer exists.', claim, volume),
    why: ({ message }) =>
      l10n.t('The claim is still there and points to nothing. {0}', clipped(message, 240)),
    actions: ({ claim }) => [
      team(
        l10n.t('Please look whether the disk of the claim "{0}" can be restored from a snapshot.', claim),
        `kubectl describe pvc ${claim}\n`,
      ),
      you(l10n.t('If the data is not needed: delete the claim and make it again.')),
    ],
  },
  'csi-driver-missing': {
    short: () => l10n.t('its machine lacks the storage driver'),
    title: ({ driver, node }) =>
      node === undefined
        ? l10n.t('The storage driver {0} does not run on the pod’s machine.', driver)
        : l10n.t('The storage driver {0} does not run on the machine {1}.', driver, node),
    why: ({ message }) =>
      l10n.t(
        'Each machine needs the driver’s pod (a DaemonSet) to mount such volumes; a taint on the machine often keeps it away. {0}',
        clipped(message, 200),
      ),
    actions: ({ driver, node }) => [
      team(
        l10n.t(
          'Please look at the pods of the driver {0} on {1} (taints, tolerations, crash).',
          driver,
          node ?? l10n.t('this machine'),
        ),
        `kubectl get csinode ${node ?? 'NODE'} -o yaml\nkubectl get pods -A -o wide --field-selector spec.nodeName=${node ?? 'NODE'}\n`,
      ),
    ],
  },
  'hostpath-missing': {
    short: () => l10n.t('a folder it needs is not on its machine'),
    title: ({ path, node }) =>
      node === undefined
        ? l10n.t('{0} does not exist on the pod’s machine, or is not what the pod expects.', path)
        : l10n.t('{0} does not exist on the machine {1}, or is not what the pod expects.', path, node),
    why: ({ message, path }) =>
      `${wrongSocket.test(path) ? l10n.t('The pod wants to speak to Docker, and the machine runs containerd, which has no such socket.') : l10n.t('The pod mounts a path of the machine itself (hostPath).')} ${clipped(message, 200)}`,
    actions: ({ path }, place) => [
      you(
        l10n.t('Correct the path in {0}, or let Kubernetes create the folder.', whereToEdit(place)),
        `hostPath:\n  path: ${path}\n  type: DirectoryOrCreate\n`,
      ),
      ...(wrongSocket.test(path)
        ? [
            you(
              l10n.t(
                'Use the version of this program that works without Docker (containerd, “emissary” in Argo).',
              ),
            ),
          ]
        : []),
    ],
  },
};
