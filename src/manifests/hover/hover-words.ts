import * as l10n from '@vscode/l10n';
import { text } from '../../common/json.ts';
import type { Field, FieldExplanation } from '../field.ts';
import { containerAround } from '../mistakes/surroundings.ts';

/** What a hover says, before it is written as markdown or as plain text. Texts may hold anything that stands in a manifest. */
export interface HoverWords {
  /** What a person calls the field. */
  readonly name: string;
  /** What stands there, in plain words. */
  readonly value?: string;
  /** Mistakes that are made in this field. */
  readonly mistakes: readonly string[];
  /** What the field means to somebody who works with data. */
  readonly meaning?: string;
  /** What it meets in the cluster, a sentence each. */
  readonly here: readonly Sentence[];
  /** `container "main" of Pod "train"` */
  readonly place?: string;
  /** The page that says more. */
  readonly link?: string;
}

/** A sentence about the cluster, with what can be done from it. */
export interface Sentence {
  readonly text: string;
  readonly actions?: readonly Action[];
}

/** A link that runs a command of the extension; where there is no editor it is left out. */
export interface Action {
  readonly title: string;
  readonly command: string;
  readonly argument: unknown;
}

/** A line of the reference that goes on for long is cut after the sentence that passes this. */
const REFERENCE_LENGTH = 280;

/** What is known about a field, of which `isExplainedElsewhere` leaves out what another extension says in the same hover. */
export function hoverWords(
  field: Field,
  explanation: FieldExplanation,
  more: Pick<HoverWords, 'mistakes' | 'here'> & { readonly value: string | undefined },
  isExplainedElsewhere: boolean,
): HoverWords | undefined {
  const reference = isExplainedElsewhere ? undefined : explanation.reference;
  const meaning = explanation.own ?? (reference === undefined ? undefined : firstSentences(reference));
  const hasMore = more.value !== undefined || more.mistakes.length > 0 || more.here.length > 0;
  if (meaning === undefined && !hasMore) return undefined;
  const place = placeOf(field);
  return {
    name: explanation.name,
    mistakes: more.mistakes,
    here: more.here,
    ...(more.value !== undefined && { value: more.value }),
    ...(meaning !== undefined && { meaning }),
    ...(place !== undefined && { place }),
    ...(explanation.link !== undefined && { link: explanation.link }),
  };
}

function firstSentences(reference: string): string {
  let end = 0;
  for (const { index } of reference.matchAll(/\.(?=\s+[A-Z"'`])/g)) {
    end = index + 1;
    if (end >= REFERENCE_LENGTH / 2) break;
  }
  return end === 0 || reference.length <= REFERENCE_LENGTH ? reference : reference.slice(0, end);
}

/** Which object, and which of its containers: long files have many that look the same. */
function placeOf(field: Field): string | undefined {
  if (field.document.sort !== 'object') return undefined;
  const { kind } = field.document;
  const name = text(field.root, 'metadata', 'name') ?? text(field.root, 'metadata', 'generateName');
  const container = text(containerAround(field)?.container, 'name');
  if (name === undefined)
    return container === undefined ? undefined : l10n.t('container "{0}" of a {1}', container, kind);
  return container === undefined
    ? l10n.t('{0} "{1}"', kind, name)
    : l10n.t('container "{0}" of {1} "{2}"', container, kind, name);
}
