import { flag, list, text } from '../../common/json.ts';
import { problemOf } from '../problem.ts';
import type { ClusterApi } from '../transport/cluster-api.ts';

/** Where objects of a kind are found. */
export interface KindPlace {
  readonly plural: string;
  readonly namespaced: boolean;
}

/** Those that own pods in every cluster: no question is needed. */
const BUILT_IN: Readonly<Record<string, string>> = {
  // Executors of Spark are owned by their driver.
  'v1 Pod': 'pods',
  'apps/v1 ReplicaSet': 'replicasets',
  'apps/v1 Deployment': 'deployments',
  'apps/v1 StatefulSet': 'statefulsets',
  'apps/v1 DaemonSet': 'daemonsets',
  'batch/v1 Job': 'jobs',
  'batch/v1 CronJob': 'cronjobs',
};

/** The resources behind kinds, as the cluster's own discovery tells them: each group is asked for once. */
export class KindPlaces {
  readonly #api: Pick<ClusterApi, 'json'>;
  readonly #groups = new Map<string, Promise<ReadonlyMap<string, KindPlace>>>();

  constructor(api: Pick<ClusterApi, 'json'>) {
    this.#api = api;
  }

  /** Nothing for a kind that the cluster does not serve (any more). */
  async of(apiVersion: string, kind: string, signal: AbortSignal): Promise<KindPlace | undefined> {
    const plural = BUILT_IN[`${apiVersion} ${kind}`];
    if (plural !== undefined) return { plural, namespaced: true };
    let group = this.#groups.get(apiVersion);
    if (!group) {
      group = this.#read(apiVersion, signal);
      this.#groups.set(apiVersion, group);
      group.catch(() => this.#groups.delete(apiVersion));
    }
    return (await group).get(kind);
  }

  async #read(apiVersion: string, signal: AbortSignal): Promise<ReadonlyMap<string, KindPlace>> {
    const places = new Map<string, KindPlace>();
    try {
      for (const resource of list(
        await this.#api.json({ path: groupPath(apiVersion) }, signal),
        'resources',
      )) {
        const plural = text(resource, 'name');
        const kind = text(resource, 'kind');
        if (plural === undefined || kind === undefined || plural.includes('/')) continue;
        places.set(kind, { plural, namespaced: flag(resource, 'namespaced') ?? false });
      }
    } catch (error) {
      if (problemOf(error)?.kind !== 'not-found') throw error;
    }
    return places;
  }
}

/** `/api/v1`, `/apis/argoproj.io/v1alpha1`. */
export function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
