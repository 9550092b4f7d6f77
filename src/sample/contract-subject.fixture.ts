import { list, text } from '../common/json.ts';
import { ContractClient } from '../../test/contract/client.ts';
import type { ContractSubject, KubeletPods } from '../../test/contract/subject.ts';
import { startSampleCluster } from './sample-cluster.ts';

export interface SampleSubject {
  readonly subject: ContractSubject;
  readonly kubeletPods: KubeletPods;
  dispose(): void;
}

/** A sample cluster, and what the contract looks for in its story. */
export async function startSampleSubject(): Promise<SampleSubject> {
  // Fast enough that lines come and pods start while a test waits; nothing in the story ends within it.
  const cluster = await startSampleCluster({ speed: 20 });
  const base = {
    server: cluster.server,
    token: cluster.token,
    namespace: cluster.namespace,
    deployment: 'api',
    containers: ['api', 'metrics'] as const,
    talking: '',
    speak: () => undefined,
    unscheduled: 'jupyter-carla',
    restricted: { token: cluster.token, user: 'ana', namespace: 'team-shared' },
    forward: { port: 5000, path: '/health', closedPort: 5001 },
    forget: () => {
      cluster.faults.gone();
      return Promise.resolve();
    },
  };
  const podWith = async (label: string): Promise<string> => {
    const found = await new ContractClient(base).get(
      `/api/v1/namespaces/${base.namespace}/pods?labelSelector=${label}`,
    );
    return text(list(found.json, 'items')[0], 'metadata', 'name') ?? '';
  };
  const talking = await podWith('app.kubernetes.io/name=mlflow');
  return {
    subject: { ...base, talking },
    kubeletPods: { imageMissing: await podWith('app=nightly-features'), neverRestarted: talking },
    dispose: () => cluster.dispose(),
  };
}
