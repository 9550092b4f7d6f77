/**
 * One value of a manifest as the explanations see it: plain JSON, as Kubernetes reads it (YAML 1.1: `0644` is 420, `yes` is true), in
 * which whatever a template fills in later is `UNKNOWN`.
 * Explanations say nothing about what is unknown.
 */
export type ManifestValue =
  | string
  | number
  | boolean
  | null
  | typeof UNKNOWN
  | readonly ManifestValue[]
  | { readonly [key: string]: ManifestValue };

/** Stands where a template (`{{ .Values.image }}`, `{{inputs.parameters.n}}`) will put something that nobody knows yet. */
export const UNKNOWN: unique symbol = Symbol('filled in by a template');

/** A key of a mapping or an index of a list, from the object's own root. */
export type FieldPath = readonly (string | number)[];

/**
 * What a document is: a Kubernetes object by its apiVersion and kind, or a values file of a chart that Porthole knows.
 * The root of `path`s is the object itself: items of a `List` and documents of a stream are objects of their own.
 */
export type DocumentSort =
  | { readonly sort: 'object'; readonly apiVersion: string; readonly kind: string }
  | { readonly sort: 'values'; readonly chart: string };

/** The field under the pointer. */
export interface Field {
  readonly document: DocumentSort;
  readonly path: FieldPath;
  /** The whole object; what stands at `path` is read from it. */
  readonly root: ManifestValue;
  /**
   * Whether keys that are missing here may still come from elsewhere: lines that a template writes, the base of a kustomize patch, an
   * unfinished text. Nothing is then concluded from what is missing. Where this is not said, any `UNKNOWN` in the object counts as yes.
   */
  readonly partial?: boolean;
  /** The other objects of the file, read when they are asked for: a claim may be described beside what uses it. */
  readonly others?: () => readonly ManifestValue[];
}

/** What is known about a field whatever its value is. */
export interface FieldExplanation {
  /** What a person calls it: `memory (limit)`, `restartPolicy`. */
  readonly name: string;
  /** What it means to somebody who works with data: one to three sentences of our own, already in the user's language. */
  readonly own?: string;
  /** The field's line in the Kubernetes reference, where there is no text of our own. English, plain text, one paragraph. */
  readonly reference?: string;
  /** The page that says more. */
  readonly link?: string;
  /** The type that holds the field and the field in it, such as `Container.image`: how the value is to be read. */
  readonly key: string;
  /** What may stand there: a type (`Container`, `Toleration[]`, `{string}`) or a format (`cron`, `image`, `memory`). */
  readonly shape?: string;
}
