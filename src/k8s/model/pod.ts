import { instant, list, number, record, text, type JsonRecord } from '../../common/json.ts';
import type { Resource } from '../live/resource.ts';
import { conditionsOf, type Condition } from './condition.ts';
import { containersOf, type ContainerRecord } from './container.ts';
import { metadataOf, type Instant, type ObjectMetadata } from './metadata.ts';
import { shared, sharedMaybe } from './shared-text.ts';

/** What Porthole keeps of a pod: enough for its row, its words and its place in the tree. Around 2 KB each. */
export interface PodRecord extends ObjectMetadata {
  readonly node: string | undefined;
  /** `Pending`, `Running`, `Succeeded`, `Failed` or `Unknown`. */
  readonly phase: string;
  /** Of the whole pod: `Evicted`, `NodeLost`, `DeadlineExceeded` ... */
  readonly reason: string | undefined;
  readonly message: string | undefined;
  readonly startedAt: Instant | undefined;
  readonly gracePeriodSeconds: number | undefined;
  readonly conditions: readonly Condition[];
  readonly readinessGates: readonly string[];
  readonly schedulingGates: readonly string[];
  readonly containers: readonly ContainerRecord[];
  readonly restartPolicy: string | undefined;
  readonly ip: string | undefined;
  readonly serviceAccount: string | undefined;
  readonly priorityClass: string | undefined;
  /** Names of the storage claims that it mounts. */
  readonly claims: readonly string[];
}

const NONE: readonly string[] = Object.freeze([]);

export function podRecord(object: JsonRecord): PodRecord {
  const spec = record(object, 'spec');
  const status = record(object, 'status');
  return {
    ...metadataOf(object),
    node: sharedMaybe(text(spec, 'nodeName') || undefined),
    phase: shared(text(status, 'phase') ?? ''),
    reason: sharedMaybe(text(status, 'reason') || undefined),
    message: sharedMaybe(text(status, 'message') || undefined),
    startedAt: instant(status, 'startTime'),
    gracePeriodSeconds: number(object, 'metadata', 'deletionGracePeriodSeconds'),
    conditions: conditionsOf(status['conditions']),
    readinessGates: texts(list(spec, 'readinessGates').map((gate) => text(gate, 'conditionType'))),
    schedulingGates: texts(list(spec, 'schedulingGates').map((gate) => text(gate, 'name'))),
    containers: containersOf(object),
    restartPolicy: sharedMaybe(text(spec, 'restartPolicy')),
    ip: text(status, 'podIP') || undefined,
    serviceAccount: sharedMaybe(text(spec, 'serviceAccountName')),
    priorityClass: sharedMaybe(text(spec, 'priorityClassName') || undefined),
    claims: texts(list(spec, 'volumes').map((volume) => text(volume, 'persistentVolumeClaim', 'claimName'))),
  };
}

export const PODS: Resource<PodRecord> = {
  id: 'pods',
  group: '',
  version: 'v1',
  plural: 'pods',
  kind: 'Pod',
  namespaced: true,
  project: podRecord,
};

/** The container that logs and shells begin with: the one an annotation names, else the first of the app's. */
export function mainContainer(pod: PodRecord): ContainerRecord | undefined {
  const named = pod.annotations['kubectl.kubernetes.io/default-container'];
  const apps = pod.containers.filter((container) => container.role === 'app');
  return apps.find((container) => container.name === named) ?? apps[0];
}

function texts(values: readonly (string | undefined)[]): readonly string[] {
  const found = values.filter((value) => value !== undefined && value !== '') as string[];
  return found.length > 0 ? found.map(shared) : NONE;
}
