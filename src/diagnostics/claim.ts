import type { Action, Confidence, Evidence, ObjectRef, Severity, SubjectRef } from './finding.ts';
import type { Place } from './words/place.ts';
import type { Says } from './words/says.ts';
import { words } from './words/says.ts';

/** A cause id of the shared vocabulary that this engine knows. */
export type CauseId = keyof Says;

/** The texts of one cause, made from what a rule says about a case. */
export interface Wording<S> {
  /** A few words for a row, in lower case, without a full stop. */
  short(says: S): string;
  title(says: S): string;
  why(says: S): string;
  actions(says: S, place: Place): readonly Action[];
}

/** What a rule hands in: signals and numbers, no prose. */
export interface ClaimInput<C extends CauseId> {
  readonly cause: C;
  readonly subject: SubjectRef;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly says: Says[C];
  readonly proof: readonly Evidence[];
  /** Objects whose own trouble, if they have any, is the reason for this one. The engine follows them; the rule need not know. */
  readonly because?: readonly ObjectRef[];
  readonly since?: number | undefined;
}

/** One possible cause with its proof. Its words are bound, not yet made. */
export interface Claim {
  readonly cause: CauseId;
  readonly subject: SubjectRef;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly says: Says[CauseId];
  readonly proof: readonly Evidence[];
  readonly because: readonly ObjectRef[];
  readonly since?: number;
  wording(place: Place): { short: string; title: string; why: string; actions: readonly Action[] };
}

/** Binds a claim to the words of its cause. */
export function claim<C extends CauseId>(input: ClaimInput<C>): Claim {
  const { cause, says, because, since, ...rest } = input;
  return {
    ...rest,
    cause,
    says,
    because: because ?? [],
    ...(since === undefined ? {} : { since }),
    wording(place) {
      const entry = words[cause];
      return {
        short: entry.short(says),
        title: entry.title(says),
        why: entry.why(says),
        actions: entry.actions(says, place),
      };
    },
  };
}

/** Something seen that is not the cause, with the reason; rules hand it in beside their claims. */
export interface Aside {
  readonly aside: string;
  readonly why: string;
}

export type Outcome = Claim | Aside;

export function isClaim(outcome: Outcome): outcome is Claim {
  return 'cause' in outcome;
}
