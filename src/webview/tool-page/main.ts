import { toPage } from '../../views/tool-page/protocol.ts';
import type { FromPage, Link, Pair } from '../../views/page-messages.ts';
import type { CodeTab, Line, ToolPage } from '../../views/tool-page/protocol.ts';
import { element, pressable, replaceContent } from '../elements.ts';
import { vscode } from '../vscode-api.ts';

// The page of a tool: shows what it is told, reports what is pressed. Which code is on screen is its own business.

const main = element('main');
const announcer = element('p', 'unseen');
announcer.setAttribute('aria-live', 'polite');
document.body.append(main, announcer);

const send = (message: FromPage): void => vscode.postMessage(message);
let shown: ToolPage | undefined;
let chosen: string | undefined;

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const message = toPage(event.data);
  if (!message) return;
  vscode.setState(message.subject);
  shown = message.page;
  show(shown);
});
send({ type: 'ready' });

function show(page: ToolPage): void {
  document.title = page.title;
  main.setAttribute('aria-busy', String(page.looking));
  const { words } = page;
  replaceContent(
    main,
    element(
      'header',
      '',
      element('h1', '', dot(page.dot), element('span', 'name', page.title)),
      element('span', 'where', page.where),
    ),
    ...(page.note === undefined ? [] : [element('p', 'note', page.note)]),
    element('p', 'answer', page.answer),
    ...(page.why === '' ? [] : [element('p', 'why', page.why)]),
    ...(page.actions.length === 0
      ? []
      : [
          element(
            'div',
            'bar',
            ...page.actions.map((link, index) => button(link, index === 0 ? 'main' : '')),
          ),
        ]),
    ...(page.code.length === 0 ? [] : [code(page.code, words.code)]),
    ...(page.endpoints.length === 0 ? [] : [lines(words.endpoints, page.endpoints)]),
    ...(page.parts.length === 0 ? [] : [lines(words.parts, page.parts)]),
    ...(page.about.length === 0
      ? []
      : [
          element(
            'section',
            '',
            element('h2', '', element('span', '', words.about)),
            element('dl', 'rows', ...page.about.map(pair)),
          ),
        ]),
    element('div', 'bar', ...page.buttons.map((link) => button(link, ''))),
  );
  // Only a new answer is read out: the rest of the page is there to be read.
  if (announcer.textContent !== page.answer) announcer.textContent = page.answer;
}

function code(tabs: readonly CodeTab[], heading: string): HTMLElement {
  const open = tabs.find(({ id }) => id === chosen) ?? tabs[0];
  const choice = element('span', 'aside tabs', ...tabs.map((tab) => tabButton(tab, tab === open)));
  choice.setAttribute('role', 'group');
  choice.setAttribute('aria-label', heading);
  return element(
    'section',
    'code',
    element('h2', '', element('span', '', heading), choice),
    ...(open
      ? [
          element('pre', '', open.code),
          element('div', 'links', ...open.links.map((link) => button(link, 'link'))),
          element('p', 'hint', open.hint),
        ]
      : []),
  );
}

function tabButton({ id, title }: CodeTab, isOpen: boolean): HTMLButtonElement {
  const made = pressable(title, 'link', () => {
    chosen = id;
    if (shown) show(shown);
  });
  made.setAttribute('aria-pressed', String(isOpen));
  made.dataset['key'] = `tab/${id}`;
  return made;
}

function lines(heading: string, shownLines: readonly Line[]): HTMLElement {
  return element(
    'section',
    '',
    element('h2', '', element('span', '', heading)),
    element('ul', 'lines', ...shownLines.map(line)),
  );
}

function line(shownLine: Line): HTMLElement {
  return element(
    'li',
    '',
    dot(shownLine.dot),
    element(
      'span',
      'name',
      shownLine.name,
      shownLine.aside === undefined ? undefined : element('span', 'soft', ` ${shownLine.aside}`),
    ),
    element('span', 'value', shownLine.value),
    element('span', 'links', ...shownLine.links.map((link) => button(link, 'link', shownLine.name))),
  );
}

function pair({ name, value }: Pair): HTMLElement {
  return element('div', '', element('dt', '', name), element('dd', '', value));
}

function dot(state: string): HTMLElement {
  const made = element('span', `dot ${state}`);
  made.setAttribute('aria-hidden', 'true');
  return made;
}

function button(link: Link, className: string, about?: string): HTMLButtonElement {
  const made = pressable(link.label, className, () => send({ type: 'use', link: link.id }));
  if (about !== undefined) made.setAttribute('aria-label', `${link.label}: ${about}`);
  made.dataset['key'] = link.id;
  return made;
}
