import type { LogNote, LogSourceName } from '../../views/logs/protocol.ts';
import type { LogLine, LogModel } from './log-model.ts';

interface Place {
  readonly note: LogNote;
  at: number | undefined;
  /** The quoted line has been seen. */
  isQuoted: boolean;
}

/** Where the diagnoses stand: beside the line that proves them; until that one has come, beside the newest error of their pod. */
export class NotePlaces {
  readonly #model: LogModel;
  #places: readonly Place[] = [];

  constructor(model: LogModel) {
    this.#model = model;
  }

  set(notes: readonly LogNote[]): void {
    this.#places = notes.map((note) => ({ note, at: undefined, isQuoted: false }));
  }

  /** Looks for better places among the lines from a number on. True when one has moved. */
  look(sources: readonly LogSourceName[], from: number | undefined): boolean {
    const before = this.#places.map(({ at }) => at);
    for (const place of this.#places) {
      const isOfPod = ({ source }: LogLine): boolean => sources[source]?.pod === place.note.pod;
      const quote = place.note.quote.trim();
      const quoted =
        quote === ''
          ? undefined
          : this.#model.newest((line) => line.text.includes(quote) && isOfPod(line), from);
      place.isQuoted ||= quoted !== undefined;
      const line =
        quoted ??
        (place.isQuoted
          ? undefined
          : this.#model.newest((candidate) => candidate.level === 'error' && isOfPod(candidate), from));
      if (line) place.at = line.trace && !line.trace.open ? line.trace.head : line.n;
    }
    return this.#places.some(({ at }, index) => at !== before[index]);
  }

  at(n: number): readonly LogNote[] {
    return this.#places.filter(({ at }) => at === n).map(({ note }) => note);
  }
}
