import { list, text } from '../../../common/json.ts';
import type { Claim } from '../../claim.ts';
import { claim } from '../../claim.ts';
import { claimNames } from '../volumes.ts';
import type { UnplacedCase } from './unplaced-case.ts';

/** Kubernetes 1.34 and before say "volume node affinity conflict", 1.35 "didn't match PersistentVolume's node affinity". */
const ELSEWHERE =
  /volume node affinity conflict|PersistentVolume's node affinity|no available volume zone|pv "[^"]+" node affinity doesn't match node|NoVolumeZoneConflict|VolumeNodeAffinityConflict/;
const TOO_MANY =
  /exceed max volume count|MaxVolumeCount|MaxEBSVolumeCount|MaxCSIVolumeCount|MaxGCEPDVolumeCount|MaxAzureDiskVolumeCount|max volume count/;

/** The pod's disks leave no machine: in another zone, held by somebody else, too many of them, without a driver. */
export function diskClaim(unplaced: UnplacedCase): Claim | undefined {
  const { base, says, pod, index } = unplaced;
  if (unplaced.said(ELSEWHERE)) return volumeZone(unplaced);
  if (unplaced.said(TOO_MANY))
    return claim({ ...base, cause: 'scheduling-volume-limit', confidence: 'certain', says });
  if (unplaced.said(/no available disk|ReadWriteOncePod/)) {
    const name = claimNames(pod)[0];
    const holder =
      name === undefined
        ? undefined
        : index
            .podsWithClaim(pod.namespace, name)
            .find((other) => other.ref.name !== pod.ref.name && !other.isFinished);
    return claim({
      ...base,
      severity: 'broken',
      cause: 'volume-multi-attach',
      confidence: 'likely',
      says: {
        claim: name,
        holder: holder?.ref.name,
        holderNode: holder?.nodeName,
        message: says.message,
      },
    });
  }
  const driverless = unplaced.said(/CSI driver is not installed on the node/);
  const driver = /(\S+) CSI driver is not installed/.exec(driverless?.reason ?? '')?.[1];
  return driver === undefined
    ? undefined
    : claim({
        ...base,
        severity: 'broken',
        cause: 'csi-driver-missing',
        confidence: 'certain',
        says: { driver, message: says.message },
      });
}

function volumeZone(unplaced: UnplacedCase): Claim {
  const { base, says, pod } = unplaced;
  const names = claimNames(pod);
  const zoned = names
    .map((name) => ({ name, zone: zoneOf(unplaced, name) }))
    .find(({ zone }) => zone !== undefined);
  return claim({
    ...base,
    severity: 'broken',
    cause: 'scheduling-volume-zone',
    confidence: 'certain',
    says: { ...says, claim: zoned?.name ?? names[0], zone: zoned?.zone },
  });
}

function zoneOf({ pod, index }: UnplacedCase, claimName: string): string | undefined {
  const volumeName = text(index.get('PersistentVolumeClaim', pod.namespace, claimName), 'spec', 'volumeName');
  const volume = volumeName === undefined ? undefined : index.get('PersistentVolume', undefined, volumeName);
  for (const term of list(volume, 'spec', 'nodeAffinity', 'required', 'nodeSelectorTerms')) {
    for (const expression of list(term, 'matchExpressions')) {
      if (/zone|hostname/.test(text(expression, 'key') ?? ''))
        return list(expression, 'values').map(String).join(', ');
    }
  }
  return (
    text(volume, 'metadata', 'labels', 'topology.kubernetes.io/zone') ??
    text(volume, 'metadata', 'labels', 'failure-domain.beta.kubernetes.io/zone')
  );
}
