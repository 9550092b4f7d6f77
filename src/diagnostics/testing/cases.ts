import assert from 'node:assert/strict';
import type { Bundle } from '../bundle.ts';
import { diagnose } from '../diagnose.ts';
import type { Finding, SubjectRef } from '../finding.ts';
import type { PodBuilder } from './objects.ts';
import { NAMESPACE, pod } from './objects.ts';

type Given = PodBuilder | readonly [Bundle, SubjectRef];

/** What is looked at, and whom it is asked about. */
export function givenOf(given: Given): readonly [Bundle, SubjectRef] {
  return 'bundle' in given ? [given.bundle(), given.ref] : given;
}

function answerTo(given: Given): Finding | undefined {
  const [bundle, subject] = givenOf(given);
  return diagnose(bundle, subject).findings[0];
}

/** The sentence of a test, what is given, and the first finding's cause. `well`: nothing, or a note. */
export interface Case {
  readonly when: string;
  readonly given: Given;
  /** Texts that the answer has to hold, in title, why, short, actions or evidence. */
  readonly naming?: readonly (string | RegExp)[];
}

/** The bundles of every cause in the tests that were read: those that show it, and those that only look like it. */
export const describedCauses = new Map<
  string,
  { readonly shows: readonly Case[]; readonly nearMisses: readonly Case[] }
>();

/** Tests one cause: a bundle that shows it, and near misses that must not be called so. */
export function describeCause(
  cause: string,
  shows: readonly Case[],
  nearMisses: readonly (Case & { readonly instead: string })[],
): void {
  const before = describedCauses.get(cause) ?? { shows: [], nearMisses: [] };
  describedCauses.set(cause, {
    shows: [...before.shows, ...shows],
    nearMisses: [...before.nearMisses, ...nearMisses],
  });
  describe(cause, () => {
    for (const { when, given, naming } of shows) {
      it(`is found when ${when}`, () => {
        const answer = answerTo(given);
        assert.equal(answer?.cause ?? 'well', cause, answer?.title);
        const told = JSON.stringify(answer).replaceAll('\\"', '"');
        for (const fact of naming ?? []) {
          if (typeof fact === 'string') assert.ok(told.includes(fact), `"${fact}" is not in ${told}`);
          else assert.match(told, fact);
        }
        assert.ok(answer, 'an answer');
        assert.match(answer.short, /^.{3,90}$/);
        assert.ok(
          answer.title !== '' && answer.actions.length > 0 && answer.evidence.length > 0,
          'title, actions, evidence',
        );
      });
    }
    for (const { when, given, instead } of nearMisses) {
      it(`is ${instead === 'well' ? 'no problem' : instead} when ${when}`, () => {
        const answer = answerTo(given);
        const said =
          answer === undefined || (answer.severity === 'note' && instead === 'well') ? 'well' : answer.cause;
        assert.equal(said, instead, answer?.title);
      });
    }
  });
}

/** A pod whose main container ends with an error and leaves this log. */
export function dying(
  log: string,
  end: { exitCode?: number; reason?: string } = { exitCode: 1 },
): PodBuilder {
  return pod().crashing(4, end).withLog(log);
}

/** The same log in a pod that runs and is well. */
export function living(log: string): PodBuilder {
  return pod().withLog(log);
}

export function ref(kind: string, name: string): SubjectRef {
  return kind === 'Node' ? { kind, name } : { kind, namespace: NAMESPACE, name };
}
