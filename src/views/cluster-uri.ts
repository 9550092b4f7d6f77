import * as vscode from 'vscode';

/** Objects as the cluster has them, as documents that cannot be changed. */
export const CLUSTER_SCHEME = 'porthole-yaml';
/** Stands for the namespace of what all namespaces share. */
const SHARED = '-';

export interface ClusterDocument {
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

/** `porthole-yaml:/team-a/ConfigMap/settings.yaml` */
export function clusterUri(
  kind: string,
  namespace: string | undefined,
  name: string,
  query = '',
): vscode.Uri {
  return vscode.Uri.from({
    scheme: CLUSTER_SCHEME,
    path: `/${namespace ?? SHARED}/${kind}/${name}.yaml`,
    query,
  });
}

export function clusterDocumentOf(uri: vscode.Uri): ClusterDocument | undefined {
  const [, namespace, kind, name] = /^\/([^/]+)\/([^/]+)\/([^/]+)\.yaml$/.exec(uri.path) ?? [];
  if (namespace === undefined || kind === undefined || name === undefined) return undefined;
  return { kind, name, namespace: namespace === SHARED ? undefined : namespace };
}
