import * as l10n from '@vscode/l10n';
import type { Wording } from '../claim.ts';
import type { Action } from '../finding.ts';
import type { Place } from './place.ts';
import { team, whereToEdit, you } from './place.ts';
import { clipped } from './quantities.ts';

interface Said {
  container: string;
  line: string;
}

export interface DependencySays {
  'git-sync-auth': Said & {
    host?: string | undefined;
    kind: 'host-key' | 'credentials' | 'not-found' | 'network';
  };
  'huggingface-auth': Said & {
    model?: string | undefined;
    kind: 'gated' | 'token' | 'not-found' | 'offline';
  };
  'database-auth': Said & { user?: string | undefined; oldVolume?: string | undefined };
  'database-migration': Said & { kind: 'missing' | 'failed' | 'waiting' };
  'database-unreachable': Said & {
    host?: string | undefined;
    /** It answers, and takes no more connections. */
    full?: boolean | undefined;
  };
  'version-mismatch': Said & {
    left?: string | undefined;
    right?: string | undefined;
    /** The two sides are the files on the disk (left) and the server that is to read them (right). */
    files?: boolean | undefined;
  };
}

export const dependencyWords: { [C in keyof DependencySays]: Wording<DependencySays[C]> } = {
  'git-sync-auth': {
    short: () => l10n.t('cannot fetch its code from git'),
    title: ({ container, host, kind }) => {
      const from = host ?? l10n.t('the git server');
      switch (kind) {
        case 'host-key':
          return l10n.t(
            '"{0}" cannot fetch the code: it does not know the host key of {1}.',
            container,
            from,
          );
        case 'credentials':
          return l10n.t('"{0}" cannot fetch the code: {1} does not accept its login.', container, from);
        case 'not-found':
          return l10n.t(
            '"{0}" cannot fetch the code: {1} has no such repository or branch, or hides it from this login.',
            container,
            from,
          );
        case 'network':
          return l10n.t('"{0}" cannot fetch the code: {1} cannot be reached.', container, from);
      }
    },
    why: ({ line }) => l10n.t('It says: “{0}”', clipped(line, 240)),
    actions: ({ kind, host }, place) =>
      kind === 'host-key'
        ? [
            you(
              l10n.t('Add a known_hosts entry for {0} to the git Secret.', host ?? ''),
              `ssh-keyscan ${host ?? 'github.com'} > known_hosts\nkubectl create secret generic git-ssh --from-file=ssh=id_ed25519 --from-file=known_hosts\n`,
            ),
          ]
        : [
            you(
              l10n.t(
                'Check address, branch and the Secret with the key or token in {0}; tokens expire, and deploy keys belong to one repository.',
                whereToEdit(place),
              ),
            ),
          ],
  },
  'huggingface-auth': {
    short: ({ kind }) =>
      kind === 'offline' ? l10n.t('cannot reach Hugging Face') : l10n.t('refused by Hugging Face'),
    title: ({ model, kind }) => {
      const name = model ?? l10n.t('the model');
      switch (kind) {
        case 'gated':
          return l10n.t(
            'Hugging Face does not give out {0}: its terms have to be accepted first with the account of the token.',
            name,
          );
        case 'token':
          return l10n.t('Hugging Face does not accept the token (or there is none) for {0}.', name);
        case 'not-found':
          return l10n.t('{0} does not exist on Hugging Face, or is private.', name);
        case 'offline':
          return l10n.t('{0} cannot be downloaded: Hugging Face is not reached from here.', name);
      }
    },
    why: ({ line }) => l10n.t('The program says: “{0}”', clipped(line, 260)),
    actions: ({ kind, model }) => [
      ...(kind === 'gated'
        ? [
            you(
              l10n.t(
                'Open the page of {0}, accept the terms, and use a token of that account.',
                model ?? l10n.t('the model'),
              ),
            ),
          ]
        : []),
      ...(kind === 'offline'
        ? [
            you(
              l10n.t(
                'Download the model where there is a connection and put it on storage, or set your mirror (HF_ENDPOINT).',
              ),
            ),
            team(l10n.t('Please allow connections to huggingface.co, or offer a mirror.')),
          ]
        : [
            you(
              l10n.t('Give the pod a valid token.'),
              'kubectl create secret generic hf-token --from-literal=token=...\nenv:\n- name: HF_TOKEN\n  valueFrom: {secretKeyRef: {name: hf-token, key: token}}\n',
            ),
          ]),
    ],
  },
  'database-auth': {
    short: () => l10n.t('the database refuses its login'),
    title: ({ container, user, oldVolume }) =>
      oldVolume === undefined
        ? l10n.t(
            'The database refuses the login of "{0}"{1}.',
            container,
            user === undefined ? '' : l10n.t(' (user "{0}")', user),
          )
        : l10n.t(
            'The database refuses the login of "{0}": its disk ("{1}") is older than the password.',
            container,
            oldVolume,
          ),
    why: ({ line }) =>
      l10n.t(
        'It says: “{0}” A database keeps the password of its first start on its disk; after a new installation over an old disk the new password does not fit.',
        clipped(line, 240),
      ),
    actions: ({ oldVolume }) => [
      you(l10n.t('Use the old password, or set the new one inside the database.')),
      you(
        l10n.t(
          'If the data is not needed: delete the database’s claim{0} and let it be made again.',
          oldVolume === undefined ? '' : ` "${oldVolume}"`,
        ),
      ),
    ],
  },
  'database-migration': {
    short: ({ kind }) =>
      kind === 'waiting'
        ? l10n.t('waiting for the database to be prepared')
        : l10n.t('its database does not fit its version'),
    title: ({ container, kind }) =>
      kind === 'waiting'
        ? l10n.t(
            '"{0}" waits for the database’s tables to be brought up to date, and that has not happened.',
            container,
          )
        : kind === 'failed'
          ? l10n.t('Bringing the database’s tables up to date failed in "{0}".', container)
          : l10n.t('The database of "{0}" has the tables of another version.', container),
    why: ({ line }) => l10n.t('It says: “{0}”', clipped(line, 260)),
    actions: ({ kind }) => [
      kind === 'waiting'
        ? you(
            l10n.t(
              'Look at the migration job of the release: did it fail, or was it never made (helm --wait runs it only after everything is ready)?',
            ),
            'kubectl get jobs,pods | grep -i migrat\n',
          )
        : you(
            l10n.t(
              'Make a backup of the database, then run the program’s own upgrade (JupyterHub: hub.db.upgrade, Airflow: airflow db migrate, MLflow: mlflow db upgrade).',
            ),
          ),
    ],
  },
  'database-unreachable': {
    short: ({ host, full }) =>
      full === true
        ? l10n.t('its database takes no more connections')
        : host === undefined
          ? l10n.t('cannot reach its database')
          : l10n.t('cannot reach its database {0}', clipped(host, 40)),
    title: ({ container, host, full }) =>
      full === true
        ? l10n.t('The database of "{0}" takes no more connections: all of them are in use.', container)
        : host === undefined
          ? l10n.t('"{0}" cannot reach its database.', container)
          : l10n.t('"{0}" cannot reach its database at {1}.', container, host),
    why: ({ line }) => l10n.t('It says: “{0}”', clipped(line, 260)),
    actions: ({ host, full }, place) =>
      full === true
        ? [
            you(
              l10n.t(
                'Let the program keep fewer connections (pool size, workers) in {0}, or stop copies that nobody needs.',
                whereToEdit(place),
              ),
            ),
            team(
              l10n.t(
                'Or: please raise the number of connections of the database, or put a pooler before it (PgBouncer).',
              ),
            ),
          ]
        : [
            you(
              l10n.t(
                'Look whether the database runs, and whether address and port in {0} are right{1}.',
                whereToEdit(place),
                host === undefined ? '' : ` (${host})`,
              ),
            ),
            team(
              l10n.t('If the database is outside of the cluster: please check that pods may reach it.'),
              'kubectl get svc,endpoints\n',
            ),
          ],
  },
  'version-mismatch': {
    short: () => l10n.t('versions do not fit together'),
    title: ({ container, left, right, files }) =>
      files === true
        ? l10n.t(
            'The files on the disk of "{0}" were written by version {1}, and version {2} cannot read them.',
            container,
            left ?? '?',
            right ?? '?',
          )
        : left === undefined || right === undefined
          ? l10n.t('"{0}" and what it talks to have versions that do not fit together.', container)
          : l10n.t(
              '"{0}" and what it talks to have versions that do not fit: {1} and {2}.',
              container,
              left,
              right,
            ),
    why: ({ line }) => l10n.t('It says: “{0}”', clipped(line, 260)),
    actions: ({ files, left }, place) => [
      ...(files === true ? oldFiles(left, place) : [sameVersions(place)]),
    ],
  },
};

function oldFiles(left: string | undefined, place: Place): readonly Action[] {
  return [
    you(
      l10n.t(
        'Go back to an image of version {0} in {1}: the files are unharmed, and that version reads them.',
        left ?? '?',
        whereToEdit(place),
      ),
    ),
    you(
      l10n.t(
        'To change to the new version: with the old one running, save everything (pg_dumpall), start the new one on an empty disk, and load it there.',
      ),
    ),
  ];
}

function sameVersions(place: Place): Action {
  return you(
    l10n.t(
      'Use the same version on both sides: the image named in {0}, and the packages where you connect from.',
      whereToEdit(place),
    ),
    'pip list | grep -i -E "dask|distributed|ray|spark|mlflow"\n',
  );
}
