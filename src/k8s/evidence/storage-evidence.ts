import { list, text, type JsonRecord } from '../../common/json.ts';
import type { EvidenceReader } from './evidence-reader.ts';
import { KINDS } from './kinds.ts';
import { readEvents } from './surroundings.ts';

const MOST_CLAIMS = 10;
const MOST_VOLUMES = 200;
const MOST_ATTACHMENTS = 300;

/** Names of the claims that a pod mounts, those made for it alone included. */
export function claimNames(pod: JsonRecord): readonly string[] {
  const podName = text(pod, 'metadata', 'name') ?? '';
  return list(pod, 'spec', 'volumes').flatMap((volume) => {
    const claim = text(volume, 'persistentVolumeClaim', 'claimName');
    if (claim !== undefined) return [claim];
    // A generic ephemeral volume: Kubernetes names its claim after pod and volume.
    const volumeName = text(volume, 'name');
    return typeof volume === 'object' && volume !== null && 'ephemeral' in volume && volumeName !== undefined
      ? [`${podName}-${volumeName}`]
      : [];
  });
}

/** A claim with its events, its volume and its storage class; where it has no volume, what there would be to choose from. */
export async function readClaim(reader: EvidenceReader, namespace: string, name: string): Promise<void> {
  const [claim] = await Promise.all([
    reader.get(KINDS.claim, namespace, name),
    readEvents(reader, 'PersistentVolumeClaim', namespace, name),
  ]);
  if (!claim) return;
  const volume = text(claim, 'spec', 'volumeName') ?? '';
  const storageClass =
    text(claim, 'spec', 'storageClassName') ??
    text(claim, 'metadata', 'annotations', 'volume.beta.kubernetes.io/storage-class') ??
    '';
  await Promise.all([
    volume === ''
      ? reader.list(KINDS.volume, undefined, { limit: MOST_VOLUMES })
      : reader.get(KINDS.volume, undefined, volume),
    storageClass === ''
      ? reader.list(KINDS.storageClass, undefined, { limit: 100 })
      : reader.get(KINDS.storageClass, undefined, storageClass),
  ]);
}

/**
 * The storage of a pod. Where its events speak of attaching, also where its volumes are attached and which other pods use them.
 */
export async function readStorage(
  reader: EvidenceReader,
  pod: JsonRecord,
  events: readonly JsonRecord[],
): Promise<void> {
  const namespace = text(pod, 'metadata', 'namespace') ?? '';
  const names = claimNames(pod).slice(0, MOST_CLAIMS);
  await Promise.all(names.map((name) => readClaim(reader, namespace, name)));
  if (names.length === 0 || !events.some((event) => /attach/i.test(text(event, 'message') ?? ''))) return;
  await Promise.all([
    reader.list(KINDS.volumeAttachment, undefined, { limit: MOST_ATTACHMENTS }),
    reader.list(KINDS.pod, namespace, { limit: 500 }, (other) =>
      claimNames(other).some((name) => names.includes(name)) ? other : undefined,
    ),
  ]);
}
