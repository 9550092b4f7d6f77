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

function classWords(name: string | undefined): string {
  return name === undefined || name === ''
    ? l10n.t('no storage class')
    : l10n.t('the storage class "{0}"', name);
}

export interface PvcSays {
  'pvc-not-found': { claim: string; namespace: string; elsewhere: readonly string[] };
  'pvc-no-storageclass': ClaimSays & { classes: readonly string[] };
  'pvc-provisioning-failed': ClaimSays & {
    message: string;
    kind: 'quota' | 'access-mode' | 'parameters' | 'no-provisioner' | 'growth' | 'other';
    provisioner?: string | undefined;
    /** Bytes of a disk that is to grow. */
    has?: number | undefined;
  };
  'pvc-no-matching-volume': ClaimSays & { taken: readonly string[]; reason?: string | undefined };
  'pvc-waitforfirstconsumer-nodename': ClaimSays & { pod: string; node: string };
}

export const pvcWords: { [C in keyof PvcSays]: Wording<PvcSays[C]> } = {
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
      kind === 'growth'
        ? l10n.t('its storage does not grow')
        : kind === 'quota'
          ? l10n.t('its storage cannot be made: storage quota used up')
          : l10n.t('its storage cannot be made'),
    title: ({ claim, storageClass, kind, modes, provisioner, message, has, size }) => {
      switch (kind) {
        case 'growth':
          return l10n.t(
            'The storage "{0}" is to grow from {1} to {2}, and that fails. It goes on working with {1}.',
            claim,
            bytes(has ?? 0),
            bytes(size ?? 0),
          );
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
      `${size === undefined ? l10n.t('It was asked of {0}.', classWords(storageClass)) : l10n.t('{0} were asked of {1}.', bytes(size), classWords(storageClass))} ${l10n.t('The answer: “{0}”', clipped(message, 300))}`,
    actions: ({ kind, claim, storageClass, message }) => [
      ...(kind === 'growth' && /\bwait\b/i.test(message)
        ? [you(l10n.t('Wait as long as the answer says; it is tried again by itself.'))]
        : []),
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
        kind === 'growth'
          ? l10n.t('Please look why {0} cannot enlarge the volume.', classWords(storageClass))
          : l10n.t('Please look why {0} cannot make volumes.', classWords(storageClass)),
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
};
