/**
 * How Node runs the server. Each edit of a long file leaves its text behind as garbage: with less room for the young, and a heap that
 * grows in small steps, it is cleared sooner. With two files of 50,000 lines open, `bench/rows/hovers-*` said (memory; time of the
 * processor for an edit and its hover in YAML and in JSON): no flags 178 MB, 3.5 ms, 4 ms; the first alone 117 MB, 3.7 ms, 3.8 ms; both
 * 89 MB, 5.2 ms, 6.3 ms; the first with --optimize-for-size 81 MB, 7 ms, 7.5 ms. Every window keeps the memory; nobody feels two
 * milliseconds.
 */
export const SERVER_FLAGS: readonly string[] = ['--max-semi-space-size=2', '--heap-growing-percent=50'];

/** What the extension gives the server at its start. */
export interface StartOptions {
  /** The language's texts, as `@vscode/l10n` reads them. Nothing for English. */
  readonly words?: Readonly<Record<string, string>>;
  /** The extension answers questions about the cluster (`here/question.ts`). */
  readonly knowsCluster?: boolean;
}

/** Where the object that a value names may be found. */
export interface Whereabouts {
  /** Files of the workspace that have its kind and its name in them. */
  readonly files: readonly { readonly uri: string; readonly text: string }[];
  /** The address under which the editor shows it as the cluster has it. */
  readonly cluster?: string;
}

/** From the server to the extension, with a `NamedObject`. The answer is `Whereabouts`. */
export const WHERE = 'porthole/where';

/** A kind that only the cluster can explain. */
export interface SchemaQuestion {
  readonly apiVersion: string;
  readonly kind: string;
}

/** From the server to the extension, with a `SchemaQuestion`. The answer is a `ClusterSchema`, or null. */
export const SCHEMA = 'porthole/schema';

/** From the extension: it is connected to another cluster. */
export const OTHER_CLUSTER = 'porthole/otherCluster';

/** A document in which another extension shows the Kubernetes reference, or has stopped to. */
export interface OtherTexts {
  readonly uri: string;
  readonly isExplained: boolean;
}

/** From the extension, before the first hover in a document and when it changes. */
export const OTHER_TEXTS = 'porthole/otherTexts';
