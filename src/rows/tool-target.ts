import type { ForwardTarget } from '../k8s/streams/forward-target.ts';
import type { Endpoint, InstalledTool } from '../tools/installed-tool.ts';

/** What a forward to a tool's endpoint leads to; `port` instead of the endpoint's own. */
export function targetOf(
  tool: Pick<InstalledTool, 'namespace'>,
  endpoint: Endpoint,
  port: number = endpoint.port,
): ForwardTarget {
  const namespace = endpoint.namespace ?? tool.namespace;
  const isService = endpoint.pod === undefined && endpoint.workload === undefined;
  return { kind: isService ? 'service' : 'pod', namespace, name: endpoint.service, port };
}
