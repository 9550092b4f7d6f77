import { toPage } from '../views/explain/protocol.ts';
import type { ExplainPage, PageMoment, Quote, Section, Step } from '../views/explain/protocol.ts';
import type { FromPage, Link, Pair } from '../views/page-messages.ts';
import { chart } from './chart.ts';
import { element, pressable, replaceContent } from './elements.ts';
import { vscode } from './vscode-api.ts';

// The Explain page: shows what it is told, reports what is pressed.

const main = element('main');
const announcer = element('p', 'unseen');
announcer.setAttribute('aria-live', 'polite');
document.body.append(main, announcer);

const send = (message: FromPage): void => vscode.postMessage(message);

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const message = toPage(event.data);
  if (!message) return;
  vscode.setState(message.subject);
  show(message.page);
});
send({ type: 'ready' });

function show(page: ExplainPage): void {
  document.title = page.title;
  const before = announcer.textContent;
  main.setAttribute('aria-busy', String(page.looking));
  const dot = element('span', `dot ${page.dot}`);
  dot.setAttribute('aria-hidden', 'true');
  replaceContent(
    main,
    element(
      'header',
      '',
      element('h1', '', dot, element('span', 'name', page.title)),
      element('span', 'where', page.where),
    ),
    ...(page.note === undefined ? [] : [element('p', 'note', page.note)]),
    element('p', 'answer', page.answer),
    ...(page.why === '' ? [] : [element('p', 'why', page.why)]),
    ...page.sections.map(section),
    element('div', 'bar', ...page.buttons.map((link, index) => button(link, index === 0 ? 'main' : ''))),
  );
  // Only a new answer is read out: the rest of the page is there to be read.
  if (before !== page.answer) announcer.textContent = page.answer;
}

function section(shown: Section): HTMLElement {
  const heading = element(
    'h2',
    '',
    element('span', '', shown.heading),
    shown.aside === undefined ? undefined : element('span', 'aside', shown.aside),
    shown.link && button(shown.link, 'link'),
  );
  return element('section', shown.kind, heading, body(shown));
}

function body(shown: Section): HTMLElement {
  switch (shown.kind) {
    case 'steps':
      return element('ol', '', ...shown.steps.map(step));
    case 'quotes':
      return element('ul', 'rows', ...shown.quotes.map(quote));
    case 'timeline':
      return element('ol', 'time', ...shown.moments.map(moment));
    case 'pairs':
      return element('dl', 'rows', ...shown.pairs.map(pair));
    case 'chart':
      return chart(shown);
  }
}

function step({ text, who, patch, links }: Step): HTMLElement {
  const [copy, ...others] = patch === undefined ? [undefined, ...links] : links;
  return element(
    'li',
    '',
    element('div', 'text', text, who === undefined ? undefined : element('span', 'who', who)),
    element(
      'div',
      'links',
      ...others.filter((link) => link !== undefined).map((link) => button(link, 'link')),
    ),
    patch === undefined
      ? undefined
      : element('div', 'patch', element('pre', '', patch), copy && button(copy, 'link')),
  );
}

function quote({ text, from, link }: Quote): HTMLElement {
  return element(
    'li',
    '',
    element('span', 'quote', text),
    link ? button({ ...link, label: from }, 'link') : element('span', 'from', from),
  );
}

function moment({ text, when, trouble }: PageMoment): HTMLElement {
  return element('li', trouble ? 'hot' : '', element('span', '', text), element('small', '', when));
}

function pair({ name, value, mono }: Pair): HTMLElement {
  return element('div', '', element('dt', mono === true ? 'mono' : '', name), element('dd', '', value));
}

function button(link: Link, className: string): HTMLButtonElement {
  const made = pressable(link.label, className, () => send({ type: 'use', link: link.id }));
  made.dataset['key'] = link.id;
  return made;
}
