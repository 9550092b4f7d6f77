/** Text of our own. A function, since the language is known only when the text is asked for. */
export type Words = () => string;

/** Texts for fields of the built-in kinds, by `Type.field`, `Type.map.entry` or `Type.map.*`. */
export type OwnTexts = Readonly<Record<string, Words>>;

/** A field of a kind that is not built into Kubernetes, or of a chart's values file. */
export interface OwnField {
  /** As in the reference (`Volume[]`, `{string}`, `argo.Template`); `object`, `object[]` and `{object}` have their `fields` here. */
  readonly is: string;
  readonly fields?: OwnFields;
  readonly says?: Words;
  /** It means what this field of a built-in kind means, such as `PodSpec.tolerations`. */
  readonly like?: string;
}
export type OwnFields = Readonly<Record<string, OwnField>>;

/** The kinds of one tool, the types that they are made of, and the page that says more. */
export interface ToolKinds {
  /** Group, versions and kind: `argoproj.io/v1alpha1 Workflow` to the name of its type. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, OwnFields>>;
  /** Types that have all fields of a built-in type besides their own: a script of a workflow is a `Container` with a source. */
  readonly bases?: Readonly<Record<string, string>>;
  readonly link: string;
}

export function field(is: string, says?: Words): OwnField {
  return says === undefined ? { is } : { is, says };
}

/** Settings that a tool hands on to a program, which alone knows what they are: everything below has the same text. */
export const FREE = 'free';

/** An object whose fields are written in place. */
export function group(fields: OwnFields, says?: Words): OwnField {
  return says === undefined ? { is: 'object', fields } : { is: 'object', fields, says };
}

/** A list of such objects. */
export function groups(fields: OwnFields, says?: Words): OwnField {
  return { ...group(fields, says), is: 'object[]' };
}

/** A map from names to such objects. */
export function groupsByName(fields: OwnFields, says?: Words): OwnField {
  return { ...group(fields, says), is: '{object}' };
}

/** The same as a field of a built-in kind, with its text or another one. */
export function like(key: string, says?: Words): OwnField {
  return says === undefined ? { is: '', like: key } : { is: '', like: key, says };
}
