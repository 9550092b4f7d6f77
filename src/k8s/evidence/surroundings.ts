import { list, record, text, type Json, type JsonRecord } from '../../common/json.ts';
import type { EvidenceReader } from './evidence-reader.ts';
import { KINDS } from './kinds.ts';

/** Job -> CronJob, Pod -> ReplicaSet -> Deployment -> a custom resource or two. */
const HIGHEST = 8;
const MOST_EVENTS = 200;

/** Events about one object; of all objects of that name where it was replaced. */
export function readEvents(
  reader: EvidenceReader,
  kind: string,
  namespace: string | undefined,
  name: string,
): Promise<readonly JsonRecord[]> {
  const fieldSelector = `involvedObject.kind=${kind},involvedObject.name=${name}`;
  // Events about cluster-wide objects are kept in the namespace "default".
  return reader.list(KINDS.event, namespace ?? 'default', { fieldSelector, limit: MOST_EVENTS });
}

/** Owners up to the top, nearest first, each with its events. */
export async function readOwners(reader: EvidenceReader, object: JsonRecord): Promise<readonly JsonRecord[]> {
  const namespace = text(object, 'metadata', 'namespace');
  const found: JsonRecord[] = [];
  const events: Promise<unknown>[] = [];
  let current: JsonRecord | undefined = object;
  while (current && found.length < HIGHEST) {
    const references = list(current, 'metadata', 'ownerReferences');
    const owner = references.find((reference) => record(reference)['controller'] === true) ?? references[0];
    const kind = text(owner, 'kind');
    const name = text(owner, 'name');
    const apiVersion = text(owner, 'apiVersion');
    if (kind === undefined || name === undefined || apiVersion === undefined) break;
    if (found.some((seen) => text(seen, 'kind') === kind && text(seen, 'metadata', 'name') === name)) break;
    const served = await reader.served(apiVersion, kind);
    if (!served) break;
    if (served.namespaced) events.push(readEvents(reader, kind, namespace, name));
    current = await reader.get(served, namespace, name);
    if (current) found.push(current);
  }
  await Promise.all(events);
  return found;
}

/** What limits a namespace: its quotas, which it answers, allowed ranges, and whether it is being deleted or enforces a security level. */
export async function readNamespaceRules(
  reader: EvidenceReader,
  namespace: string,
): Promise<readonly JsonRecord[]> {
  const [quotas] = await Promise.all([
    reader.list(KINDS.quota, namespace, { limit: 50 }),
    reader.list(KINDS.limitRange, namespace, { limit: 50 }),
    reader.get(KINDS.namespace, undefined, namespace),
  ]);
  return quotas;
}

/** Nodes at most, and pods on them at most, when the question is where a pod would fit. */
const MOST_NODES = 500;
const MOST_PODS = 2_000;

/** The machine that a pod is on; where it is on none, all of them and what is taken of each. */
export async function readMachines(reader: EvidenceReader, pod: JsonRecord): Promise<void> {
  const name = text(pod, 'spec', 'nodeName');
  if (name !== undefined && name !== '') {
    const node = await reader.get(KINDS.node, undefined, name);
    if (node) await readEvents(reader, 'Node', undefined, name);
    return;
  }
  const nodes = await reader.list(KINDS.node, undefined, { limit: MOST_NODES });
  if (nodes.length === 0) return;
  const fieldSelector = 'spec.nodeName!=,status.phase!=Succeeded,status.phase!=Failed';
  await reader.list(
    KINDS.pod,
    undefined,
    { fieldSelector, limit: MOST_PODS, wholeOrNothing: true },
    requestsOnly,
  );
}

/** What the pods of a namespace ask for: who has the quota that somebody else is refused. Read after whatever is looked at closely. */
export async function readQuotaUsers(reader: EvidenceReader, namespace: string): Promise<void> {
  const fieldSelector = 'status.phase!=Succeeded,status.phase!=Failed';
  await reader.list(KINDS.pod, namespace, { fieldSelector, limit: MOST_NODES }, requestsOnly);
}

/** As much of somebody else's pod as says what it takes of its machine and whom it keeps away. */
function requestsOnly(pod: JsonRecord): JsonRecord {
  const { name, namespace, uid, labels, ownerReferences } = record(pod, 'metadata');
  const spec = record(pod, 'spec');
  const sizes = (containers: readonly Json[]): readonly JsonRecord[] =>
    containers.map((container) => {
      const { name: called, resources, restartPolicy, ports } = record(container);
      return {
        name: called,
        resources,
        restartPolicy,
        ports: list(ports).filter((port) => 'hostPort' in record(port)),
      };
    });
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, uid, labels, ownerReferences },
    spec: {
      nodeName: spec['nodeName'],
      priority: spec['priority'],
      overhead: spec['overhead'],
      containers: sizes(list(spec, 'containers')),
      initContainers: sizes(list(spec, 'initContainers')),
    },
    status: { phase: text(pod, 'status', 'phase') },
  };
}
