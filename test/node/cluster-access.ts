import { homedir } from 'node:os';
import { createCredentials } from '../../src/k8s/auth/account-credentials.ts';
import { SignInPrograms } from '../../src/k8s/auth/sign-in-programs.ts';
import { loadKubeconfig } from '../../src/k8s/kubeconfig/load-kubeconfig.ts';
import type { ClusterApi } from '../../src/k8s/transport/cluster-api.ts';
import { createClusterApi, type ClusterApiOptions } from '../../src/k8s/transport/https-cluster-api.ts';
import { issuerCaller } from '../../src/k8s/transport/issuer-call.ts';

/** The product's own way into a cluster, from a kubeconfig on. The caller disposes it. */
export async function apiOf(
  kubeconfig: string,
  options: Omit<ClusterApiOptions, 'env'> = {},
): Promise<ClusterApi> {
  const env = {};
  const loaded = await loadKubeconfig({ env, homedir: homedir(), cwd: process.cwd(), files: [kubeconfig] });
  const target = await loaded.target(undefined);
  const programs = new SignInPrograms({
    env,
    homedir: homedir(),
    platform: process.platform,
    mayRun: () => false,
    mayInteract: () => false,
    terminal: false,
  });
  const credentials = createCredentials(target.account, target.cluster, {
    programs,
    callIssuer: issuerCaller(env),
  });
  return createClusterApi(target, credentials, { env, ...options });
}
