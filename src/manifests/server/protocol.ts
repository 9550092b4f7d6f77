/** What the extension gives the server at its start. */
export interface StartOptions {
  /** The language's texts, as `@vscode/l10n` reads them. Nothing for English. */
  readonly words?: Readonly<Record<string, string>>;
}

/** A document in which another extension shows the Kubernetes reference, or has stopped to. */
export interface OtherTexts {
  readonly uri: string;
  readonly isExplained: boolean;
}

/** From the extension, before the first hover in a document and when it changes. */
export const OTHER_TEXTS = 'porthole/otherTexts';
