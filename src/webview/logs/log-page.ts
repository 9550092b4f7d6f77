import type { FromPage, LogNote, LogStatus, ToPage } from '../../views/logs/protocol.ts';
import { element, pressable } from '../elements.ts';
import { LineList } from './line-list.ts';
import { lineRow } from './line-row.ts';
import { LogModel } from './log-model.ts';
import { queryOf } from './query.ts';
import type { Query } from './query.ts';
import { Toolbar } from './toolbar.ts';
import type { ToolbarState } from './toolbar.ts';

type Start = Extract<ToPage, { type: 'start' }>;

interface Door {
  readonly send: (message: FromPage) => void;
  readonly save: (state: ToolbarState) => void;
}

/** A copy larger than this belongs into a file. */
const MOST_COPIED = 16 * 1024 * 1024;

/** The whole page: tool bar, lines, state line. */
export class LogPage {
  readonly elements: readonly HTMLElement[];
  readonly #door: Door;
  readonly #start: Start;
  readonly #model = new LogModel();
  readonly #toolbar: Toolbar;
  readonly #list: LineList;
  readonly #foot = element('footer');
  readonly #newest: HTMLButtonElement;
  #sources: Start['sources'];
  #status: LogStatus | undefined;
  #query: Query | undefined;
  #isBad = false;
  /** The line that was gone to. */
  #current: number | undefined;
  #note: LogNote | undefined;
  #noteAt: number | undefined;
  /** The quoted line has been seen. */
  #isQuoted = false;

