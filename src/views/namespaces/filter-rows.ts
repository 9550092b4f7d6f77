import * as l10n from '@vscode/l10n';
import type { ViewRow } from '../tree/view-row.ts';

/** What is filtered by, and how much that leaves. */
export interface FilterPicture {
  readonly text: string;
  /** Names that `mine` looks for; absent where the filter does not ask for it. */
  readonly mine: readonly string[] | undefined;
  readonly shown: number;
  readonly all: number;
  /** Namespaces that nobody has looked into. */
  readonly unread: number;
}

/** The first rows while a filter is set: what is filtered, how much that leaves out, and how to end it. */
export function filterRows({ text, mine, shown, all, unread }: FilterPicture): readonly ViewRow[] {
  const counts = l10n.t('{0} of {1} pods', shown, all);
  const searched =
    unread === 0 ? undefined : l10n.t('{0} closed namespaces are not searched: open them.', unread);
  const filter: ViewRow = {
    id: 'filter',
    label: l10n.t('Filter: {0}', text),
    description: counts,
    icon: 'filter-filled',
    color: 'busy',
    tooltip: [
      l10n.t('Shows only what fits "{0}": {1}.', text, counts),
      searched,
      l10n.t('Click to change it. The cross ends it.'),
    ]
      .filter((part) => part !== undefined)
      .join('\n'),
    spoken: [l10n.t('Filter {0}, {1}. Press Enter to change it.', text, counts), searched]
      .filter((part) => part !== undefined)
      .join(' '),
    is: ['filter'],
    command: { id: 'porthole.filter', title: l10n.t('Change the filter'), args: [] },
  };
  return [
    filter,
    ...(mine ? [guessRow(mine)] : []),
    ...(searched === undefined ? [] : [unreadRow(searched)]),
  ];
}

function guessRow(names: readonly string[]): ViewRow {
  const label = l10n.t('"mine" is a guess');
  const description =
    names.length === 0
      ? l10n.t('your sign-in does not tell your name')
      : l10n.t('looked for {0}', names.join(', '));
  return {
    id: 'filter/mine',
    label,
    description,
    icon: 'info',
    color: 'quiet',
    tooltip: l10n.t(
      'Kubernetes does not keep who started a pod. Porthole looks for your name in labels and annotations that tools write (user, owner, creator, email), and where there are none in the name of the pod.',
    ),
    spoken: `${label}, ${description}`,
  };
}

function unreadRow(words: string): ViewRow {
  return { id: 'filter/unread', label: words, icon: 'info', color: 'quiet', tooltip: words };
}
