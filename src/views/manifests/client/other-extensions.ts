import * as vscode from 'vscode';
import { isRecord } from '../../../common/json.ts';

const RED_HAT_YAML = 'redhat.vscode-yaml';
/** Gives Red Hat's extension the schema of Kubernetes for every manifest. */
const KUBERNETES_TOOLS = 'ms-kubernetes-tools.vscode-kubernetes-tools';

/**
 * Whether the hover of another extension has the Kubernetes reference in this document: VS Code shows the hovers of all extensions
 * below each other, and nobody wants to read a description twice.
 */
export function showsKubernetesReference(document: vscode.TextDocument): boolean {
  const isThere = (id: string): boolean => vscode.extensions.getExtension(id) !== undefined;
  if (!isThere(RED_HAT_YAML)) return false;
  const configuration = vscode.workspace.getConfiguration('yaml', document.uri);
  if (configuration.get('hover') === false) return false;
  if (isThere(KUBERNETES_TOOLS)) return true;
  return globsOfKubernetes(configuration.get('schemas')).some(
    (pattern) =>
      vscode.languages.match({ pattern: pattern.startsWith('/') ? pattern : `**/${pattern}` }, document) > 0,
  );
}

/** `yaml.schemas` maps the word `kubernetes`, or the address of its schema, to one pattern or several. */
function globsOfKubernetes(schemas: unknown): readonly string[] {
  if (!isRecord(schemas)) return [];
  return Object.entries(schemas)
    .filter(([schema]) => /kubernetes/i.test(schema))
    .flatMap(([, globs]) => (Array.isArray(globs) ? (globs as readonly unknown[]) : [globs]))
    .filter((glob) => typeof glob === 'string');
}
