import type { ManifestFile } from '../documents/manifest-file.ts';
import { builtInKinds } from '../explanations/built-in-kinds.ts';
import { chartOfValues } from '../explanations/charts/chart-of-values.ts';
import { explainInSchema, type ClusterSchema } from '../explanations/cluster-schema.ts';
import { explainField } from '../explanations/explain-field.ts';
import type { FieldReference } from '../explanations/reference.ts';
import type { Field, FieldExplanation } from '../field.ts';
import { mistakesAt } from '../mistakes/mistakes-at.ts';
import { fieldAt, type FieldAt } from '../position/field-at.ts';
import { valueWords } from '../values/value-words.ts';
import { hoverWords, type HoverWords, type Sentence } from './hover-words.ts';

/** A field that has an explanation, with the place of the words that were pointed at. */
export interface ExplainedField extends FieldAt {
  readonly explanation: FieldExplanation;
}

/** The cluster's own schema of a kind, as far as it is known by now. */
export type SchemaOf = (apiVersion: string, kind: string) => ClusterSchema | undefined;

/** The field at an offset of a manifest, if anything is known about it. */
export function explainedFieldAt(
  file: ManifestFile,
  offset: number,
  fileName: string,
  reference: FieldReference,
  schemaOf: SchemaOf = () => undefined,
): ExplainedField | undefined {
  const found = fieldAt(file, offset, fileName, chartOfValues);
  const explanation =
    found && (explainField(reference, found.field) ?? explainedByCluster(found.field, schemaOf));
  return explanation && { ...found, explanation };
}

function explainedByCluster(field: Field, schemaOf: SchemaOf): FieldExplanation | undefined {
  const { document } = field;
  if (document.sort !== 'object') return undefined;
  // What the reference does not have is no field of a built-in kind.
  if (builtInKinds.has(`${document.apiVersion} ${document.kind}`)) return undefined;
  const schema = schemaOf(document.apiVersion, document.kind);
  return schema === undefined ? undefined : explainInSchema(schema, field);
}

export interface HoverContext {
  readonly now: Date;
  /** Another extension shows the reference of this field in the same hover. */
  readonly isExplainedElsewhere: boolean;
  /** What the field meets in the cluster. */
  readonly here: readonly Sentence[];
}

/** What to say about it; nothing where others have said all. */
export function wordsOf(
  { field, explanation }: ExplainedField,
  context: HoverContext,
): HoverWords | undefined {
  return hoverWords(
    field,
    explanation,
    {
      value: valueWords(field, explanation, context.now),
      mistakes: mistakesAt(field),
      here: context.here,
    },
    context.isExplainedElsewhere,
  );
}

/** What a hover calls the document: its kind, or the chart whose values it has. */
export function kindOf({ document }: Field): string {
  return document.sort === 'object' ? document.kind : document.chart;
}
