import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How somebody proves who they are: a client certificate or a token. */
export type Proof = { readonly key: string; readonly certificate: string } | { readonly token: string };

/** Somebody who may use the cluster. */
export interface ClusterUser {
  readonly name: string;
  readonly proof: Proof;
  /** The bearer token of a user who has one. */
  readonly token?: string;
  /** The path of a kubeconfig for this user, with everything in the file itself. */
  readonly kubeconfig: string;
  readonly kubeconfigObject: Kubeconfig;
}

/** The fields of kubectl's file that we write. */
export interface Kubeconfig {
  readonly apiVersion: 'v1';
  readonly kind: 'Config';
  readonly clusters: readonly {
    readonly name: string;
    readonly cluster: { readonly server: string; readonly 'certificate-authority-data': string };
  }[];
  readonly users: readonly { readonly name: string; readonly user: Readonly<Record<string, string>> }[];
  readonly contexts: readonly {
    readonly name: string;
    readonly context: { readonly cluster: string; readonly user: string; readonly namespace?: string };
  }[];
  readonly 'current-context': string;
}

export interface ClusterAddress {
  readonly server: string;
  /** PEM. */
  readonly authority: string;
}

/** Writes the user's kubeconfig into `folder`. JSON is YAML too, and its strings cannot turn into anything else. */
export function clusterUser(
  name: string,
  proof: Proof,
  cluster: ClusterAddress,
  folder: string,
  namespace?: string,
): ClusterUser {
  const kubeconfigObject: Kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'test',
        cluster: { server: cluster.server, 'certificate-authority-data': base64(cluster.authority) },
      },
    ],
    users: [
      {
        name,
        user:
          'token' in proof
            ? { token: proof.token }
            : {
                'client-certificate-data': base64(proof.certificate),
                'client-key-data': base64(proof.key),
              },
      },
    ],
    contexts: [
      {
        name: `${name}@test`,
        context: { cluster: 'test', user: name, ...(namespace === undefined ? {} : { namespace }) },
      },
    ],
    'current-context': `${name}@test`,
  };
  const kubeconfig = join(folder, `${name.replaceAll(/[^\w.-]+/g, '_')}.kubeconfig`);
  writeFileSync(kubeconfig, JSON.stringify(kubeconfigObject, undefined, 2), { mode: 0o600 });
  return { name, proof, kubeconfig, kubeconfigObject, ...('token' in proof ? { token: proof.token } : {}) };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
