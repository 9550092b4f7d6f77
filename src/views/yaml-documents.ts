import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Cancellation } from '../common/cancellation.ts';
import type { Disposable } from '../common/disposable.ts';
import { DisposableStore } from '../common/disposable.ts';
import { isRecord, record } from '../common/json.ts';
import { NAMED_KINDS } from '../manifests/here/question.ts';
import type { Session } from '../k8s/session.ts';
import { CLUSTER_SCHEME, clusterDocumentOf, clusterUri } from './cluster-uri.ts';
import type { PodRef } from './refs.ts';

const SERVED: Readonly<
  Record<string, { readonly group: string; readonly version: string; readonly plural: string }>
> = { Pod: { group: '', version: 'v1', plural: 'pods' }, ...NAMED_KINDS };

/** Objects as the cluster has them, as documents that cannot be changed. What is in a Secret is never shown. */
export class YamlDocuments implements vscode.TextDocumentContentProvider, Disposable {
  readonly #owned = new DisposableStore();
  readonly #session: () => Session | undefined;

  constructor(session: () => Session | undefined) {
    this.#session = session;
    this.#owned.own(vscode.workspace.registerTextDocumentContentProvider(CLUSTER_SCHEME, this));
  }

  async show({ namespace, pod }: PodRef): Promise<void> {
    // The query makes it another document each time: what is shown is the state of this moment.
    const uri = clusterUri('Pod', namespace, pod, String(Date.now()));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, 'yaml');
    await vscode.window.showTextDocument(document, { preview: true });
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const session = this.#session();
    const { kind = '', namespace, name = '' } = clusterDocumentOf(uri) ?? {};
    const served = Object.hasOwn(SERVED, kind) ? SERVED[kind] : undefined;
    if (!served) return '';
    if (!session) return `# ${l10n.t('Porthole is not connected to a cluster.')}\n`;
    const cancel = new Cancellation();
    const cancelled = token.onCancellationRequested(() => cancel.dispose());
    try {
      const root = served.group === '' ? `/api/${served.version}` : `/apis/${served.group}/${served.version}`;
      const scope = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
      const path = `${root}${scope}/${served.plural}/${encodeURIComponent(name)}`;
      const [object, { stringify }] = await Promise.all([
        session.api.json({ path }, cancel.signal),
        import('yaml'),
      ]);
      const time = new Date().toLocaleTimeString();
      const title =
        namespace === undefined
          ? l10n.t('{0} {1}, as it was at {2}', kind, name, time)
          : l10n.t('{0} {1} in {2}, as it was at {3}', kind, name, namespace, time);
      return `# ${title}\n${stringify(kind === 'Secret' ? withoutSecrets(object) : readable(object))}`;
    } finally {
      cancelled.dispose();
    }
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

/** The names of a Secret's entries, without their values. `kubectl apply` keeps a copy of them in an annotation. */
export function withoutSecrets(object: unknown): unknown {
  const hidden = (entries: unknown): Record<string, string> =>
    Object.fromEntries(Object.keys(record(entries)).map((key) => [key, l10n.t('(hidden)')]));
  const { metadata, type, data } = record(object);
  const { name, namespace, labels, creationTimestamp } = record(metadata);
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace, ...(labels !== undefined && { labels }), creationTimestamp },
    type,
    data: hidden(data),
  };
}

/** Without what only machines read. */
export function readable(object: unknown): unknown {
  if (!isRecord(object) || !isRecord(object['metadata'])) return object;
  const metadata = Object.fromEntries(
    Object.entries(object['metadata']).filter(([field]) => field !== 'managedFields'),
  );
  return { ...object, metadata };
}