  constructor(start: Start, state: ToolbarState, door: Door) {
    this.#start = start;
    this.#door = door;
    this.#sources = start.sources;
    this.#toolbar = new Toolbar(start.title, start.words, start.choice, state, {
      choose: (choice) => door.send({ type: 'choose', choice }),
      mute: (source, muted) => this.#change(() => this.#model.mute(source, muted)),
      find: (input, onlyMatching) => this.#find(input, onlyMatching),
      step: (step) => this.#goTo(this.#model.nextMatch(this.#place(), step)),
      nextError: () => this.#goTo(this.#model.nextError(this.#current ?? 0)),
      wrap: (wrap) => this.#setClass('wrap', wrap),
      times: (times) => this.#setClass('timeless', !times),
      copy: () => this.#copy(),
      save: () => door.send({ type: 'save' }),
      asText: () => door.send({ type: 'as-text' }),
    });
    this.#list = new LineList(
      { count: () => this.#model.count, row: (position) => this.#row(position) },
      () => this.#showStatus(),
    );
    this.#list.element.setAttribute('role', 'log');
    this.#list.element.setAttribute('aria-live', 'off');
    this.#list.element.setAttribute('aria-label', start.words.log);
    this.#list.element.classList.toggle('wrap', state.wrap);
    this.#list.element.classList.toggle('timeless', !state.times);
    this.#newest = pressable(start.words.newest, 'link', () => this.#list.toEnd());
    this.elements = [this.#toolbar.element, this.#list.element, this.#foot];
  }

  get look(): ToolbarState {
    return this.#toolbar.state;
  }

  /** Once it stands in the document. */
  begin(): void {
    this.#toolbar.setSources(this.#sources);
    this.#find(this.look.find, this.look.onlyMatching);
    this.#list.draw();
  }

  focusFind(): void {
    this.#toolbar.focusFind();
  }

  receive(message: Exclude<ToPage, Start>): void {
    switch (message.type) {
      case 'lines': {
        const held = this.#list.following ? undefined : this.#model.at(this.#list.top)?.n;
        const before = held === undefined ? 0 : this.#model.positionOf(held);
        this.#model.add(message.first, message.oldest, message.lines);
        if (this.#note !== undefined) this.#noteAt = this.#placeOf(this.#note, message.first) ?? this.#noteAt;
        // Old lines that went away must not move what somebody reads.
        if (held !== undefined && this.#model.positionOf(held) !== before)
          this.#list.hold(this.#model.positionOf(held));
        this.#showMatches();
        this.#list.draw();
        this.#door.send({ type: 'shown', upTo: message.first + message.lines.length - 1 });
        return;
      }
      case 'sources':
        this.#sources = message.sources;
        this.#toolbar.setSources(message.sources);
        return;
      case 'status':
        this.#status = message.status;
        this.#showStatus();
        return;
      case 'note':
        this.#note = message.note ?? undefined;
        this.#isQuoted = false;
        this.#noteAt = this.#note && this.#placeOf(this.#note, undefined);
        this.#list.draw();
    }
  }

  #row(position: number): HTMLElement {
    const line = this.#model.at(position);
    if (!line) return element('div', 'l');
    const note =
      this.#note !== undefined && this.#noteAt !== undefined
        ? { note: this.#note, at: this.#noteAt }
        : undefined;
    return lineRow(line, {
      words: this.#start.words,
      sources: this.#sources,
      highlight: this.#query?.highlight,
      isMatch: (n) => this.#query !== undefined && this.#model.isMatch(n),
      current: this.#current,
      note,
      toggle: (trace) => this.#change(() => this.#model.toggle(trace)),
      openFile: (path, at) => this.#door.send({ type: 'open-file', path, line: at }),
      explain: () => this.#door.send({ type: 'explain' }),
    });
  }

  #find(input: string, onlyMatching: boolean): void {
    const query = queryOf(input);
    this.#isBad = query === 'bad';
    this.#query = query === 'bad' ? undefined : query;
    this.#change(() => this.#model.find(this.#query?.find, onlyMatching));
    this.#showMatches();
    this.#door.save(this.look);
  }

  /** Changes what is shown without moving what somebody reads. */
  #change(change: () => void): void {
    const held = this.#list.following ? undefined : this.#model.at(this.#list.top)?.n;
    change();
    if (held !== undefined) this.#list.hold(this.#model.positionOf(held));
    this.#list.draw();
  }

  #setClass(name: string, on: boolean): void {
    this.#list.element.classList.toggle(name, on);
    this.#list.draw();
    this.#door.save(this.look);
  }

  /** Where "next" counts from: the line that was gone to, or the last one on screen. */
  #place(): number {
    return this.#current ?? this.#model.at(this.#list.top)?.n ?? 0;
  }

  #goTo(n: number | undefined): void {
    if (n === undefined) return;
    this.#current = n;
    const trace = this.#model.line(n)?.trace;
    if (trace && trace.head !== n && !trace.open) this.#model.toggle(trace);
    this.#list.reveal(this.#model.positionOf(n));
    this.#showMatches();
  }

  #showMatches(): void {
    if (this.#isBad) this.#toolbar.setMatches('bad');
    else if (this.#query === undefined) this.#toolbar.setMatches('none');
    else {
      const { matches } = this.#model;
      const current =
        this.#current !== undefined && this.#model.isMatch(this.#current)
          ? matches.indexOf(this.#current) + 1
          : 0;
      this.#toolbar.setMatches({ current, count: matches.length });
    }
  }

  /** The line that proves the diagnosis, among those from a number on: the one it quotes; or an error, while that one has not come. */
  #placeOf(note: LogNote, from: number | undefined): number | undefined {
    const quote = note.quote.trim();
    const quoted = quote === '' ? undefined : this.#model.newest((line) => line.text.includes(quote), from);
    this.#isQuoted ||= quoted !== undefined;
    const line =
      quoted ??
      (this.#isQuoted ? undefined : this.#model.newest((candidate) => candidate.level === 'error', from));
    return line?.trace && !line.trace.open ? line.trace.head : line?.n;
  }

  #copy(): void {
    const selected = document.getSelection()?.toString() ?? '';
    this.#door.send({ type: 'copy', text: selected === '' ? this.#model.text(MOST_COPIED) : selected });
  }

  #showStatus(): void {
    const status = this.#status;
    if (!status) return;
    const { words } = this.#start;
    const dot = element('span', `dot ${DOTS[status.state]}`);
    dot.setAttribute('aria-hidden', 'true');
    const counts = [words.lines.replace('{0}', status.total.toLocaleString())];
    if (this.#sources.length > 1) counts.push(words.sources.replace('{0}', String(this.#sources.length)));
    const kept =
      status.dropped === 0
        ? status.limitWords
        : `${words.dropped.replace('{0}', status.dropped.toLocaleString())} · ${status.limitWords}`;
    this.#foot.replaceChildren(
      element('span', 'state', dot, status.words),
      element('span', '', counts.join(', ')),
      element('span', 'right', kept),
      ...(this.#list.following ? [] : [this.#newest]),
    );
  }
}

const DOTS: Record<LogStatus['state'], string> = {
  connecting: 'busy',
  live: 'good',
  paused: 'wait',
  interrupted: 'wait',
  ended: 'quiet',
};
