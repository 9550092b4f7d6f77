import { textMap } from '../../common/json.ts';
import type { ObjectRef } from '../finding.ts';
import type { Place } from '../words/place.ts';
import type { BundleIndex } from './bundle-index.ts';

/** Who owns this pod, told from the labels that each tool puts on what it makes and from its owners. */
export function placeOf(ref: ObjectRef, index: BundleIndex): Place {
  const object = index.find(ref);
  const labels = textMap(object, 'metadata', 'labels');
  const owners = index.ownersOf(ref);
  const kinds = new Set([ref.kind, ...owners.map((owner) => owner.kind)]);
  if (labels.component === 'singleuser-server' || labels['hub.jupyter.org/username'] !== undefined)
    return { kind: 'kubespawner' };
  if (labels['spark-role'] !== undefined || labels['spark-app-selector'] !== undefined) {
    return { kind: 'spark', role: labels['spark-role'] === 'driver' ? 'driver' : 'executor' };
  }
  if (
    labels['dask.org/component'] !== undefined ||
    kinds.has('DaskCluster') ||
    kinds.has('DaskWorkerGroup')
  ) {
    return { kind: 'dask', role: labels['dask.org/component'] === 'scheduler' ? 'scheduler' : 'worker' };
  }
  if (labels['ray.io/cluster'] !== undefined || kinds.has('RayCluster')) return { kind: 'ray' };
  if (labels['workflows.argoproj.io/workflow'] !== undefined || kinds.has('Workflow'))
    return { kind: 'argo' };
  if (labels.kubernetes_executor === 'True' || labels['airflow-worker'] !== undefined)
    return { kind: 'airflow' };
  const release =
    labels['app.kubernetes.io/managed-by'] === 'Helm' || labels.heritage === 'Helm'
      ? (labels['app.kubernetes.io/instance'] ?? labels.release)
      : undefined;
  if (release !== undefined) return { kind: 'helm', release };
  const top = owners.at(-1);
  if (top) return { kind: 'workload', owner: `${top.kind} ${top.name}` };
  return ref.kind === 'Pod' ? { kind: 'pod' } : { kind: 'workload', owner: `${ref.kind} ${ref.name}` };
}
