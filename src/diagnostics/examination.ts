import type { Bundle } from './bundle.ts';
import type { Aside, Claim } from './claim.ts';
import { isClaim } from './claim.ts';
import { BundleIndex } from './facts/bundle-index.ts';
import { keyOf } from './facts/refs.ts';
import { placeOf } from './facts/place-of.ts';
import type { AlsoSeen, Diagnosis, Evidence, Finding, ObjectRef, SubjectRef } from './finding.ts';
import { placesOf } from './files.ts';
import { gapWords } from './gaps.ts';
import { followedFrom, startingPoints } from './rules/following.ts';
import { outcomesAbout } from './rules/rule-book.ts';
import { byWeight, isWeakerGuess, strengthOf, yields } from './ranking.ts';
import { redacted } from './redact.ts';
import type { Family } from './siblings.ts';
import { families, familyWords } from './siblings.ts';
import { storyOf } from './timeline.ts';
import * as l10n from '@vscode/l10n';

/** A cause at the end of a chain, with the effects that led to it, nearest to the subject first. */
export interface Root {
  readonly claim: Claim;
  readonly via: readonly Claim[];
}

interface Seen {
  readonly claims: readonly Claim[];
  readonly asides: readonly Aside[];
}

/** Longest chain of cause and effect that is followed; longer ones are loops in disguise. */
const MOST_STEPS = 8;
const MOST_EVIDENCE = 14;

/**
 * One bundle under examination. Claims about each object are made once and remembered, so that asking about every pod of a cluster
 * costs what the trouble in it costs.
 */
export class Examination {
  readonly index: BundleIndex;
  readonly #seen = new Map<string, Seen>();

  constructor(bundle: Bundle) {
    this.index = new BundleIndex(bundle);
  }

  /** What the rules say about one object itself, before cause and effect are followed. */
  claimsAbout(ref: ObjectRef): Seen {
    const key = keyOf(ref);
    const known = this.#seen.get(key);
    if (known) return known;
    const outcomes = outcomesAbout(ref, this.index);
    const claims = outcomes.filter(isClaim);
    const seen = { claims, asides: outcomes.filter((outcome): outcome is Aside => !isClaim(outcome)) };
    this.#seen.set(key, seen);
    return seen;
  }

  /**
   * The causes behind the trouble of an object. The one place where cause and effect over objects is followed: a claim that blames
   * other objects gives way to theirs, an object without trouble of its own to that of what it stands on.
   */
  rootsOf(ref: ObjectRef, path: ReadonlySet<string> = new Set()): Root[] {
    const key = keyOf(ref);
    if (path.has(key) || path.size >= MOST_STEPS) return [];
    const onward = new Set(path).add(key);
    const { claims } = this.claimsAbout(ref);
    const roots: Root[] = [];
    for (const claim of claims) {
      const deeper = claim.because
        .flatMap((blamed) => this.rootsOf(blamed, onward))
        .filter((root) => root.claim.severity !== 'note');
      const better = deeper.filter((root) => !yields(root.claim, claim) && !isWeakerGuess(root.claim, claim));
      if (better.length === 0) roots.push({ claim, via: [] });
      else roots.push(...better.map((root) => ({ claim: root.claim, via: [claim, ...root.via] })));
    }
    if (!claims.some((claim) => claim.severity !== 'note')) {
      for (const below of followedFrom(ref, this.index)) roots.push(...this.rootsOf(below, onward));
    }
    return roots;
  }

