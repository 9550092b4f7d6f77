import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Cancellation } from '../common/cancellation.ts';
import type { Disposable } from '../common/disposable.ts';
import { DisposableStore } from '../common/disposable.ts';
import { isRecord } from '../common/json.ts';
import type { Session } from '../k8s/session.ts';
import type { PodRef } from './refs.ts';

const SCHEME = 'porthole-yaml';

/** Pods as the cluster has them, as documents that cannot be changed. Only pods: a Secret is never shown. */
export class YamlDocuments implements vscode.TextDocumentContentProvider, Disposable {
  readonly #owned = new DisposableStore();
  readonly #session: () => Session | undefined;

  constructor(session: () => Session | undefined) {
    this.#session = session;
    this.#owned.own(vscode.workspace.registerTextDocumentContentProvider(SCHEME, this));
  }

  async show({ namespace, pod }: PodRef): Promise<void> {
    // The query makes it another document each time: what is shown is the state of this moment.
    const uri = vscode.Uri.from({
      scheme: SCHEME,
      path: `/${namespace}/${pod}.yaml`,
      query: String(Date.now()),
    });
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, 'yaml');
    await vscode.window.showTextDocument(document, { preview: true });
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const session = this.#session();
    const [, namespace = '', pod = ''] = /^\/([^/]+)\/([^/]+)\.yaml$/.exec(uri.path) ?? [];
    if (!session) return `# ${l10n.t('Porthole is not connected to a cluster.')}\n`;
    const cancel = new Cancellation();
    const cancelled = token.onCancellationRequested(() => cancel.dispose());
    try {
      const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}`;
      const [object, { stringify }] = await Promise.all([
        session.api.json({ path }, cancel.signal),
        import('yaml'),
      ]);
      return `# ${l10n.t('Pod {0} in {1}, as it was at {2}', pod, namespace, new Date().toLocaleTimeString())}\n${stringify(readable(object))}`;
    } finally {
      cancelled.dispose();
    }
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

/** Without what only machines read. */
export function readable(object: unknown): unknown {
  if (!isRecord(object) || !isRecord(object['metadata'])) return object;
  const metadata = Object.fromEntries(
    Object.entries(object['metadata']).filter(([field]) => field !== 'managedFields'),
  );
  return { ...object, metadata };
}
