import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isRecord, list, record, text } from '../../../src/common/json.ts';
import { FAKE_NODE, KWOK_RESOURCES } from './flags.ts';
import { expectSuccess } from './requests.ts';
import type { Requests } from './requests.ts';

export interface FakeNodes {
  readonly count: number;
  readonly cpu?: string;
  readonly memory?: string;
  readonly pods?: number;
  /** More of what they have, such as `{ 'nvidia.com/gpu': '1' }`. */
  readonly extra?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Makes the custom resources of kwok. They may be used at once by kwok, which waits for them itself. */
export async function addKwokResources(requests: Requests, folder: string): Promise<void> {
  const kinds = new Set<string>(KWOK_RESOURCES);
  const definitions = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => parse(readFileSync(join(folder, name), 'utf8')) as unknown)
    .filter((crd) => isRecord(crd))
    .filter((crd) => kinds.has(text(crd, 'spec', 'names', 'kind') ?? ''));
  const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  await Promise.all(
    definitions.map(async (crd) =>
      expectSuccess(
        `definition of ${text(crd, 'metadata', 'name') ?? ''}`,
        await requests('POST', path, crd),
      ),
    ),
  );
}

/** Makes the nodes and gives their names back. They have the label `type=kwok`, by which a pod can ask for one. */
export async function addFakeNodes(
  requests: Requests,
  nodes: FakeNodes = { count: 2 },
): Promise<readonly string[]> {
  const room = {
    cpu: nodes.cpu ?? '4',
    memory: nodes.memory ?? '8Gi',
    pods: String(nodes.pods ?? 110),
    ...nodes.extra,
  };
  const names = Array.from({ length: nodes.count }, (_, index) => `fake-${index + 1}`);
  await Promise.all(
    names.map(async (name, index) =>
      expectSuccess(
        `node ${name}`,
        await requests('POST', '/api/v1/nodes', {
          apiVersion: 'v1',
          kind: 'Node',
          metadata: {
            name,
            annotations: FAKE_NODE,
            labels: {
              'kubernetes.io/hostname': name,
              'kubernetes.io/os': 'linux',
              'kubernetes.io/arch': 'amd64',
              type: 'kwok',
              ...nodes.labels,
            },
          },
          spec: { podCIDR: `10.244.${index % 256}.0/24` },
          status: { allocatable: room, capacity: room },
        }),
      ),
    ),
  );
  return names;
}

/** `true` when pods can be made (they need the default ServiceAccount) and the nodes take them. */
export async function isReadyForPods(
  requests: Requests,
  nodes: readonly string[],
): Promise<true | undefined> {
  const [account, listed] = await Promise.all([
    requests('GET', '/api/v1/namespaces/default/serviceaccounts/default'),
    requests('GET', '/api/v1/nodes?limit=5000'),
  ]);
  if (account.status !== 200) return undefined;
  const ready = new Set(
    list(listed.json, 'items')
      .filter(isReadyNode)
      .map((node) => text(node, 'metadata', 'name')),
  );
  return nodes.every((name) => ready.has(name)) ? true : undefined;
}

/** Ready, and without the taint that the node controller takes off only a moment later. */
export function isReadyNode(node: unknown): boolean {
  const conditions = list(node, 'status', 'conditions').map((condition) => record(condition));
  const isReady = conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
  return isReady && list(node, 'spec', 'taints').length === 0;
}
