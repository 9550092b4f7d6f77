/**
 * What the build reads from the declarations of the Kubernetes client library (`scripts/build/field-reference.ts`).
 * A shape is the name of a type (`Container`, `string`, `IntOrString`), a list (`Container[]`) or a map (`{string}`).
 */
export interface ReferenceData {
  /** `release-1.36` */
  readonly version: string;
  /** The type of each kind, by apiVersion and kind. */
  readonly kinds: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The fields of each type, by the key that stands in a manifest. */
  readonly types: Readonly<Record<string, Readonly<Record<string, FieldEntry>>>>;
  /** What each type is, for fields that say nothing about themselves. */
  readonly about: Readonly<Record<string, string>>;
}

/** The shape, the description and the page that says more. */
export type FieldEntry = readonly [shape: string, description?: string, link?: string];
