import { list, isRecord, type JsonRecord } from '../../common/json.ts';
import { ClusterError } from '../../k8s/problem.ts';
import { requestPath } from '../../k8s/live/request-path.ts';
import type { ClusterApi } from '../../k8s/transport/cluster-api.ts';
import { toolsOf } from '../../rows/bundle-rows.ts';
import type { Call } from '../arguments.ts';
import { openCluster } from '../cluster.ts';
import { bundleOf } from '../evidence-files.ts';
import { Failure } from '../failure.ts';
import { table, type Output } from '../output.ts';
import { UsageError } from '../usage.ts';
import type { InstalledTool } from '../../tools/installed-tool.ts';

/** `porthole tools`: which data-science tools are installed, how they are, and how to reach them. */
export async function tools(call: Call, output: Output, signal: AbortSignal): Promise<void> {
  if (call.operands.length > 0) throw new UsageError('tools takes no names; use -n NAMESPACE');
  const found =
    call.files.length > 0
      ? toolsOf(await bundleOf(call.files)).filter(
          (tool) => call.namespace === undefined || tool.namespace === call.namespace,
        )
      : await fromCluster(call, signal);
  if (call.output === 'json') return output.json({ tools: found });
  if (found.length === 0) {
    output.message('no data-science tools here');
    return;
  }
  return output.write(
    table(
      found.map((tool) => [
        tool.title,
        tool.name,
        tool.namespace,
        tool.version ?? '',
        tool.state === 'degraded' ? `${tool.readyPods} of ${tool.wantedPods} pods ready` : tool.state,
        tool.endpoints.map((endpoint) => `${endpoint.service}:${endpoint.port}`).join(', '),
      ]),
    ),
  );
}

async function fromCluster(call: Call, signal: AbortSignal): Promise<readonly InstalledTool[]> {
  const cluster = await openCluster(call, signal);
  try {
    return await installedTools(cluster.api, call.allNamespaces ? undefined : cluster.namespace, signal);
  } finally {
    cluster.dispose();
  }
}

const KINDS = [
  { kind: 'Service', group: '', version: 'v1', plural: 'services' },
  { kind: 'Pod', group: '', version: 'v1', plural: 'pods' },
  { kind: 'Deployment', group: 'apps', version: 'v1', plural: 'deployments' },
  { kind: 'StatefulSet', group: 'apps', version: 'v1', plural: 'statefulsets' },
  { kind: 'DaemonSet', group: 'apps', version: 'v1', plural: 'daemonsets' },
] as const;

/** The tools in a namespace, or in all. Kinds that may not be listed are left out: the others still tell. */
export async function installedTools(
  api: ClusterApi,
  namespace: string | undefined,
  signal: AbortSignal,
): Promise<readonly InstalledTool[]> {
  const refused: string[] = [];
  const lists = await Promise.all(
    KINDS.map(async ({ kind, ...served }): Promise<readonly JsonRecord[]> => {
      try {
        const answer = await api.json(
          { path: requestPath({ ...served, namespaced: true }, namespace) },
          signal,
        );
        return list(answer, 'items')
          .filter(isRecord)
          .map((item) => ({ ...item, kind }));
      } catch (error) {
        if (!(error instanceof ClusterError) || error.problem.kind !== 'not-allowed') throw error;
        refused.push(served.plural);
        return [];
      }
    }),
  );
  if (refused.includes('services') && refused.includes('pods')) {
    throw new Failure(
      `Your account may list neither services nor pods ${namespace === undefined ? 'in the whole cluster' : `in namespace ${namespace}`}. Name a namespace of yours with -n.`,
    );
  }
  const bundle = { takenAt: Date.now(), objects: lists.flat(), logs: [], outputs: [], notSeen: [] };
  return toolsOf(
    bundle,
    KINDS.every(({ kind, plural }) => kind === 'Service' || refused.includes(plural)),
  );
}
