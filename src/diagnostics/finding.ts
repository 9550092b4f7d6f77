/** What a diagnosis says. The JSON of `porthole explain -o json` is this shape, a contract: fields may be added, never renamed. */

export interface ObjectRef {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

export interface SubjectRef extends ObjectRef {
  readonly container?: string;
}

/** broken: needs somebody. waiting: will go on when something is there. warning: works, and will not for long. note: worth knowing. */
export type Severity = 'broken' | 'waiting' | 'warning' | 'note';

/** certain: the proof is in the evidence. likely: fits, and something else could look the same. possible: one of several. */
export type Confidence = 'certain' | 'likely' | 'possible';

export interface Action {
  readonly text: string;
  readonly who: 'you' | 'platform-team';
  /** YAML (or another text) to put where `text` says. */
  readonly patch?: string;
}

/** Something quoted, and where it stands. */
export interface Evidence {
  readonly text: string;
  readonly from: ObjectRef & {
    /** A field path (`status.containerStatuses[0].lastState`), `event`, `log` or `output`. */
    readonly path?: string;
    readonly container?: string;
    /** 1-based line of a log, counted in the text that was read. */
    readonly line?: number;
  };
}

export interface Finding {
  /** A cause id of the shared vocabulary (`oom-killed`). */
  readonly cause: string;
  /** Where the cause lies; may be another object than the one asked for. */
  readonly subject: SubjectRef;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** One sentence, with the numbers in it: the answer. */
  readonly title: string;
  /** One or two sentences on how it came about. */
  readonly why: string;
  /** A few words for a row in a list: `out of memory (2 GiB)`. Starts in lower case, without a full stop. */
  readonly short: string;
  /** Most useful first. */
  readonly actions: readonly Action[];
  readonly evidence: readonly Evidence[];
  /** Since when, in milliseconds since the epoch, where it is known. */
  readonly since?: number;
  /** Other pods of the same owner of which the same is true; none where the subject is the only one. */
  readonly alike?: readonly SubjectRef[];
}

/** Seen, and not the cause. */
export interface AlsoSeen {
  readonly text: string;
  readonly why: string;
}

/** One step of the story of a pod, in order of time. */
export interface Moment {
  readonly at: number;
  readonly text: string;
  /** How long the step took, where it is known. */
  readonly tookSeconds?: number;
  readonly trouble: boolean;
}

/** Where files of the subject live, and whether they survive. */
export interface FilePlace {
  readonly path: string;
  /** The claim's name, or what kind of place it is. */
  readonly where: string;
  readonly kept: boolean;
  readonly note?: string;
}

export interface Diagnosis {
  /** The diagnosis' "now", ISO 8601. */
  readonly takenAt: string;
  readonly subject?: SubjectRef;
  /** The root cause first. Empty: nothing is wrong. */
  readonly findings: readonly Finding[];
  readonly alsoSeen: readonly AlsoSeen[];
  /** What could not be read, in words: `events (not allowed)`. */
  readonly notSeen: readonly string[];
  readonly timeline: readonly Moment[];
  readonly files: readonly FilePlace[];
}
