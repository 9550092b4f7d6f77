import * as l10n from '@vscode/l10n';
import type { Wording } from '../claim.ts';
import { team, whereToEdit, you } from './place.ts';
import { bytes, clipped } from './quantities.ts';

export interface StorageSays {
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

const wrongSocket = /docker\.sock/;

export const storageWords: { [C in keyof StorageSays]: Wording<StorageSays[C]> } = {
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
    why: ({ message }) => l10n.t('The machine says: “{0}”', clipped(message, 400)),
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
        l10n.t('The program says: “{0}”', clipped(line, 240)),
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
