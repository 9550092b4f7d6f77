import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { some } from './entries.ts';
import type { Target } from './target.ts';

/** Where Kubernetes mounts a pod's own identity. */
export const SERVICE_ACCOUNT_FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The cluster this process runs in, as its pod's service account: an editor in a notebook pod needs no kubeconfig. */
export async function inClusterTarget(
  env: NodeJS.ProcessEnv,
  folder = SERVICE_ACCOUNT_FOLDER,
): Promise<Target | undefined> {
  const host = env['KUBERNETES_SERVICE_HOST'];
  const port = env['KUBERNETES_SERVICE_PORT'];
  const tokenFile = join(folder, 'token');
  if (!host || !port || !(await exists(tokenFile))) return undefined;
  const server = `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const authority = join(folder, 'ca.crt');
  const namespace = await readFile(join(folder, 'namespace'), 'utf8').then(
    (text) => text.trim(),
    () => '', // optional: the pod may have been given a token alone
  );
  return {
    context: {
      name: 'in-cluster',
      cluster: 'in-cluster',
      server,
      user: 'service account',
      ...some('namespace', namespace || undefined),
    },
    cluster: {
      name: 'in-cluster',
      server,
      url: server,
      insecure: false,
      disableCompression: false,
      ...((await exists(authority)) ? { certificateAuthority: { from: 'file', path: authority } } : {}),
    },
    account: { name: 'service account', tokenFile },
  };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
