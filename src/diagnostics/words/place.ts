import * as l10n from '@vscode/l10n';
import type { Action } from '../finding.ts';

/**
 * Who owns a pod, and so where its owner changes what the pod asks for. Advice names the thing that the user edits: a pod that a
 * hub, an operator or a chart makes anew is not the place.
 */
export type Place =
  | { readonly kind: 'pod' }
  | { readonly kind: 'workload'; readonly owner: string }
  | { readonly kind: 'kubespawner' }
  | { readonly kind: 'spark'; readonly role: 'driver' | 'executor' }
  | { readonly kind: 'dask'; readonly role: 'worker' | 'scheduler' }
  | { readonly kind: 'ray' }
  | { readonly kind: 'argo' }
  | { readonly kind: 'airflow' }
  | { readonly kind: 'helm'; readonly release: string };

export function you(text: string, patch?: string): Action {
  return { text, who: 'you', ...(patch === undefined ? {} : { patch }) };
}

export function team(text: string, patch?: string): Action {
  return { text, who: 'platform-team', ...(patch === undefined ? {} : { patch }) };
}

/** "Give it this much memory", said where the user can say it. `memory` as a manifest writes it (`4Gi`). */
export function moreMemory(place: Place, container: string, memory: string): Action {
  const inPod = `resources:\n  requests:\n    memory: ${memory}\n  limits:\n    memory: ${memory}\n`;
  switch (place.kind) {
    case 'kubespawner':
      return you(
        l10n.t(
          'Choose a larger server profile when you start your server; whoever runs the hub can offer one with more memory.',
        ),
        `c.KubeSpawner.mem_limit = "${memory.replace('i', '')}"\nc.KubeSpawner.mem_guarantee = "${memory.replace('i', '')}"\n`,
      );
    case 'spark':
      return you(
        l10n.t(
          'Raise the memory overhead of the Spark {0}: it counts on top of the JVM heap, and Python workers live in it.',
          place.role,
        ),
        `--conf spark.${place.role}.memoryOverhead=${memory.replace('i', '').toLowerCase()}\n`,
      );
    case 'dask':
      return you(
        l10n.t(
          'Give Dask workers more memory where you make the cluster (the worker’s own limit should follow it).',
        ),
        `KubeCluster(resources={"requests": {"memory": "${memory}"}, "limits": {"memory": "${memory}"}})\n`,
      );
    case 'ray':
      return you(
        l10n.t('Raise the memory of the worker group in the RayCluster.'),
        `workerGroupSpecs:\n- template:\n    spec:\n      containers:\n      - name: ${container}\n        resources: {requests: {memory: ${memory}}, limits: {memory: ${memory}}}\n`,
      );
    case 'argo':
      return you(
        l10n.t('Raise the memory of this step’s template in the workflow.'),
        `container:\n  resources:\n    requests: {memory: ${memory}}\n    limits: {memory: ${memory}}\n`,
      );
    case 'airflow':
      return you(
        l10n.t('Give this task more memory with its executor_config (or the pod template).'),
        `executor_config={"pod_override": k8s.V1Pod(spec=k8s.V1PodSpec(containers=[k8s.V1Container(\n    name="base", resources=k8s.V1ResourceRequirements(\n        requests={"memory": "${memory}"}, limits={"memory": "${memory}"}))]))}\n`,
      );
    case 'helm':
      return you(
        l10n.t(
          'Raise the memory in the values of the release {0} (the exact key depends on the chart).',
          place.release,
        ),
        inPod,
      );
    case 'workload':
      return you(l10n.t('Raise the memory of container "{0}" in {1}.', container, place.owner), inPod);
    case 'pod':
      return you(l10n.t('Start it again with more memory for container "{0}".', container), inPod);
  }
}

/** Names the thing to edit, for sentences like "Change it in …". */
export function whereToEdit(place: Place): string {
  switch (place.kind) {
    case 'kubespawner':
      return l10n.t('the server’s profile in JupyterHub');
    case 'spark':
      return l10n.t('the Spark application');
    case 'dask':
      return l10n.t('the Dask cluster');
    case 'ray':
      return l10n.t('the Ray cluster');
    case 'argo':
      return l10n.t('the workflow’s template');
    case 'airflow':
      return l10n.t('the task’s executor_config or the pod template');
    case 'helm':
      return l10n.t('the values of the release {0}', place.release);
    case 'workload':
      return place.owner;
    case 'pod':
      return l10n.t('the pod’s manifest');
  }
}
