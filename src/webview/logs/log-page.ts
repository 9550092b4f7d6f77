import type { FromPage, LogStatus, ToPage } from '../../views/logs/protocol.ts';
import { element, pressable } from '../elements.ts';
import { LineList } from './line-list.ts';
import { lineRow } from './line-row.ts';
import { LogModel } from './log-model.ts';
import type { LogLine } from './log-model.ts';
import { NotePlaces } from './note-places.ts';
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
/** Rows that are kept for drawing again: several screens of them. */
const MOST_ROWS = 1000;
/** Characters of a source's name before a line. */
const LONGEST_NAME = 22;

/** The whole page: tool bar, lines, state line. */
export class LogPage {
  readonly elements: readonly HTMLElement[];
  readonly #door: Door;
  readonly #start: Start;
  readonly #model = new LogModel();
  readonly #toolbar: Toolbar;
  readonly #list: LineList;
  /** Rows that were drawn, by the number of their line. */
  readonly #rows = new Map<number, HTMLElement>();
  readonly #foot = element('footer');
  readonly #newest: HTMLButtonElement;
  #sources: Start['sources'];
  #status: LogStatus | undefined;
  #query: Query | undefined;
  #isBad = false;
  /** The line that was gone to. */
  #current: number | undefined;
  readonly #notes = new NotePlaces(this.#model);

  constructor(start: Start, state: ToolbarState, door: Door) {
    this.#start = start;
    this.#door = door;
    this.#sources = start.sources;
    this.#toolbar = new Toolbar(start.title, start.words, start.choice, state, {
      choose: (choice) => door.send({ type: 'choose', choice }),
      mute: (muted) => this.#change(() => this.#model.mute(muted)),
      find: (input, onlyMatching) => this.#find(input, onlyMatching),
      step: (step) => this.#goTo(this.#model.nextMatch(this.#place(), step)),
      nextError: () => this.#goTo(this.#model.nextError(this.#current ?? 0)),
      wrap: (wrap) => this.#setClass('wrap', wrap),
      times: (times) => this.#setClass('timeless', !times),
      names: () => this.#showNames(),
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
    this.#setSources(this.#sources);
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
        if (this.#notes.look(this.#sources, message.first)) this.#rows.clear();
        // Old lines that went away must not move what somebody reads.
        if (held !== undefined && this.#model.positionOf(held) !== before)
          this.#list.moved(this.#model.positionOf(held));
        this.#showMatches();
        this.#list.draw();
        this.#door.send({ type: 'shown', upTo: message.first + message.lines.length - 1 });
        return;
      }
      case 'changes':
        this.#change(() => this.#model.change(message.lines));
        this.#showMatches();
        return;
      case 'sources':
        this.#setSources(message.sources);
        return;
      case 'subject':
        this.#toolbar.setTitle(message.title);
        return;
      case 'status':
        this.#status = message.status;
        this.#showStatus();
        return;
      case 'notes':
        this.#notes.set(message.notes);
        this.#notes.look(this.#sources, undefined);
        this.#drawAgain();
    }
  }

  #drawAgain(): void {
    this.#rows.clear();
    this.#list.draw();
  }

  #setSources(sources: Start['sources']): void {
    this.#sources = sources;
    this.#rows.clear();
    this.#toolbar.setSources(sources);
    const longest = Math.max(0, ...sources.map(({ short }) => short.length));
    this.#list.element.style.setProperty('--who', `${Math.min(LONGEST_NAME, longest)}ch`);
    this.#showNames();
  }

  #showNames(): void {
    this.#setClass('named', this.look.names && this.#sources.length > 1);
  }

  /** The same element as long as the line looks the same: what somebody presses or selects stays there. */
  #row(position: number): HTMLElement {
    const line = this.#model.at(position);
    if (!line) return element('div', 'l');
    const known = this.#rows.get(line.n);
    if (known) return known;
    const row = this.#newRow(line);
    if (this.#rows.size > MOST_ROWS) this.#rows.clear();
    if (line.trace?.head !== line.n || line.trace.error !== '') this.#rows.set(line.n, row);
    return row;
  }

  #newRow(line: LogLine): HTMLElement {
    return lineRow(line, {
      words: this.#start.words,
      sources: this.#sources,
      highlight: this.#query?.highlight,
      isMatch: (n) => this.#query !== undefined && this.#model.isMatch(n),
      current: this.#current,
      notes: (n) => this.#notes.at(n),
      toggle: (trace) => this.#change(() => this.#model.toggle(trace)),
      openFile: (path, at) => this.#door.send({ type: 'open-file', path, line: at }),
      explain: (pod) => this.#door.send({ type: 'explain', pod }),
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
    this.#rows.clear();
    if (held !== undefined) this.#list.moved(this.#model.positionOf(held));
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
    this.#rows.clear();
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
      ...(status.leftWords === '' ? [] : [element('span', 'left-out', status.leftWords)]),
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
