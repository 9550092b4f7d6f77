import type { Resource } from '../../k8s/live/resource.ts';
import { ownerOf } from '../../k8s/model/owner.ts';
import type { PodEntry } from '../../rows/pod-entry.ts';
import { serviceFacts, workloadFacts } from '../../tools/facts.ts';
import { repositoryOf } from '../../tools/image.ts';
import type { PodFacts, ServiceFacts, WorkloadFacts } from '../../tools/facts.ts';

/** What the Tools view reads of a namespace besides its pods. */
export const TOOL_SERVICES: Resource<ServiceFacts> = {
  id: 'tool-services',
  group: '',
  version: 'v1',
  plural: 'services',
  kind: 'Service',
  namespaced: true,
  project: serviceFacts,
};

export const TOOL_WORKLOADS: readonly Resource<WorkloadFacts>[] = [
  { plural: 'deployments', kind: 'Deployment' },
  { plural: 'statefulsets', kind: 'StatefulSet' },
].map(({ plural, kind }) => ({
  id: `tool-${plural}`,
  group: 'apps',
  version: 'v1',
  plural,
  kind,
  namespaced: true,
  project: (object) => workloadFacts(object, kind),
}));

/** Of a pod with an owner a row keeps no command and no variables; what it runs stands in its workload, where that may be seen. */
export function toolPod({ record, facts }: PodEntry): PodFacts {
  if (facts) return facts;
  const owner = ownerOf(record);
  return {
    uid: record.uid,
    namespace: record.namespace,
    name: record.name,
    labels: record.labels,
    annotations: {},
    containers: record.containers
      .filter(({ role }) => role === 'app')
      .map(({ name, image, ports }) => ({
        name,
        image: image ?? '',
        repository: repositoryOf(image ?? ''),
        command: '',
        ports: ports.map((port) => ({
          port: port.port,
          ...(port.name !== undefined && { name: port.name }),
        })),
        envNames: [],
        settings: {},
        envSecrets: [],
        probePaths: [],
      })),
    owner: owner && { kind: owner.kind, name: owner.name },
    ready: record.conditions.some(({ type, status }) => type === 'Ready' && status === 'True'),
    finished: record.phase === 'Succeeded' || record.phase === 'Failed',
    bare: false,
    createdAt: record.createdAt,
  };
}
