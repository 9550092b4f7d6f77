import { list, number } from '../common/json.ts';
import { problemOf } from '../k8s/problem.ts';
import type { ForwardTarget } from '../k8s/streams/forward-target.ts';
import type { ClusterApi } from '../k8s/transport/cluster-api.ts';
import { targetOf } from '../rows/tool-target.ts';
import type { Endpoint, InstalledTool } from '../tools/installed-tool.ts';
import { installedTools } from './commands/tools.ts';
import { Failure } from './failure.ts';
import { subjectOf } from './subject.ts';

/** A tool by its name: the installation's, the tool's own, or its id. The first that fits; several are an error that lists them. */
export async function toolNamed(
  api: ClusterApi,
  word: string,
  namespace: string,
  signal: AbortSignal,
): Promise<InstalledTool | undefined> {
  const tools = await installedTools(api, namespace, signal);
  const wanted = word.toLowerCase();
  for (const names of [
    (tool: InstalledTool) => tool.name,
    (tool: InstalledTool) => tool.tool,
    (tool: InstalledTool) => tool.title,
  ]) {
    const found = tools.filter((tool) => names(tool).toLowerCase() === wanted);
    if (found.length > 1)
      throw new Failure(
        `There are several in namespace ${namespace}: ${found.map((tool) => tool.name).join(', ')}. Name one of them.`,
      );
    if (found[0]) return found[0];
  }
  return undefined;
}

export interface Door {
  readonly target: ForwardTarget;
  readonly endpoint: Endpoint | undefined;
  readonly title: string;
}

/** What `forward` leads to: `svc/NAME`, `pod/NAME`, or a bare name that is a tool, a Service or a pod, in this order. */
export async function doorOf(
  api: ClusterApi,
  word: string,
  namespace: string,
  remote: number | undefined,
  signal: AbortSignal,
): Promise<Door> {
  if (word.includes('/')) {
    const subject = subjectOf(word, namespace);
    if (subject.kind !== 'Service' && subject.kind !== 'Pod')
      throw new Failure(`Forwards lead to pods, services and tools, not to a ${subject.kind}.`);
    return await objectDoor(
      api,
      subject.kind === 'Service' ? 'service' : 'pod',
      subject.name,
      namespace,
      remote,
      signal,
    );
  }
  const tool = await toolNamed(api, word, namespace, signal);
  if (tool) return toolDoor(tool, remote);
  for (const kind of ['service', 'pod'] as const) {
    if (await exists(api, kind, word, namespace, signal))
      return await objectDoor(api, kind, word, namespace, remote, signal);
  }
  throw new Failure(`There is no tool, service or pod "${word}" in namespace ${namespace}.`);
}

export function toolDoor(tool: InstalledTool, remote: number | undefined): Door {
  const endpoint =
    tool.endpoints.find((candidate) => (remote === undefined ? candidate.main : candidate.port === remote)) ??
    tool.endpoints[0];
  if (!endpoint)
    throw new Failure(`${tool.title} "${tool.name}" has no service that a forward could lead to.`);
  return {
    target: targetOf(tool, endpoint, remote),
    endpoint,
    title: tool.title,
  };
}

async function objectDoor(
  api: ClusterApi,
  kind: 'service' | 'pod',
  name: string,
  namespace: string,
  remote: number | undefined,
  signal: AbortSignal,
): Promise<Door> {
  const port = remote ?? (await firstPort(api, kind, name, namespace, signal));
  return { target: { kind, namespace, name, port }, endpoint: undefined, title: name };
}

async function firstPort(
  api: ClusterApi,
  kind: 'service' | 'pod',
  name: string,
  namespace: string,
  signal: AbortSignal,
): Promise<number> {
  const object = await api.json({ path: pathOf(kind, name, namespace) }, signal);
  const ports = kind === 'service' ? servicePorts(object) : podPorts(object);
  const [port] = ports;
  if (port === undefined)
    throw new Failure(
      `${kind === 'service' ? 'Service' : 'Pod'} ${name} names no port. Say which one: --port LOCAL:REMOTE.`,
    );
  if (ports.length > 1)
    throw new Failure(
      `${name} has several ports (${ports.join(', ')}). Say which one: --port ${port}:${port}.`,
    );
  return port;
}

async function exists(
  api: ClusterApi,
  kind: 'service' | 'pod',
  name: string,
  namespace: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await api.json({ path: pathOf(kind, name, namespace) }, signal);
    return true;
  } catch (error) {
    const problem = problemOf(error);
    if (problem?.kind === 'not-found' || problem?.kind === 'not-allowed') return false;
    throw error;
  }
}

function pathOf(kind: 'service' | 'pod', name: string, namespace: string): string {
  return `/api/v1/namespaces/${encodeURIComponent(namespace)}/${kind}s/${encodeURIComponent(name)}`;
}

function servicePorts(service: unknown): readonly number[] {
  return list(service, 'spec', 'ports').flatMap((port) => number(port, 'port') ?? []);
}

function podPorts(pod: unknown): readonly number[] {
  return list(pod, 'spec', 'containers').flatMap((container) =>
    list(container, 'ports').flatMap((port) => number(port, 'containerPort') ?? []),
  );
}
