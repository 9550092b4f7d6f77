import { list, text, type JsonRecord } from '../../common/json.ts';
import type { EvidenceReader } from './evidence-reader.ts';
import type { ServedKind } from './kinds.ts';
import { readEvents } from './surroundings.ts';

const KUEUE = 'kueue.x-k8s.io';
const VOLCANO = 'scheduling.volcano.sh';

/** What a queueing system knows of a pod and its owners, where one of them says that it stands in a queue. */
export async function readQueues(reader: EvidenceReader, chain: readonly JsonRecord[]): Promise<void> {
  const first = (...path: string[]): string | undefined =>
    chain.map((object) => text(object, ...path)).find((value) => value !== undefined && value !== '');
  const namespace = first('metadata', 'namespace');
  const queue =
    first('metadata', 'labels', 'kueue.x-k8s.io/queue-name') ??
    first('metadata', 'annotations', 'kueue.x-k8s.io/queue-name');
  const group = first('metadata', 'annotations', 'scheduling.k8s.io/group-name');
  await Promise.all([
    queue === undefined || namespace === undefined ? undefined : readKueue(reader, namespace, queue, chain),
    group === undefined || namespace === undefined ? undefined : readVolcano(reader, namespace, group),
  ]);
}

async function readKueue(
  reader: EvidenceReader,
  namespace: string,
  queue: string,
  chain: readonly JsonRecord[],
): Promise<void> {
  const version = await reader.preferredVersion(KUEUE);
  if (version === undefined) return;
  const kind = (name: string, plural: string, namespaced = true): ServedKind => ({
    kind: name,
    group: KUEUE,
    version,
    plural,
    namespaced,
  });
  const uids = new Set(chain.map((object) => text(object, 'metadata', 'uid')));
  const isOurs = (workload: JsonRecord): boolean =>
    list(workload, 'metadata', 'ownerReferences').some((owner) => uids.has(text(owner, 'uid')));
  const [workloads, localQueue] = await Promise.all([
    reader.list(kind('Workload', 'workloads'), namespace, { limit: 500 }, (workload) =>
      isOurs(workload) ? workload : undefined,
    ),
    reader.get(kind('LocalQueue', 'localqueues'), namespace, queue),
  ]);
  const clusterQueue = text(localQueue, 'spec', 'clusterQueue');
  await Promise.all([
    clusterQueue === undefined
      ? undefined
      : reader.get(kind('ClusterQueue', 'clusterqueues', false), undefined, clusterQueue),
    ...workloads.map((workload) =>
      readEvents(reader, 'Workload', namespace, text(workload, 'metadata', 'name') ?? ''),
    ),
  ]);
}

async function readVolcano(reader: EvidenceReader, namespace: string, name: string): Promise<void> {
  const version = await reader.preferredVersion(VOLCANO);
  if (version === undefined) return;
  const group: ServedKind = {
    kind: 'PodGroup',
    group: VOLCANO,
    version,
    plural: 'podgroups',
    namespaced: true,
  };
  const [found] = await Promise.all([
    reader.get(group, namespace, name),
    readEvents(reader, 'PodGroup', namespace, name),
  ]);
  const queue = text(found, 'spec', 'queue');
  if (queue !== undefined)
    await reader.get({ ...group, kind: 'Queue', plural: 'queues', namespaced: false }, undefined, queue);
}
