import { homedir } from 'node:os';
import type { Disposable } from '../common/disposable.ts';
import { createCredentials } from '../k8s/auth/account-credentials.ts';
import { SignInPrograms } from '../k8s/auth/sign-in-programs.ts';
import { loadKubeconfig } from '../k8s/kubeconfig/load-kubeconfig.ts';
import type { ClusterApi } from '../k8s/transport/cluster-api.ts';
import { createClusterApi } from '../k8s/transport/https-cluster-api.ts';
import { issuerCaller } from '../k8s/transport/issuer-call.ts';
import { throwIfCancelled } from '../common/cancellation.ts';
import type { Call } from './arguments.ts';

/** The cluster that a call means, as kubectl would choose it. */
export interface OpenCluster extends Disposable {
  readonly api: ClusterApi;
  /** `-n`, else the context's, else `default`. */
  readonly namespace: string;
}

export async function openCluster(call: Call, signal: AbortSignal): Promise<OpenCluster> {
  const { env } = process;
  const kubeconfig = await loadKubeconfig({
    env,
    homedir: homedir(),
    cwd: process.cwd(),
    ...(call.kubeconfig === undefined ? {} : { files: [call.kubeconfig] }),
  });
  const target = await kubeconfig.target(call.context);
  throwIfCancelled(signal);
  // Whoever types a command in a terminal trusts their kubeconfig, and is there to sign in.
  const programs = new SignInPrograms({
    env,
    homedir: homedir(),
    platform: process.platform,
    mayRun: () => true,
    mayInteract: () => true,
    terminal: process.stdin.isTTY,
  });
  const api = createClusterApi(
    target,
    createCredentials(target.account, target.cluster, { programs, callIssuer: issuerCaller(env) }),
    { env },
  );
  return {
    api,
    namespace: call.namespace ?? target.context.namespace ?? 'default',
    dispose() {
      api.dispose();
      programs.dispose();
    },
  };
}
