import { list, text } from '../common/json.ts';
import { describeContract, describeKubeletWords } from '../../test/contract/contract.ts';
import { ContractClient } from '../../test/contract/client.ts';
import type { ContractSubject, KubeletPods } from '../../test/contract/subject.ts';
import { startSampleCluster, type SampleCluster } from './sample-cluster.ts';

describe('sample cluster', () => {
  let cluster: SampleCluster;
  let subject: ContractSubject;
  let kubeletPods: KubeletPods;

  before(async () => {
    // Fast enough that lines come and pods start while a test waits; nothing in the story ends within it.
    cluster = await startSampleCluster({ speed: 20 });
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
    const podWith = async (label: string) => {
      const found = await new ContractClient(base).get(
        `/api/v1/namespaces/${base.namespace}/pods?labelSelector=${label}`,
      );
      return text(list(found.json, 'items')[0], 'metadata', 'name') ?? '';
    };
    const talking = await podWith('app.kubernetes.io/name=mlflow');
    subject = { ...base, talking };
    kubeletPods = { imageMissing: await podWith('app=nightly-features'), neverRestarted: talking };
  });

  after(() => cluster.dispose());

  describeContract('sample', () => subject);
  describeKubeletWords(
    'sample',
    () => subject,
    () => kubeletPods,
  );
});
