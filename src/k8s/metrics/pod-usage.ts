import { list, text } from '../../common/json.ts';
import type { Json } from '../../common/json.ts';
import { quantityOf } from '../../common/quantities.ts';
import { problemOf } from '../problem.ts';
import type { ClusterApi } from '../transport/cluster-api.ts';

/** What a container uses, as the metrics server last saw it. */
export interface ContainerUsage {
  readonly name: string;
  /** Bytes that count against its limit: the working set, without the file cache that the kernel can take back. */
  readonly memory: number;
  /** CPUs, as an average over the last seconds. */
  readonly cpu: number;
}

export interface PodUsage {
  /** When it was measured, by the cluster's clock; milliseconds since the epoch. */
  readonly at: number;
  readonly containers: readonly ContainerUsage[];
}

/** Why there is no measurement is worth knowing: what a cluster does not offer, no waiting will bring. */
export type UsageAnswer =
  | { readonly state: 'measured'; readonly usage: PodUsage }
  /** The pod is too new, or does not run. */
  | { readonly state: 'not-yet' }
  | { readonly state: 'not-offered' }
  | { readonly state: 'not-allowed' };

/**
 * Asks the metrics server (`metrics.k8s.io`), which not every cluster has. What keeps the whole cluster from answering is thrown like
 * everywhere else.
 */
export async function readPodUsage(
  api: Pick<ClusterApi, 'json'>,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  signal: AbortSignal,
): Promise<UsageAnswer> {
  const path = `/apis/metrics.k8s.io/v1beta1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}`;
  try {
    const usage = usageOf(await api.json({ path }, signal));
    return usage ? { state: 'measured', usage } : { state: 'not-yet' };
  } catch (error) {
    const problem = problemOf(error);
    if (problem?.kind === 'not-allowed') return { state: 'not-allowed' };
    // The server names the pod that it has not measured; of a whole interface that is missing it says something else.
    if (problem?.kind === 'not-found')
      return { state: problem.message.includes(`${name}" not found`) ? 'not-yet' : 'not-offered' };
    // "the server is currently unable to handle the request": registered, and nothing answers behind it.
    if (problem?.kind === 'server' && problem.status === 503) return { state: 'not-offered' };
    throw error;
  }
}

function usageOf(answer: Json): PodUsage | undefined {
  const at = Date.parse(text(answer, 'timestamp') ?? '');
  const containers = list(answer, 'containers').flatMap((container) => {
    const name = text(container, 'name');
    const memory = quantityOf(text(container, 'usage', 'memory'));
    const cpu = quantityOf(text(container, 'usage', 'cpu'));
    return name === undefined || memory === undefined || cpu === undefined ? [] : [{ name, memory, cpu }];
  });
  return Number.isNaN(at) || containers.length === 0 ? undefined : { at, containers };
}
