import { parseAllDocuments } from 'yaml';
import { isRecord, list, text } from '../../../common/json.ts';
import type { Bundle } from '../../bundle.ts';
import type { SubjectRef } from '../../finding.ts';
import { parseBundle } from '../../parse-bundle.ts';
import { TAKEN_AT } from './times.ts';
import { objectsOf } from './objects-of.ts';

/**
 * A case of `test/fixtures/unseen`: what went wrong somewhere, told in as few lines as can be, with the messages exactly as the real
 * programs print them. Its objects are filled out to what an API server would send, and pass through `parseBundle` like anybody's.
 */
export interface Story {
  readonly id: string;
  /** The file it stands in: what it is about. */
  readonly family: string;
  /** Causes that are right. Empty: nothing is wrong, and no finding but a note may be made. */
  readonly causes: readonly string[];
  readonly mentions: readonly string[];
  readonly subject: SubjectRef;
  /** Its objects, as `kubectl get -o json` would print them. */
  readonly raw: string;
}

function subjectOf(told: string): SubjectRef {
  const [kind = '', ...path] = told.split('/');
  const name = path.at(-1) ?? '';
  return path.length > 1 ? { kind, namespace: path[0] ?? '', name } : { kind, name };
}

function storyOf(family: string, told: unknown): Story {
  const cause = text(told, 'cause') ?? '';
  const items = list(told, 'objects').filter(isRecord).flatMap(objectsOf);
  const info = {
    apiVersion: 'porthole.dev/v1',
    kind: 'BundleInfo',
    takenAt: new Date(TAKEN_AT).toISOString(),
  };
  return {
    id: text(told, 'id') ?? '',
    family,
    causes: cause === 'well' ? [] : [cause, ...list(told, 'accept').map(String)],
    mentions: list(told, 'mention').map(String),
    subject: subjectOf(text(told, 'subject') ?? ''),
    raw: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [info, ...items] }),
  };
}

export function bundleOf({ id, raw }: Story): Promise<Bundle> {
  return parseBundle([{ name: id, text: raw }]);
}

/** The stories that a file tells, in its order. */
export function storiesIn(family: string, whole: string): readonly Story[] {
  return parseAllDocuments(whole, { merge: true }).map((document) => {
    const [problem] = document.errors;
    if (problem) throw new Error(`${family}: ${problem.message}`);
    return storyOf(family, document.toJS() as unknown);
  });
}
