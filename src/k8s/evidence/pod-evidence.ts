import { text, type JsonRecord } from '../../common/json.ts';
import { podRecord } from '../model/pod.ts';
import { readLogs } from './container-logs.ts';
import { readDevices } from './device-evidence.ts';
import type { EvidenceReader } from './evidence-reader.ts';
import { KINDS } from './kinds.ts';
import { isWell } from './pod-health.ts';
import { readQueues } from './queue-evidence.ts';
import { readReferences } from './references.ts';
import { readStorage } from './storage-evidence.ts';
import { readEvents, readMachines, readNamespaceRules, readOwners } from './surroundings.ts';

/** A pod by its name, and whatever can be the reason for the way it is. */
export async function readPod(reader: EvidenceReader, namespace: string, name: string): Promise<void> {
  const [pod] = await Promise.all([
    reader.get(KINDS.pod, namespace, name),
    readEvents(reader, 'Pod', namespace, name),
  ]);
  if (pod) await readAround(reader, pod);
}

/** What surrounds a pod that was read already. Of a pod that is well, only what tells what it is and where its files are. */
export async function readAround(reader: EvidenceReader, pod: JsonRecord): Promise<void> {
  const namespace = text(pod, 'metadata', 'namespace') ?? '';
  const record = podRecord(pod);
  const trouble = !isWell(record);
  const events = readEvents(reader, 'Pod', namespace, record.name);
  await Promise.all([
    readOwners(reader, pod).then((owners) => (trouble ? readQueues(reader, [pod, ...owners]) : undefined)),
    events.then((found) => readStorage(reader, pod, found)),
    readMachines(reader, pod),
    readLogs(reader, record, { living: true }),
    ...(trouble
      ? [readReferences(reader, pod), readNamespaceRules(reader, namespace), readDevices(reader, pod)]
      : []),
  ]);
}
