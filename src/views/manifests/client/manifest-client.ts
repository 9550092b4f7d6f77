import { join } from 'node:path';
import * as vscode from 'vscode';
import type { CloseHandlerResult, LanguageClient } from 'vscode-languageclient/node';
import { OTHER_TEXTS, type OtherTexts, type StartOptions } from '../../../manifests/server/protocol.ts';
import { MANIFEST_LANGUAGES } from '../../contributions.ts';
import { showsKubernetesReference } from './other-extensions.ts';

/** A server that ends more often than this in `RESTART_MINUTES` would end for ever. */
const MOST_RESTARTS = 4;
const RESTART_MINUTES = 3;

export interface ManifestClientOptions {
  /** The folder of the extension. */
  readonly folder: string;
  readonly log: vscode.LogOutputChannel;
}

/** Starts the language server. The library comes with it, and not before. */
export async function startManifestClient({ folder, log }: ManifestClientOptions): Promise<LanguageClient> {
  const { CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn, TransportKind } =
    await import('vscode-languageclient/node');
  const dist = (name: string): string => join(folder, 'dist', name);
  const ended: number[] = [];
  const told = new Map<string, boolean>();
  const closed = (): CloseHandlerResult => {
    const now = Date.now();
    ended.push(now);
    told.clear(); // the next one knows nothing yet
    const recent = ended.filter((time) => now - time < RESTART_MINUTES * 60_000);
    if (recent.length <= MOST_RESTARTS) return { action: CloseAction.Restart, handled: true };
    log.error(
      `The server of the hovers ended ${recent.length} times in ${RESTART_MINUTES} minutes. It stays off.`,
    );
    return { action: CloseAction.DoNotRestart, handled: true };
  };
  const tell = async (client: LanguageClient, document: vscode.TextDocument): Promise<void> => {
    const uri = client.code2ProtocolConverter.asUri(document.uri);
    const isExplained = showsKubernetesReference(document);
    if ((told.get(uri) ?? false) === isExplained) return;
    told.set(uri, isExplained);
    await client.sendNotification(OTHER_TEXTS, { uri, isExplained } satisfies OtherTexts);
  };
  const bundle = vscode.l10n.bundle;
  const client = new LanguageClient(
    'porthole.manifests',
    'Porthole: manifests',
    {
      module: dist('manifests.js'),
      args: [dist('field-reference.json.br')],
      transport: TransportKind.ipc,
    },
    {
      documentSelector: MANIFEST_LANGUAGES.map((language) => ({ language })),
      initializationOptions: { ...(bundle && { words: bundle }) } satisfies StartOptions,
      outputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      textSynchronization: { delayOpenNotifications: true },
      markdown: { isTrusted: false, supportHtml: false },
      // Nothing of this is worth a message: whoever misses the hovers finds the reason in the log.
      initializationFailedHandler: (error) => {
        log.error(
          `The server of the hovers does not start: ${error instanceof Error ? error.message : String(error)}`,
        );
        return false;
      },
      errorHandler: {
        error: (error) => {
          log.warn(`The server of the hovers: ${error.message}`);
          return { action: ErrorAction.Continue, handled: true };
        },
        closed,
      },
      middleware: {
        provideHover: async (document, position, token, next) => {
          await tell(client, document);
          return next(document, position, token);
        },
        didClose: (document, next) => {
          told.delete(client.code2ProtocolConverter.asUri(document.uri));
          return next(document);
        },
      },
    },
  );
  await client.start();
  return client;
}
