import type { CauseId, Claim } from './claim.ts';
import type { Confidence, Severity } from './finding.ts';
import { keyOf } from './facts/refs.ts';

const severityRank: Readonly<Record<Severity, number>> = { broken: 0, waiting: 1, warning: 2, note: 3 };
const confidenceRank: Readonly<Record<Confidence, number>> = { certain: 0, likely: 1, possible: 2 };

/** Causes that say what happened more than why; anything that says why goes before them. */
const symptoms: ReadonlySet<CauseId> = new Set<CauseId>([
  'app-error',
  'init-container-failed',
  'init-waiting-dependency',
  'readiness-failing',
  'probe-kill',
  'completed-restart-loop',
  'job-backoff-limit',
  'deadline-exceeded',
  'hub-spawn-timeout',
  'terminated-sigterm',
  'sidecar-not-ready',
  'helm-release-failed',
]);

/** 0: nothing is wrong. 1: a symptom. 2: a reason. */
export function strengthOf(cause: CauseId): 0 | 1 | 2 {
  if (cause === 'still-starting' || cause === 'transient-not-a-failure') return 0;
  return symptoms.has(cause) ? 1 : 2;
}

/** True when `claim` has nothing to add beside `other`: a symptom, or a mere guess, next to a reason. */
export function yields(claim: Claim, other: Claim): boolean {
  const weaker = strengthOf(claim.cause) < strengthOf(other.cause) && other.severity !== 'note';
  const guess =
    claim.confidence === 'possible' &&
    other.confidence === 'certain' &&
    strengthOf(other.cause) >= strengthOf(claim.cause);
  return weaker || guess;
}

/** A guess about the object that is blamed says less than what is known about the one that blames it. */
export function isWeakerGuess(root: Claim, effect: Claim): boolean {
  return (
    root.confidence === 'possible' &&
    effect.confidence !== 'possible' &&
    strengthOf(root.cause) <= strengthOf(effect.cause)
  );
}

interface Weighed {
  readonly claim: Claim;
  readonly via: readonly Claim[];
}

/** Which of two roots answers better; never a draw for different ones, so that the order of objects cannot matter. */
export function byWeight(a: Weighed, b: Weighed): number {
  const note = Number(a.claim.severity === 'note') - Number(b.claim.severity === 'note');
  return (
    note ||
    strengthOf(b.claim.cause) - strengthOf(a.claim.cause) ||
    severityRank[a.claim.severity] - severityRank[b.claim.severity] ||
    confidenceRank[a.claim.confidence] - confidenceRank[b.claim.confidence] ||
    a.via.length - b.via.length ||
    sinceOrder(a, b) ||
    textOrder(
      `${keyOf(a.claim.subject)} ${a.claim.subject.container ?? ''} ${a.claim.cause}`,
      `${keyOf(b.claim.subject)} ${b.claim.subject.container ?? ''} ${b.claim.cause}`,
    )
  );
}

function textOrder(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Earlier trouble first; unknown times last (Infinity minus Infinity would be no number). */
function sinceOrder(a: Weighed, b: Weighed): number {
  const [first, second] = [a.claim.since, b.claim.since];
  if (first === second) return 0;
  if (first === undefined) return 1;
  return second === undefined ? -1 : first - second;
}
