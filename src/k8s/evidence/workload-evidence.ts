import { list, number, record, text, textMap, type Json, type JsonRecord } from '../../common/json.ts';
import { podRecord, type PodRecord } from '../model/pod.ts';
import type { EvidenceReader } from './evidence-reader.ts';
import { KINDS, type ServedKind } from './kinds.ts';
import { readAround } from './pod-evidence.ts';
import { worthALook } from './pod-health.ts';
import { claimNames, readClaim } from './storage-evidence.ts';
import { readEvents, readNamespaceRules, readOwners, readQuotaUsers } from './surroundings.ts';

const MOST_PODS = 200;
/** Jobs of one CronJob; the controller keeps four unless told otherwise. */
const MOST_JOBS = 500;

/** Something that makes or reaches pods, its pods, and closely those of them that fail. */
export async function readWorkload(
  reader: EvidenceReader,
  served: ServedKind,
  namespace: string,
  name: string,
  closely: number,
): Promise<void> {
  const [object] = await Promise.all([
    reader.get(served, namespace, name),
    readEvents(reader, served.kind, namespace, name),
  ]);
  if (!object) return;
  const [pods, , , , quotas] = await Promise.all([
    podsOf(reader, object, namespace),
    readOwners(reader, object),
    served.kind === 'Deployment' ? readReplicaSets(reader, object, namespace) : undefined,
    served.kind === 'Service'
      ? reader.list(KINDS.endpointSlice, namespace, {
          labelSelector: `kubernetes.io/service-name=${name}`,
          limit: 100,
        })
      : undefined,
    readNamespaceRules(reader, namespace), // what keeps pods from being made at all
  ]);
  const wanted = number(object, 'spec', 'replicas') ?? number(object, 'spec', 'parallelism') ?? 1;
  if (quotas.length > 0 && pods.length < wanted) await readQuotaUsers(reader, namespace);
  await readFailing(reader, pods, closely);
}

/** A claim, the pods that use it, and closely those of them that fail. */
export async function readClaimAndUsers(
  reader: EvidenceReader,
  namespace: string,
  name: string,
  closely: number,
): Promise<void> {
  const uses = (pod: JsonRecord): JsonRecord | undefined =>
    claimNames(pod).includes(name) ? pod : undefined;
  const [pods] = await Promise.all([
    reader.list(KINDS.pod, namespace, { limit: 500 }, uses),
    readClaim(reader, namespace, name),
    readNamespaceRules(reader, namespace),
  ]);
  await readFailing(reader, pods, closely);
}

/**
 * A custom resource that nothing is known of but its kind and name: its pods name it as their owner, or carry its name in a label.
 * The owner references also tell where such objects are served.
 */
export async function readCustom(
  reader: EvidenceReader,
  kind: string,
  namespace: string,
  name: string,
  closely: number,
): Promise<void> {
  const ownerIn = (pod: JsonRecord): Json =>
    list(pod, 'metadata', 'ownerReferences').find(
      (owner) => text(owner, 'kind') === kind && text(owner, 'name') === name,
    );
  const isOurs = (pod: JsonRecord): boolean =>
    ownerIn(pod) !== undefined || Object.values(textMap(pod, 'metadata', 'labels')).includes(name);
  const [pods] = await Promise.all([
    reader.list(KINDS.pod, namespace, { limit: 500 }, (pod) => (isOurs(pod) ? pod : undefined)),
    readEvents(reader, kind, namespace, name),
  ]);
  const apiVersion = pods.map((pod) => text(ownerIn(pod), 'apiVersion')).find((found) => found !== undefined);
  const served = apiVersion === undefined ? undefined : await reader.served(apiVersion, kind);
  if (served) await reader.get(served, namespace, name);
  await readFailing(reader, pods, closely);
}

async function readFailing(
  reader: EvidenceReader,
  pods: readonly JsonRecord[],
  closely: number,
): Promise<void> {
  const byRecord = new Map<PodRecord, JsonRecord>(pods.map((pod) => [podRecord(pod), pod]));
  const chosen = worthALook([...byRecord.keys()], closely);
  await Promise.all(chosen.map((pod) => readAround(reader, byRecord.get(pod) ?? {})));
}

async function podsOf(
  reader: EvidenceReader,
  object: JsonRecord,
  namespace: string,
): Promise<readonly JsonRecord[]> {
  if (text(object, 'kind') === 'CronJob') return podsOfCronJob(reader, object, namespace);
  const labelSelector = selectorOf(object);
  return labelSelector === '' ? [] : reader.list(KINDS.pod, namespace, { labelSelector, limit: MOST_PODS });
}

async function podsOfCronJob(
  reader: EvidenceReader,
  cronJob: JsonRecord,
  namespace: string,
): Promise<readonly JsonRecord[]> {
  const uid = text(cronJob, 'metadata', 'uid');
  const isOurs = (job: JsonRecord): boolean =>
    list(job, 'metadata', 'ownerReferences').some((owner) => text(owner, 'uid') === uid);
  const jobs = await reader.list(KINDS.job, namespace, { limit: MOST_JOBS }, (job) =>
    isOurs(job) ? job : undefined,
  );
  const newest = [...jobs].sort((one, other) => (created(one) < created(other) ? 1 : -1)).slice(0, 3);
  const [pods] = await Promise.all([
    Promise.all(newest.map((job) => podsOf(reader, job, namespace))),
    ...newest.map((job) => readEvents(reader, 'Job', namespace, text(job, 'metadata', 'name') ?? '')),
  ]);
  return pods.flat();
}

const created = (object: JsonRecord): string => text(object, 'metadata', 'creationTimestamp') ?? '';

/** Those ReplicaSets of a Deployment that still mean something: the one it rolls out, and those that still want pods. */
async function readReplicaSets(
  reader: EvidenceReader,
  deployment: JsonRecord,
  namespace: string,
): Promise<void> {
  const revision = (object: JsonRecord): string | undefined =>
    text(object, 'metadata', 'annotations', 'deployment.kubernetes.io/revision');
  const uid = text(deployment, 'metadata', 'uid');
  const matters = (set: JsonRecord): boolean =>
    list(set, 'metadata', 'ownerReferences').some((owner) => text(owner, 'uid') === uid) &&
    ((number(set, 'spec', 'replicas') ?? 0) > 0 ||
      (number(set, 'status', 'replicas') ?? 0) > 0 ||
      revision(set) === revision(deployment));
  const query = { labelSelector: selectorOf(deployment), limit: 100 };
  const sets = await reader.list(KINDS.replicaSet, namespace, query, (set) =>
    matters(set) ? set : undefined,
  );
  await Promise.all(
    sets.map((set) => readEvents(reader, 'ReplicaSet', namespace, text(set, 'metadata', 'name') ?? '')),
  );
}

/** The label selector of a workload or Service as a query has it; '' where it selects nothing. */
function selectorOf(object: JsonRecord): string {
  const selector = record(object, 'spec', 'selector');
  const isService = text(object, 'kind') === 'Service';
  const labels = Object.entries(textMap(isService ? selector : selector['matchLabels'])).map(
    ([key, value]) => `${key}=${value}`,
  );
  const expressions = isService ? [] : list(selector, 'matchExpressions').map(expressionWords);
  return [...labels, ...expressions].join(',');
}

function expressionWords(expression: Json): string {
  const key = text(expression, 'key') ?? '';
  const values = list(expression, 'values').map(String).join(',');
  switch (text(expression, 'operator')) {
    case 'In':
      return `${key} in (${values})`;
    case 'NotIn':
      return `${key} notin (${values})`;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return key;
  }
}
