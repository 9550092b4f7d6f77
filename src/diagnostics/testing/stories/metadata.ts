import { createHash } from 'node:crypto';
import type { JsonRecord } from '../../../common/json.ts';
import { isRecord, record, text } from '../../../common/json.ts';
import { ago } from './times.ts';

const VERSIONS: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  ReplicaSet: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  StorageClass: 'storage.k8s.io/v1',
  VolumeAttachment: 'storage.k8s.io/v1',
  Workload: 'kueue.x-k8s.io/v1beta1',
  LocalQueue: 'kueue.x-k8s.io/v1beta1',
  ClusterQueue: 'kueue.x-k8s.io/v1beta1',
  PodGroup: 'scheduling.volcano.sh/v1beta1',
  Workflow: 'argoproj.io/v1alpha1',
  RayCluster: 'ray.io/v1',
  SparkApplication: 'sparkoperator.k8s.io/v1beta2',
  PyTorchJob: 'kubeflow.org/v1',
  Notebook: 'kubeflow.org/v1',
  InferenceService: 'serving.kserve.io/v1beta1',
  ResourceClaim: 'resource.k8s.io/v1',
};

export function versionOf(kind: string): string {
  return VERSIONS[kind] ?? 'v1';
}

export function uidOf(seed: string): string {
  const hash = createHash('sha1').update(seed).digest('hex');
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `5${hash.slice(13, 16)}`,
    `a${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}

/** `namespace/name`, or the name of something that has no namespace. */
export function placeOf(told: string): { readonly namespace?: string; readonly name: string } {
  const [first = '', second] = told.split('/');
  return second === undefined ? { name: first } : { namespace: first, name: second };
}

export function metadataOf(kind: string, told: JsonRecord, place: string): JsonRecord {
  const owner = text(told, 'owner')?.split('/');
  return {
    ...placeOf(place),
    uid: uidOf(`${kind}/${place}`),
    creationTimestamp: ago(text(told, 'age') ?? '20d'),
    ...(isRecord(told.labels) ? { labels: told.labels } : {}),
    ...(isRecord(told.annotations) ? { annotations: told.annotations } : {}),
    ...(owner
      ? {
          ownerReferences: [
            {
              apiVersion: versionOf(owner[0] ?? ''),
              kind: owner[0],
              name: owner[1],
              uid: uidOf(`${owner[0] ?? ''}/${placeOf(place).namespace ?? ''}/${owner[1] ?? ''}`),
              controller: true,
            },
          ],
        }
      : {}),
    ...record(told, 'metadata'),
  };
}
