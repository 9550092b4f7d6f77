import { list, number, text } from '../../common/json.ts';
import { quantityOf } from '../../diagnostics/words/quantities.ts';
import { problemOf } from '../../k8s/problem.ts';
import type { Session } from '../../k8s/session.ts';
import type { Fill } from './claim-rows.ts';
import type { Usage } from './quota-rows.ts';

/** What the pods of a namespace use now, summed up; from metrics-server, which not every cluster has. */
export async function readUsage(
  { api }: Session,
  namespace: string,
  signal: AbortSignal,
): Promise<Usage | undefined> {
  const path = `/apis/metrics.k8s.io/v1beta1/namespaces/${encodeURIComponent(namespace)}/pods`;
  const containers = list(await api.json({ path }, signal), 'items').flatMap((pod) =>
    list(pod, 'containers'),
  );
  const sum = (name: string): number =>
    containers.reduce<number>(
      (total, container) => total + (quantityOf(text(container, 'usage', name)) ?? 0),
      0,
    );
  return containers.length === 0 ? undefined : { memory: sum('memory'), cpu: sum('cpu') };
}

/** Machines that are asked: an administrator's view of many namespaces must not ask hundreds. */
const MOST_MACHINES = 20;

/** By `namespace/claim`. */
export type Fills = ReadonlyMap<string, Fill>;

export function fillKey(namespace: string, claim: string): string {
  return `${namespace}/${claim}`;
}

/**
 * How full the mounted claims are, from the kubelets. Few users may ask them (`get nodes/proxy`), and the cluster is asked first
 * whether this one may: a refusal at the door of each machine would look like an attack in its audit log.
 */
export async function readFills(
  session: Session,
  machines: readonly string[],
  signal: AbortSignal,
): Promise<Fills | undefined> {
  if (machines.length === 0) return undefined;
  if ((await session.allowed({ verb: 'get', resource: 'nodes/proxy' }, signal)) !== true) return undefined;
  const found = new Map<string, Fill>();
  await Promise.all(
    machines.slice(0, MOST_MACHINES).map(async (machine) => {
      for (const volume of await volumesOf(session, machine, signal)) {
        const claim = text(volume, 'pvcRef', 'name');
        const namespace = text(volume, 'pvcRef', 'namespace');
        const used = number(volume, 'usedBytes');
        const capacity = number(volume, 'capacityBytes');
        if (claim !== undefined && namespace !== undefined && used !== undefined && capacity !== undefined)
          found.set(fillKey(namespace, claim), { used, capacity });
      }
    }),
  );
  return found.size === 0 ? undefined : found;
}

/** None of a machine that does not answer: the others still do. */
async function volumesOf(
  { api }: Session,
  machine: string,
  signal: AbortSignal,
): Promise<readonly unknown[]> {
  try {
    const path = `/api/v1/nodes/${encodeURIComponent(machine)}/proxy/stats/summary`;
    return list(await api.json({ path }, signal), 'pods').flatMap((pod) => list(pod, 'volume'));
  } catch (error) {
    if (problemOf(error)) return [];
    throw error;
  }
}
