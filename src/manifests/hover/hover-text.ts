import * as l10n from '@vscode/l10n';
import { escaped, plainLine } from './escape.ts';
import type { Action, HoverWords, Sentence } from './hover-words.ts';

/** How an action becomes the target of a link; nothing where there is nobody to run it. */
export type LinkTo = (action: Action) => string | undefined;

/** The hover as markdown. All texts count as hostile; only what is written here is markup. */
export function hoverMarkdown(words: HoverWords, linkTo: LinkTo): string {
  const sentence = ({ text, actions = [] }: Sentence): string =>
    [
      escaped(text),
      actions
        .map((action) => actionLink(action, linkTo))
        .filter((link) => link !== '')
        .join(' · '),
    ]
      .filter((part) => part !== '')
      .join(' ');
  const last = [
    words.place === undefined ? '' : escaped(words.place),
    words.link !== undefined && isPage(words.link) ? `[${l10n.t('Read more')}](${words.link})` : '',
  ].filter((part) => part !== '');
  return [
    `**${escaped(words.name)}**${words.value === undefined ? '' : `: ${escaped(words.value)}`}`,
    ...words.mistakes.map((mistake) => `⚠ ${escaped(mistake)}`),
    ...(words.meaning === undefined ? [] : [escaped(words.meaning)]),
    ...words.here.map(sentence),
    ...(last.length === 0 ? [] : [last.join(' · ')]),
  ].join('\n\n');
}

/** The same for a terminal. */
export function hoverPlainText(words: HoverWords): string {
  return [
    `${plainLine(words.name)}${words.value === undefined ? '' : `: ${plainLine(words.value)}`}`,
    ...words.mistakes.map((mistake) => `! ${plainLine(mistake)}`),
    ...(words.meaning === undefined ? [] : [plainLine(words.meaning)]),
    ...words.here.map(({ text }) => plainLine(text)),
    ...(words.place === undefined ? [] : [plainLine(words.place)]),
    ...(words.link === undefined ? [] : [words.link]),
  ].join('\n');
}

function actionLink(action: Action, linkTo: LinkTo): string {
  const target = linkTo(action);
  return target === undefined ? '' : `[${escaped(action.title)}](${target})`;
}

/** Pages come from our own tables and from the reference; what is no plain https address is left out. */
function isPage(link: string): boolean {
  return /^https:\/\/[\w.-]+(?:\/[\w./#%?=&~+-]*)?$/.test(link);
}
