import * as l10n from '@vscode/l10n';
import {
  DefinitionRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  HoverRequest,
  InitializeRequest,
  InitializedNotification,
  MarkupKind,
  ShutdownRequest,
  TextDocumentSyncKind,
  type Hover,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import { flag, text, textMap } from '../../common/json.ts';
import type { FieldReference } from '../explanations/reference.ts';
import { hereWords } from '../here/here-words.ts';
import { questionsAbout } from '../here/question-about.ts';
import { namedObject } from '../here/named-object.ts';
import { HERE, type Answer } from '../here/question.ts';
import { hoverMarkdown } from '../hover/hover-text.ts';
import type { Action, Sentence } from '../hover/hover-words.ts';
import { explainedFieldAt, wordsOf, type ExplainedField, type SchemaOf } from '../hover/manifest-hover.ts';
import { ClusterSchemas } from './cluster-schemas.ts';
import { definitionOf } from './definition.ts';
import { OpenDocuments } from './open-documents.ts';
import {
  OTHER_CLUSTER,
  OTHER_TEXTS,
  SCHEMA,
  WHERE,
  type SchemaQuestion,
  type Whereabouts,
} from './protocol.ts';

export interface Serving {
  /** Opened at the first question, and kept. */
  readonly reference: () => FieldReference;
  readonly now: () => Date;
  /** The client is gone, or told the server to go. */
  readonly exit: (code: number) => void;
}

/** What the cluster says is worth this much waiting. */
const HERE_MS = 50;

/**
 * Answers an editor about manifests: hovers, and where a named object is described. Whatever validates, completes or formats YAML is another extension's
 * business.
 */
export function serveManifests(connection: ProtocolConnection, { reference, now, exit }: Serving): void {
  const documents = new OpenDocuments();
  let isShutDown = false;
  /** Whether the client can be asked about the cluster. */
  let knowsCluster = false;
  const schemas = new ClusterSchemas(
    (apiVersion, kind) => connection.sendRequest(SCHEMA, { apiVersion, kind } satisfies SchemaQuestion),
    now,
  );
  const schemaOf: SchemaOf = (apiVersion, kind) => (knowsCluster ? schemas.of(apiVersion, kind) : undefined);

  connection.onRequest(InitializeRequest.type, ({ initializationOptions }) => {
    const words = textMap(initializationOptions, 'words');
    if (Object.keys(words).length > 0) l10n.config({ contents: words });
    knowsCluster = flag(initializationOptions, 'knowsCluster') === true;
    return {
      serverInfo: { name: 'porthole-manifests' },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        hoverProvider: true,
        definitionProvider: true,
      },
    };
  });
  // Nobody waits now, and the first hover finds the reference open.
  connection.onNotification(InitializedNotification.type, () => void reference());
  connection.onRequest(ShutdownRequest.type, () => {
    isShutDown = true;
  });
  connection.onNotification(ExitNotification.type, () => exit(isShutDown ? 0 : 1));

  connection.onNotification(DidOpenTextDocumentNotification.type, ({ textDocument }) =>
    documents.open(textDocument.uri, textDocument.version, textDocument.text),
  );
  connection.onNotification(DidChangeTextDocumentNotification.type, ({ textDocument, contentChanges }) =>
    documents.of(textDocument.uri)?.change(contentChanges, textDocument.version),
  );
  connection.onNotification(DidCloseTextDocumentNotification.type, ({ textDocument }) =>
    documents.close(textDocument.uri),
  );
  connection.onNotification(OTHER_CLUSTER, () => schemas.forget());
  connection.onNotification(OTHER_TEXTS, (told: unknown) => {
    const open = documents.of(text(told, 'uri') ?? '');
    if (open) open.isExplainedElsewhere = flag(told, 'isExplained') === true;
  });

  const here = async (found: ExplainedField): Promise<readonly Sentence[]> => {
    const questions = knowsCluster ? questionsAbout(found) : [];
    const said = await Promise.all(
      questions.map(async (question) => {
        const answer = await within(HERE_MS, connection.sendRequest<Answer | null>(HERE, question));
        return answer ? hereWords(found, question, answer) : [];
      }),
    );
    return said.flat();
  };
  connection.onRequest(HoverRequest.type, async ({ textDocument, position }): Promise<Hover | null> => {
    const open = documents.of(textDocument.uri);
    if (!open) return null;
    const { document } = open;
    const found = explainedFieldAt(open.file, document.offsetAt(position), open.name, reference(), schemaOf);
    if (!found) return null;
    // The text may be another one when the cluster has answered: the place is that of the question.
    const range = { start: document.positionAt(found.start), end: document.positionAt(found.end) };
    const words = wordsOf(found, {
      now: now(),
      isExplainedElsewhere: open.isExplainedElsewhere,
      here: await here(found),
    });
    if (!words) return null;
    return { contents: { kind: MarkupKind.Markdown, value: hoverMarkdown(words, commandLink) }, range };
  });
  connection.onRequest(DefinitionRequest.type, async ({ textDocument, position }) => {
    const open = documents.of(textDocument.uri);
    const offset = open?.document.offsetAt(position);
    const found = open && offset !== undefined && explainedFieldAt(open.file, offset, open.name, reference());
    const named = found && found.part === 'value' ? namedObject(found) : undefined;
    if (!open || !named) return null;
    return definitionOf(named, open, documents, async () =>
      knowsCluster ? connection.sendRequest<Whereabouts>(WHERE, named) : undefined,
    );
  });
  connection.listen();
}

/** Nothing when it takes longer, or fails: a hover does without. */
async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([answer.catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Brackets would end the link. */
function commandLink({ command, argument }: Action): string {
  const words = encodeURIComponent(JSON.stringify([argument]));
  return `command:${command}?${words.replaceAll('(', '%28').replaceAll(')', '%29')}`;
}
