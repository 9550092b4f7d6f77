import type { FromPage, LogStatus, ToPage } from '../../views/logs/protocol.ts';
import { element } from '../elements.ts';
import { Announcer } from './announcer.ts';
import { isFiltering } from './filter-bar.ts';
import { LineList } from './line-list.ts';
import type { LogLine } from './log-line.ts';
import { dayOf, lineRow } from './line-row.ts';
import { LogModel } from './log-model.ts';
import { NotePlaces } from './note-places.ts';
import type { PageLook } from './page-look.ts';
import { readQuery } from './query.ts';
import type { Finder, Query, ReadQuery } from './query.ts';
import { Refusal } from './refusal.ts';
import { StatusLine } from './status-line.ts';
import { Toolbar } from './toolbar.ts';

type Start = Extract<ToPage, { type: 'start' }>;

interface Door {
  readonly send: (message: FromPage) => void;
  readonly save: (look: PageLook) => void;
}

/** A copy larger than this belongs into a file. */
const MOST_COPIED = 16 * 1024 * 1024;
/** Rows that are kept for drawing again: several screens of them. */
const MOST_ROWS = 1000;
/** Lines without a time, one after the other, over which the day of the one before is looked for. */
const MOST_UNDATED = 50;
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
  readonly #status: StatusLine;
  readonly #refusal: Refusal;
  readonly #announcer: Announcer;
  readonly #notes = new NotePlaces(this.#model);
  /** Rows that were drawn, by the number of their line. */
  readonly #rows = new Map<number, HTMLElement>();
  #sources: Start['sources'];
  #query: ReadQuery | 'bad' | undefined;
  /** The line that was gone to. */
  #current: number | undefined;
  /** Errors whose lines were dropped. */
  #droppedErrors = 0;

  constructor(start: Start, look: PageLook, door: Door) {
    this.#start = start;
    this.#door = door;
    this.#sources = start.sources;
    const { words } = start;
    this.#toolbar = new Toolbar(start.title, words, start.choice, look, {
      choose: (choice) => door.send({ type: 'choose', choice }),
      chooseSince: () => door.send({ type: 'choose-since' }),
      mute: (muted) => this.#change(() => this.#model.mute(muted)),
      find: () => this.#find(),
      step: (step) => this.stepMatch(step),
      filter: () => this.#filter(),
      firstError: () => this.#goTo(this.#model.nextError(0, 1)),
      stepError: (step) => this.stepError(step),
      look: () => this.#relook(),
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
    this.#list.element.setAttribute('aria-label', words.log);
    document.addEventListener('copy', (event) => this.#copied(event));
    this.#announcer = new Announcer(words);
    this.#status = new StatusLine(words, () => this.#list.toEnd());
    this.#refusal = new Refusal(
      words,
      () => door.send({ type: 'ask' }),
      () => door.send({ type: 'try-again' }),
    );
    this.elements = [
      this.#toolbar.element,
      this.#refusal.element,
      this.#list.element,
      this.#status.element,
      this.#announcer.element,
    ];
  }

  get look(): PageLook {
    return this.#toolbar.look;
  }

  /** Once it stands in the document. */
  begin(): void {
    this.#setSources(this.#sources);
    this.#find();
    this.#filter();
    this.#list.draw();
    if (document.activeElement === document.body) this.#list.element.focus();
  }

  focusFind(): void {
    this.#toolbar.focusFind();
  }

  stepMatch(step: 1 | -1): void {
    this.#goTo(this.#model.nextMatch(this.#place(step), step));
  }

  stepError(step: 1 | -1): void {
    this.#goTo(this.#model.nextError(this.#place(step), step));
  }

  receive(message: Exclude<ToPage, Start>): void {
    switch (message.type) {
      case 'lines':
        this.#take(message);
        return;
      case 'changes':
        this.#redraw(message.lines);
        return;
      case 'sources':
        this.#setSources(message.sources);
        return;
      case 'subject':
        this.#toolbar.setTitle(message.title);
        return;
      case 'status':
        this.#showStatus(message.status);
        this.#refusal.show(message.status.refusal);
        this.#list.element.hidden = message.status.refusal !== '';
        return;
      case 'notes':
        this.#notes.set(message.notes);
        this.#notes.look(this.#sources, undefined);
        this.#rows.clear();
        this.#list.draw();
    }
  }

  #take({ first, oldest, lines }: Extract<ToPage, { type: 'lines' }>): void {
    const held = this.#list.following ? undefined : this.#model.at(this.#list.top)?.n;
    const before = held === undefined ? 0 : this.#model.positionOf(held);
    this.#droppedErrors += this.#model.errors.placeOf(oldest);
    this.#model.add(first, oldest, lines);
    if (this.#notes.look(this.#sources, first)) this.#rows.clear();
    // Old lines that went away must not move what somebody reads.
    if (held !== undefined && this.#model.positionOf(held) !== before)
      this.#list.moved(this.#model.positionOf(held));
    this.#showMatches();
    this.#showErrors();
    this.#list.drawStream();
    this.#door.send({ type: 'shown', upTo: first + lines.ends.length - 1 });
  }

  /** Progress bars, many times a second: nothing else is made anew for them. */
  #redraw(lines: Extract<ToPage, { type: 'changes' }>['lines']): void {
    const held = this.#list.following ? undefined : this.#model.at(this.#list.top)?.n;
    this.#model.change(lines);
    for (const [n] of lines) this.#rows.delete(n);
    if (held !== undefined) this.#list.moved(this.#model.positionOf(held));
    this.#showMatches();
    this.#list.draw();
  }

  #setSources(sources: Start['sources']): void {
    this.#sources = sources;
    this.#toolbar.setSources(sources);
    const longest = Math.max(0, ...sources.map(({ short }) => short.length));
    this.#list.element.style.setProperty('--who', `${Math.min(LONGEST_NAME, longest)}ch`);
    this.#relook();
  }

  /** The same element as long as the line looks the same: what somebody presses or selects stays there. */
  #row(position: number): HTMLElement {
    const line = this.#model.at(position);
    if (!line) return element('div', 'l');
    const known = this.#rows.get(line.n);
    if (known) return known;
    const row = this.#newRow(line, position);
    if (this.#rows.size > MOST_ROWS) this.#rows.clear();
    // A traceback whose end has not come looks different with each line.
    if (line.trace?.head !== line.n || line.trace.error !== '') this.#rows.set(line.n, row);
    return row;
  }

  #newRow(line: LogLine, position: number): HTMLElement {
    const query = this.#query === 'bad' ? undefined : this.#query;
    const isMatch = query !== undefined && this.#model.isMatch(line.n);
    return lineRow(line, {
      words: this.#start.words,
      sources: this.#sources,
      times: this.look.times,
      highlight: isMatch || line.trace ? query?.highlight : undefined,
      isMatch,
      isCurrent: this.#current === line.n,
      notes: this.#notes.at(line.n),
      day: this.#dayAt(position, line),
      toggle: (trace) => this.#change(() => this.#model.toggle(trace)),
      toggleRaw: (raw) => this.#change(() => this.#model.toggleRaw(raw.n)),
      openFile: (path, at) => this.#door.send({ type: 'open-file', path, line: at }),
      openLink: (url) => this.#door.send({ type: 'open-link', url }),
      explain: (pod) => this.#door.send({ type: 'explain', pod }),
    });
  }

  /** The day, where another one begins than that of the line before; and of the first line, where that was not today. */
  #dayAt(position: number, { at }: LogLine): string | undefined {
    const { times } = this.look;
    if (times === 'off' || at === 0) return undefined;
    let before = Date.now();
    for (let place = position - 1; place >= Math.max(0, position - MOST_UNDATED); place -= 1) {
      const earlier = this.#model.at(place)?.at ?? 0;
      if (earlier === 0) continue;
      before = earlier;
      break;
    }
    const day = dayOf(at, times);
    return day === dayOf(before, times) ? undefined : day;
  }

  #find(): void {
    this.#query = readQuery(this.look.query);
    const find = this.#query === 'bad' ? undefined : this.#query?.find;
    this.#change(() => this.#model.find(find));
    this.#showMatches();
    this.#door.save(this.look);
  }

  #filter(): void {
    const { include, exclude, level } = this.look;
    this.#change(() => this.#model.filter({ include: finderOf(include), exclude: finderOf(exclude), level }));
    this.#showMatches();
    this.#showStatus();
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

  #relook(): void {
    const { wrap, times, names } = this.look;
    const { classList } = this.#list.element;
    classList.toggle('wrap', wrap);
    classList.toggle('timeless', times === 'off');
    classList.toggle('named', names && this.#sources.length > 1);
    this.#rows.clear();
    this.#list.draw();
    this.#door.save(this.look);
  }

  /** Where "next" counts from: the line that was gone to, if it is in sight; else what is on screen. */
  #place(step: 1 | -1): number {
    if (this.#current !== undefined && this.#model.line(this.#current)) return this.#current;
    const top = this.#model.at(this.#list.top)?.n ?? 0;
    return step === 1 ? top - 1 : top;
  }

  #goTo(n: number | undefined): void {
    if (n === undefined) return;
    this.#current = n;
    const trace = this.#model.line(n)?.trace;
    if (trace && trace.head !== n && !trace.open) this.#model.toggle(trace);
    this.#rows.clear();
    this.#list.reveal(this.#model.positionOf(n));
    this.#showMatches();
  }

  #showMatches(): void {
    if (this.#query === 'bad') this.#toolbar.setMatches('bad');
    else if (this.#query === undefined) this.#toolbar.setMatches('none');
    else {
      const { matches } = this.#model;
      const isThere = this.#current !== undefined && this.#model.isMatch(this.#current);
      const current = isThere ? this.#model.matchesUpTo(this.#current ?? 0) : 0;
      this.#toolbar.setMatches({ current, count: matches.length });
    }
  }

  #showErrors(): void {
    const { errors } = this.#model;
    this.#toolbar.setErrors(errors.length);
    this.#announcer.errors(this.#droppedErrors + errors.length, () => {
      const newest = this.#model.line(errors.at(-1) ?? 0);
      return newest?.trace?.error ?? newest?.text ?? '';
    });
  }

  #copy(): void {
    const selected = this.#isAllSelected() ? '' : (document.getSelection()?.toString() ?? '');
    this.#door.send({ type: 'copy', text: selected === '' ? this.#model.text(MOST_COPIED) : selected });
  }

  /** The keyboard's copy: of everything, when everything is selected. */
  #copied(event: ClipboardEvent): void {
    if (!this.#isAllSelected()) return;
    event.preventDefault();
    this.#copy();
  }

  /** The editor's own "select all" takes the whole page: then all lines are meant, also those that are not drawn. */
  #isAllSelected(): boolean {
    return document.getSelection()?.containsNode(this.#list.element) === true;
  }

  #showStatus(status?: LogStatus): void {
    this.#status.show(status, {
      sources: this.#sources.length,
      shown: isFiltering(this.look) ? this.#model.linesShown : undefined,
      following: this.#list.following,
    });
  }
}

/** A pattern that is none leaves nothing out. */
function finderOf(query: Query): Finder | undefined {
  const read = readQuery(query);
  return read === 'bad' ? undefined : read?.find;
}
