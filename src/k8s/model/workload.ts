import { flag, instant, number, record, text, type JsonRecord } from '../../common/json.ts';
import type { Resource } from '../live/resource.ts';
import { conditionOf, conditionsOf, isTrue, type Condition } from './condition.ts';
import { labelsOf, metadataOf, type Instant, type Labels, type ObjectMetadata } from './metadata.ts';

export type WorkloadKind = 'Deployment' | 'ReplicaSet' | 'StatefulSet' | 'DaemonSet' | 'Job' | 'CronJob';

/** Something that keeps pods running, or runs them to an end. What a kind does not have is zero or nothing. */
export interface WorkloadRecord extends ObjectMetadata {
  readonly kind: WorkloadKind;
  /** Pods that there should be. For a job: runs that must succeed. */
  readonly wanted: number;
  /** Pods that are ready. */
  readonly ready: number;
  /** Pods of the newest version. */
  readonly upToDate: number;
  /** Pods of a job, or jobs of a CronJob, that are not finished. */
  readonly active: number;
  readonly succeeded: number;
  readonly failed: number;
  /** A job or CronJob that is told to wait; a Deployment whose rollout is paused. */
  readonly suspended: boolean;
  readonly startedAt: Instant | undefined;
  readonly finishedAt: Instant | undefined;
  readonly outcome: 'succeeded' | 'failed' | undefined;
  readonly schedule: string | undefined;
  readonly lastScheduledAt: Instant | undefined;
  readonly selector: Labels;
  readonly conditions: readonly Condition[];
}

export function workloadRecord(kind: WorkloadKind, object: JsonRecord): WorkloadRecord {
  const spec = record(object, 'spec');
  const status = record(object, 'status');
  const conditions = conditionsOf(status['conditions']);
  const active = Array.isArray(status['active']) ? status['active'].length : (number(status, 'active') ?? 0);
  return {
    ...metadataOf(object),
    kind,
    ...countsOf(kind, spec, status),
    active,
    succeeded: number(status, 'succeeded') ?? 0,
    failed: number(status, 'failed') ?? 0,
    suspended: flag(spec, 'suspend') ?? flag(spec, 'paused') ?? false,
    startedAt: instant(status, 'startTime'),
    ...(kind === 'Job' ? endOf(status, conditions) : { finishedAt: undefined, outcome: undefined }),
    schedule: text(spec, 'schedule'),
    lastScheduledAt: instant(status, 'lastScheduleTime'),
    selector: labelsOf(record(spec, 'selector')['matchLabels']),
    conditions,
  };
}

function countsOf(
  kind: WorkloadKind,
  spec: JsonRecord,
  status: JsonRecord,
): Pick<WorkloadRecord, 'wanted' | 'ready' | 'upToDate'> {
  const of = (field: string): number => number(status, field) ?? 0;
  switch (kind) {
    case 'Deployment':
    case 'StatefulSet':
      return {
        wanted: number(spec, 'replicas') ?? 1,
        ready: of('readyReplicas'),
        upToDate: of('updatedReplicas'),
      };
    case 'ReplicaSet':
      return { wanted: number(spec, 'replicas') ?? 1, ready: of('readyReplicas'), upToDate: of('replicas') };
    case 'DaemonSet':
      return {
        wanted: of('desiredNumberScheduled'),
        ready: of('numberReady'),
        upToDate: of('updatedNumberScheduled'),
      };
    case 'Job': {
      // Without `completions` one success ends the job, however many pods work on it side by side.
      return { wanted: number(spec, 'completions') ?? 1, ready: of('ready'), upToDate: of('active') };
    }
    case 'CronJob':
      return { wanted: 0, ready: 0, upToDate: 0 };
  }
}

function endOf(
  status: JsonRecord,
  conditions: readonly Condition[],
): Pick<WorkloadRecord, 'finishedAt' | 'outcome'> {
  if (isTrue(conditions, 'Complete')) {
    return {
      finishedAt: instant(status, 'completionTime') ?? conditionOf(conditions, 'Complete')?.since,
      outcome: 'succeeded',
    };
  }
  if (isTrue(conditions, 'Failed'))
    return { finishedAt: conditionOf(conditions, 'Failed')?.since, outcome: 'failed' };
  return { finishedAt: undefined, outcome: undefined };
}

const workloads = (group: string, kind: WorkloadKind, plural: string): Resource<WorkloadRecord> => ({
  id: plural,
  group,
  version: 'v1',
  plural,
  kind,
  namespaced: true,
  project: (object) => workloadRecord(kind, object),
});

export const DEPLOYMENTS = workloads('apps', 'Deployment', 'deployments');
export const REPLICA_SETS = workloads('apps', 'ReplicaSet', 'replicasets');
export const STATEFUL_SETS = workloads('apps', 'StatefulSet', 'statefulsets');
export const DAEMON_SETS = workloads('apps', 'DaemonSet', 'daemonsets');
export const JOBS = workloads('batch', 'Job', 'jobs');
export const CRON_JOBS = workloads('batch', 'CronJob', 'cronjobs');
