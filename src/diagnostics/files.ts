import * as l10n from '@vscode/l10n';
import { at, isRecord, list, text } from '../common/json.ts';
import type { BundleIndex } from './facts/bundle-index.ts';
import type { PodFacts } from './facts/pod-facts.ts';
import type { FilePlace } from './finding.ts';
import { bytes, quantityOf } from './words/quantities.ts';

/** Volumes that Kubernetes adds by itself; nobody keeps files there. */
const OWN_VOLUME = /^(kube-api-access-|default-token-)|\/serviceaccount$/;

/** Where files of a pod live and whether they survive a restart, one entry per mounted path, and one for all else. */
export function placesOf(index: BundleIndex, pod: PodFacts): FilePlace[] {
  const places = new Map<string, FilePlace>();
  const volumes = list(pod.spec, 'volumes');
  for (const container of pod.appContainers) {
    for (const mount of list(container.spec, 'volumeMounts')) {
      const path = text(mount, 'mountPath');
      const name = text(mount, 'name');
      if (path === undefined || name === undefined || OWN_VOLUME.test(name) || OWN_VOLUME.test(path))
        continue;
      const volume = volumes.find((candidate) => text(candidate, 'name') === name);
      const place = placeOfVolume(index, pod, path, volume);
      if (!places.has(path)) places.set(path, place);
    }
  }
  const sorted = [...places.values()].sort(
    (a, b) => Number(b.kept) - Number(a.kept) || (a.path < b.path ? -1 : 1),
  );
  return [
    ...sorted,
    {
      path: l10n.t('everything else'),
      where: l10n.t('the container itself'),
      kept: false,
      note: l10n.t('lost at each restart'),
    },
  ];
}

function placeOfVolume(index: BundleIndex, pod: PodFacts, path: string, volume: unknown): FilePlace {
  const claimName = text(volume, 'persistentVolumeClaim', 'claimName');
  if (claimName !== undefined) {
    const claim = index.get('PersistentVolumeClaim', pod.namespace, claimName);
    const size =
      quantityOf(at(claim, 'status', 'capacity', 'storage')) ??
      quantityOf(at(claim, 'spec', 'resources', 'requests', 'storage'));
    return {
      path,
      where: claimName,
      kept: true,
      ...(size === undefined ? {} : { note: l10n.t('{0} in all', bytes(size)) }),
    };
  }
  if (isRecord(at(volume, 'emptyDir'))) {
    const memory = text(volume, 'emptyDir', 'medium') === 'Memory';
    return {
      path,
      where: memory ? l10n.t('memory') : l10n.t('temporary disk'),
      kept: false,
      note: l10n.t('survives a restart of the container, not the end of the pod'),
    };
  }
  if (isRecord(at(volume, 'nfs')))
    return { path, where: l10n.t('file server {0}', text(volume, 'nfs', 'server') ?? ''), kept: true };
  if (isRecord(at(volume, 'csi')))
    return {
      path,
      where: l10n.t('storage driver {0}', text(volume, 'csi', 'driver') ?? ''),
      kept: false,
      note: l10n.t('depends on the driver'),
    };
  if (isRecord(at(volume, 'ephemeral')))
    return { path, where: l10n.t('a disk of this pod'), kept: false, note: l10n.t('deleted with the pod') };
  if (isRecord(at(volume, 'hostPath')))
    return {
      path,
      where: l10n.t('the machine’s own disk'),
      kept: false,
      note: l10n.t('stays on that machine only'),
    };
  for (const kind of ['secret', 'configMap', 'projected', 'downwardAPI'] as const) {
    if (isRecord(at(volume, kind)))
      return { path, where: l10n.t('settings ({0})', kind), kept: true, note: l10n.t('read-only') };
  }
  return { path, where: l10n.t('a volume'), kept: false, note: l10n.t('kind not known') };
}