  about(subject: SubjectRef): Diagnosis {
    const roots = this.rootsOf(subject);
    const ranked = ranking(roots);
    const pod = this.index.pod(subject);
    return redacted({
      takenAt: new Date(this.index.now).toISOString(),
      subject,
      findings: families(ranked.kept, this.index).map((root) => this.#finding(root, subject)),
      alsoSeen: [
        ...this.claimsAbout(subject).asides.map(({ aside, why }) => ({ text: aside, why })),
        ...ranked.dropped,
      ],
      notSeen: gapWords(this.index.bundle.notSeen),
      timeline: pod ? storyOf(this.index, pod) : [],
      files: pod ? placesOf(this.index, pod) : [],
    });
  }

  /** Goes through everything in the bundle; each root once, worst first. */
  all(): Diagnosis {
    const roots = startingPoints(this.index).flatMap((ref) =>
      this.rootsOf(ref).map((root) => ({ root, ref })),
    );
    const first = new Map<string, { root: Root; ref: ObjectRef }>();
    for (const entry of roots) {
      if (entry.root.claim.severity === 'note') continue;
      const key = rootKey(entry.root.claim);
      if (!first.has(key)) first.set(key, entry);
    }
    const entries = [...first.values()];
    const kept = entries
      .filter(
        ({ root }) =>
          !entries.some(
            (other) =>
              other.root !== root &&
              sameObject(other.root.claim, root.claim) &&
              yields(root.claim, other.root.claim),
          ),
      )
      .sort((a, b) => byWeight(a.root, b.root))
      .map(({ root, ref }) => ({ ...root, ref }));
    return redacted({
      takenAt: new Date(this.index.now).toISOString(),
      findings: families(kept, this.index).map((root) => this.#finding(root, root.ref)),
      alsoSeen: [],
      notSeen: gapWords(this.index.bundle.notSeen),
      timeline: [],
      files: [],
    });
  }

  #finding({ claim, via, alike }: Family<Root>, asked: ObjectRef): Finding {
    const owner = claim.subject.kind === 'Pod' ? claim.subject : asked;
    const { why, ...wording } = claim.wording(placeOf(owner, this.index));
    return {
      cause: claim.cause,
      subject: claim.subject,
      severity: claim.severity,
      confidence: claim.confidence,
      ...wording,
      why: [why, familyWords(claim.subject, alike, this.index)].filter((part) => part !== '').join(' '),
      evidence: distinct([...claim.proof, ...via.flatMap((effect) => effect.proof)]).slice(0, MOST_EVIDENCE),
      ...(claim.since === undefined ? {} : { since: claim.since }),
      ...(alike.length === 0 ? {} : { alike }),
    };
  }
}

function rootKey(claim: Claim): string {
  return `${claim.cause} ${keyOf(claim.subject)} ${claim.subject.container ?? ''}`;
}

function sameObject(a: Claim, b: Claim): boolean {
  return keyOf(a.subject) === keyOf(b.subject);
}

/** Sorts roots, keeps each once, and sets aside what follows from a stronger one. */
function ranking(roots: readonly Root[]): { kept: Root[]; dropped: AlsoSeen[] } {
  const once = new Map<string, Root>();
  for (const root of roots) {
    const key = rootKey(root.claim);
    const other = once.get(key);
    if (!other || byWeight(root, other) < 0) once.set(key, root);
  }
  const sorted = [...once.values()].sort(byWeight);
  const best = sorted[0];
  if (!best) return { kept: [], dropped: [] };
  const kept: Root[] = [];
  const dropped: AlsoSeen[] = [];
  for (const root of sorted) {
    const weaker =
      root !== best &&
      (yields(root.claim, best.claim) || (root.claim.severity === 'note' && best.claim.severity !== 'note'));
    if (!weaker) kept.push(root);
    else if (strengthOf(root.claim.cause) > 0) {
      const wording = root.claim.wording({ kind: 'pod' });
      dropped.push({
        text: wording.title,
        why: l10n.t('not the cause, because it follows from the first finding'),
      });
    }
  }
  return { kept, dropped };
}

function distinct(evidence: readonly Evidence[]): Evidence[] {
  const seen = new Set<string>();
  return evidence.filter((entry) => {
    const key = `${keyOf(entry.from)} ${entry.from.path ?? ''} ${entry.from.container ?? ''} ${entry.text}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
