/** Kubeconfigs and what kubectl and we have to make of them. The server is a loopback port where nothing listens. */
export interface KubeconfigCase {
  readonly name: string;
  /** By path, relative to a folder made for the case; `home/` is the home folder. A `Buffer` for other encodings. */
  readonly files: Readonly<Record<string, string | Buffer>>;
  /** Relative to the folder; `home/.kube/config` where nothing is said. */
  readonly kubeconfig?: readonly string[];
  /** A file chosen by hand (`--kubeconfig`). */
  readonly explicit?: string;
  readonly context?: string;
  /** kubectl asks for a name and a password in the terminal before it connects; so only what it shows is compared. */
  readonly kubectlAsks?: true;
  readonly expect:
    | Expected
    | { readonly problem: 'no-kubeconfig' | 'bad-kubeconfig' | 'no-context'; readonly says?: RegExp };
}

export interface Expected {
  readonly context: string;
  readonly cluster: string;
  readonly server: string;
  readonly user: string;
  readonly namespace?: string;
}

export const SERVER = 'https://127.0.0.1:9';
export const HOME = 'home/.kube/config';

/** A whole kubeconfig with one of everything, named after `name`. */
export function simple(
  name: string,
  parts: { cluster?: string; user?: string; context?: string; current?: string; more?: string } = {},
): string {
  return `apiVersion: v1
kind: Config
current-context: ${parts.current ?? name}
clusters:
- name: ${name}
  cluster: {${parts.cluster ?? `server: ${SERVER}`}}
users:
- name: ${name}
  user: {${parts.user ?? `token: token-of-${name}`}}
contexts:
- name: ${name}
  context: {${parts.context ?? `cluster: ${name}, user: ${name}, namespace: ns-${name}`}}
${parts.more ?? ''}`;
}

export function known(name: string, other: Partial<Expected> = {}): Expected {
  return { context: name, cluster: name, server: SERVER, user: name, namespace: `ns-${name}`, ...other };
}
