import type { Target } from '../k8s/kubeconfig/target.ts';
import type { SampleCluster } from '../sample/sample-cluster.ts';

/** The name of the sample cluster's context, where contexts are shown. */
export const SAMPLE_CONTEXT = 'sample';

/** What it takes to connect to the sample cluster. Its token is never written anywhere. */
export function sampleTarget({
  server,
  token,
  namespace,
}: Pick<SampleCluster, 'server' | 'token' | 'namespace'>): Target {
  return {
    context: { name: SAMPLE_CONTEXT, cluster: SAMPLE_CONTEXT, server, user: 'you', namespace },
    cluster: { name: SAMPLE_CONTEXT, server, url: server, insecure: false, disableCompression: true },
    account: { name: 'you', token },
  };
}
