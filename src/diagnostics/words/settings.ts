import * as l10n from '@vscode/l10n';
import type { Wording } from '../claim.ts';
import { crashing, editIn, exitWords, joined, restartWords } from './crash.ts';
import type { Crash } from './crash.ts';
import type { Action } from '../finding.ts';
import type { Place } from './place.ts';
import { team, whereToEdit, you } from './place.ts';
import { clipped } from './quantities.ts';

export interface SettingSays {
  'app-config-error': Crash & {
    setting?: string | undefined;
    /** About the login of an object store: it has none, it is not accepted, or there is no such bucket. */
    store?: 'missing' | 'refused' | 'bucket' | undefined;
  };
}

export const settingWords: { [C in keyof SettingSays]: Wording<SettingSays[C]> } = {
  'app-config-error': {
    short: ({ restarts, setting, store }) =>
      crashing(
        restarts,
        store !== undefined
          ? storeShort(store)
          : setting === undefined
            ? l10n.t('wrong settings')
            : l10n.t('wrong setting: {0}', clipped(setting, 40)),
      ),
    title: ({ container, line, setting, store }) =>
      store !== undefined
        ? storeTitle(store, container, line ?? '')
        : setting === undefined
          ? l10n.t('"{0}" does not accept its settings: {1}', container, clipped(line ?? '', 200))
          : l10n.t(
              '"{0}" does not accept its setting {1}: {2}',
              container,
              setting,
              clipped(line ?? '', 200),
            ),
    why: ({ exitCode, restarts, store }) =>
      joined(
        store !== undefined
          ? ''
          : l10n.t(
              'The program read its options, files or environment variables and refused to start with them.',
            ),
        exitWords(exitCode),
        restartWords(restarts),
      ),
    actions: ({ setting, store }, place) =>
      store !== undefined
        ? storeActions(store, place)
        : [
            you(
              setting === undefined
                ? joined(
                    l10n.t('Correct the option, file or environment variable that the message names.'),
                    editIn(place),
                  )
                : joined(l10n.t('Correct {0}.', setting), editIn(place)),
            ),
            you(
              l10n.t(
                'If the message appeared after an upgrade: the new version may have renamed or dropped that setting.',
              ),
            ),
          ],
  },
};

type Store = 'missing' | 'refused' | 'bucket';

function storeShort(store: Store): string {
  switch (store) {
    case 'missing':
      return l10n.t('no login for the object store');
    case 'refused':
      return l10n.t('the object store refuses its login');
    case 'bucket':
      return l10n.t('its bucket does not exist');
  }
}

function storeTitle(store: Store, container: string, line: string): string {
  const said = clipped(line, 200);
  switch (store) {
    case 'missing':
      return l10n.t('"{0}" has no login for the object store: {1}', container, said);
    case 'refused':
      return l10n.t('The object store does not accept the login of "{0}": {1}', container, said);
    case 'bucket':
      return l10n.t('The bucket that "{0}" wants to use does not exist: {1}', container, said);
  }
}

function storeActions(store: Store, place: Place): readonly Action[] {
  return store === 'bucket'
    ? [
        you(l10n.t('Check the name of the bucket, its region and the endpoint in {0}.', whereToEdit(place))),
        team(l10n.t('Or: please make the bucket.')),
      ]
    : [
        you(
          l10n.t(
            'Give the program the login as environment variables from a Secret, in {0}; check the endpoint too.',
            whereToEdit(place),
          ),
          'envFrom:\n- secretRef: {name: NAME-OF-THE-SECRET}\n',
        ),
        team(
          l10n.t(
            'If the login comes from the service account: please check that it is bound to a role of the cloud.',
          ),
          'kubectl get serviceaccount NAME -o yaml\n',
        ),
      ];
}
