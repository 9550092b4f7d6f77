import { join } from 'node:path';
import * as vscode from 'vscode';
import type { CloseHandlerResult, LanguageClient } from 'vscode-languageclient/node';
import type { NamedObject } from '../../../manifests/here/named-object.ts';
import { HERE, type Answer, type Question } from '../../../manifests/here/question.ts';
import {
  OTHER_CLUSTER,
  OTHER_TEXTS,
  SCHEMA,
  SERVER_FLAGS,
  WHERE,
  type OtherTexts,
  type SchemaQuestion,
  type StartOptions,
} from '../../../manifests/server/protocol.ts';
import { MANIFEST_LANGUAGES, type CommandId } from '../../contributions.ts';
import { ClusterFacts, type ClusterSight } from './cluster-facts.ts';
import { showsKubernetesReference } from './other-extensions.ts';
import { whereaboutsOf } from './whereabouts.ts';

/** What a hover may do when it is clicked. */
const LINKED_COMMANDS: readonly CommandId[] = ['porthole.explain', 'porthole.showLogs'];
/** A server that ends more often than this in `RESTART_MINUTES` would end for ever. */
const MOST_RESTARTS = 4;
const RESTART_MINUTES = 3;

export interface ManifestClientOptions {
  /** The folder of the extension. */
  readonly folder: string;
  readonly log: vscode.LogOutputChannel;
  readonly sight: ClusterSight;
}

/** The running language server, and what it asks of the cluster. */
export interface ManifestClient {
  readonly client: LanguageClient;
  stop(): Promise<void>;
}

/** Starts the language server. The library comes with it, and not before. */
export async function startManifestClient({
  folder,
  log,
  sight,
}: ManifestClientOptions): Promise<ManifestClient> {
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
      options: { execArgv: [...SERVER_FLAGS] },
    },
    {
      documentSelector: MANIFEST_LANGUAGES.map((language) => ({ language })),
      initializationOptions: {
        knowsCluster: true,
        ...(bundle && { words: bundle }),
      } satisfies StartOptions,
      outputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      textSynchronization: { delayOpenNotifications: true },
      // Texts of the hover come through escaped; the only links to commands are the server's own.
      markdown: { isTrusted: { enabledCommands: LINKED_COMMANDS }, supportHtml: false },
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
  const facts = new ClusterFacts(sight);
  client.onRequest(HERE, async (question: Question): Promise<Answer | null> => {
    try {
      return (await facts.answer(question)) ?? null;
    } catch (error) {
      log.error('What a hover asked of the cluster failed:', error instanceof Error ? error : String(error));
      return null;
    }
  });
  client.onRequest(SCHEMA, async (question: SchemaQuestion) => (await facts.schema(question)) ?? null);
  client.onRequest(WHERE, (named: NamedObject) => whereaboutsOf(named, facts));
  await client.start();
  let session = sight.session();
  const otherCluster = sight.onDidChangeSession(() => {
    if (sight.session() === session) return;
    session = sight.session();
    if (client.isRunning())
      void client
        .sendNotification(OTHER_CLUSTER)
        .catch((error: unknown) => log.warn('The server of the hovers:', String(error)));
  });
  return {
    client,
    stop: async () => {
      otherCluster.dispose();
      facts.dispose();
      await client.dispose();
    },
  };
}
