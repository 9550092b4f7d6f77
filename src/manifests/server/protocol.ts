/**
 * How Node runs the server. Each edit of a long file leaves its text behind as garbage: with less room for the young, it is cleared
 * sooner. With two files of 50,000 lines open, `bench/rows/hovers-*` said: both flags 83 MB, and 6 ms of the processor for an edit and
 * its hover; only the first 117 MB and 4 ms; none 178 MB and 4 ms. Every window keeps the memory; nobody feels two milliseconds.
 */
export const SERVER_FLAGS: readonly string[] = ['--max-semi-space-size=2', '--optimize-for-size'];

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
