import * as l10n from '@vscode/l10n';
import type { Claim } from './claim.ts';
import type { BundleIndex } from './facts/bundle-index.ts';
import { keyOf } from './facts/refs.ts';
import type { ObjectRef, SubjectRef } from './finding.ts';
import { listed } from './words/quantities.ts';

/** A claim, and the other pods of the same owner of which the same is true. */
export type Family<T> = T & { readonly alike: readonly SubjectRef[] };

/**
 * Pods of one owner run the same program under the same rules: what is true of several of them is one trouble, not several. Told of
 * the first, which weighs most; the others are counted. Claims are equal when they say the same but for numbers and names of pods.
 */
export function families<T extends { readonly claim: Claim }>(
  weighed: readonly T[],
  index: BundleIndex,
): Family<T>[] {
  const first = new Map<string, T & { alike: SubjectRef[] }>();
  return weighed.flatMap((told) => {
    const key = familyKey(told.claim, index);
    const elder = key === undefined ? undefined : first.get(key);
    if (elder) {
      elder.alike.push(told.claim.subject);
      return [];
    }
    const made = { ...told, alike: [] };
    if (key !== undefined) first.set(key, made);
    return [made];
  });
}

function familyKey(told: Claim, index: BundleIndex): string | undefined {
  const { cause, subject, severity } = told;
  const owner = subject.kind === 'Pod' ? index.ownersOf(subject).at(-1) : undefined;
  if (owner === undefined) return undefined;
  const said = told.wording({ kind: 'pod' }).title.replaceAll(subject.name, '').replace(/\d+/g, '#');
  return [keyOf(owner), cause, subject.container ?? '', severity === 'note', said].join('\n');
}

/** Says of how many pods it is true; nothing where it is the only one. */
export function familyWords(subject: ObjectRef, alike: readonly ObjectRef[], index: BundleIndex): string {
  if (alike.length === 0) return '';
  const owner = index.ownersOf(subject).at(-1);
  return l10n.t(
    'The same is true of {0} pods of {1}: {2}.',
    alike.length + 1,
    owner?.name ?? '',
    listed([subject, ...alike].map(({ name }) => name).sort(), 3),
  );
}
