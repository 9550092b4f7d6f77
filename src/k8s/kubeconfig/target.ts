import type { ContextRef } from '../session.ts';

/** Text that a kubeconfig holds itself, or a file that it names: files are read when they are needed, since they rotate. */
export type Source =
  { readonly from: 'text'; readonly text: string } | { readonly from: 'file'; readonly path: string };

/** Where a cluster is and how to know that it is the one. */
export interface ClusterAddress {
  readonly name: string;
  /** As the kubeconfig has it, for messages. */
  readonly server: string;
  /** The same as an absolute address; its path, if any, comes before `/api` (Rancher and other gateways). */
  readonly url: string;
  /** PEM. The system's authorities where nothing is said. */
  readonly certificateAuthority?: Source;
  readonly tlsServerName?: string;
  readonly insecure: boolean;
  readonly proxyUrl?: string;
  readonly disableCompression: boolean;
  /** What the cluster's entry has for sign-in programs (extension `client.authentication.k8s.io/exec`). */
  readonly pluginConfig?: unknown;
}

/** A program that signs the user in: `user.exec` of a kubeconfig. */
export interface ExecPlugin {
  readonly apiVersion: string;
  /** A name to be found on the PATH, or an absolute path. */
  readonly command: string;
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly installHint?: string;
  readonly provideClusterInfo: boolean;
  readonly interactiveMode: 'Never' | 'IfAvailable' | 'Always';
}

export interface Impersonation {
  readonly user: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

/** Who the user is: everything a kubeconfig's user entry may say. Holds secrets; never to be printed. */
export interface Account {
  readonly name: string;
  readonly clientCertificate?: Source;
  readonly clientKey?: Source;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly username?: string;
  readonly password?: string;
  readonly impersonate?: Impersonation;
  readonly exec?: ExecPlugin;
  /** The way of signing in that came before sign-in programs. */
  readonly authProvider?: { readonly name: string; readonly config: Readonly<Record<string, string>> };
}

/** One cluster as one user: all that is needed to connect. */
export interface Target {
  readonly context: ContextRef;
  readonly cluster: ClusterAddress;
  readonly account: Account;
}
