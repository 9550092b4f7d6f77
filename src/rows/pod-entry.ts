import { flag, list, record, type JsonRecord } from '../common/json.ts';
import type { Resource } from '../k8s/live/resource.ts';
import { podRecord, type PodRecord } from '../k8s/model/pod.ts';
import { podFacts, type PodFacts } from '../tools/facts.ts';

/** What a live list keeps of a pod: its record, and more only where more will be asked. */
export interface PodEntry {
  readonly record: PodRecord;
  /** The object itself, slimmed, of a pod that is not plainly well: the diagnosis of its row reads it. */
  readonly object: JsonRecord | undefined;
  /** Of a pod that nothing but its own marks can tie to a tool. */
  readonly facts: PodFacts | undefined;
}

/** The pods of a namespace for rows and tools: one watch serves both. */
export const POD_ENTRIES: Resource<PodEntry> = {
  id: 'pod-entries',
  group: '',
  version: 'v1',
  plural: 'pods',
  kind: 'Pod',
  namespaced: true,
  project: podEntry,
};

export function podEntry(object: JsonRecord): PodEntry {
  const pod = podRecord(object);
  return {
    record: pod,
    object: isPlainlyWell(pod) ? undefined : slim(object),
    facts: isBare(object) ? podFacts(object) : undefined,
  };
}

/**
 * True for pods whose row needs no diagnosis: finished well, or running with all containers ready and none ever restarted. In a
 * healthy namespace that is nearly all of them, which is what keeps 10,000 rows cheap.
 */
export function isPlainlyWell(pod: PodRecord): boolean {
  if (pod.deletedAt !== undefined) return false;
  if (pod.phase === 'Succeeded') return true;
  if (pod.phase !== 'Running') return false;
  return pod.containers.every((container) => {
    if (container.restarts > 0 || container.lastEnd !== undefined) return false;
    if (container.role === 'init') return container.state?.is === 'ended' && container.state.exitCode === 0;
    if (container.role === 'ephemeral') return true;
    return container.state?.is === 'running' && container.ready;
  });
}

function isBare(object: JsonRecord): boolean {
  return !list(object, 'metadata', 'ownerReferences').some((owner) => flag(owner, 'controller') === true);
}

/** Without what nobody reads: field managers, and the copy of the whole object that `kubectl apply` leaves in an annotation. */
function slim(object: JsonRecord): JsonRecord {
  const { managedFields, annotations: all, ...metadata } = record(object, 'metadata');
  const { 'kubectl.kubernetes.io/last-applied-configuration': applied, ...annotations } = record(
    object,
    'metadata',
    'annotations',
  );
  return { apiVersion: 'v1', kind: 'Pod', ...object, metadata: { ...metadata, annotations } };
}
