import * as l10n from '@vscode/l10n';
import { isRecord } from '../../common/json.ts';
import { listed } from '../../common/quantities.ts';
import { hasUnknown, texts } from './reading.ts';

const READ = ['get', 'list', 'watch'];
const CHANGE = ['update', 'patch'];
const DELETE = ['delete', 'deletecollection'];

/** A permission rule as a sentence: `May see (get, list, watch) pods and logs of pods.` */
export function ruleWords(rule: unknown): string | undefined {
  if (!isRecord(rule) || hasUnknown(rule)) return undefined;
  const verbs = texts(rule['verbs']);
  if (verbs === undefined || verbs.length === 0) return undefined;
  const urls = texts(rule['nonResourceURLs']);
  const resources = texts(rule['resources']);
  const groups = texts(rule['apiGroups']);
  if (urls !== undefined && resources === undefined)
    return l10n.t('May {0} the addresses {1} of the cluster.', verbWords(verbs), listed(urls, 6));
  if (resources === undefined || resources.length === 0 || groups === undefined || groups.length === 0)
    return undefined;
  const what = listed(
    resources.map((resource) => resourceWords(resource, groups)),
    8,
  );
  const names = texts(rule['resourceNames']) ?? [];
  return names.length === 0
    ? l10n.t('May {0} {1}.', verbWords(verbs), what)
    : l10n.t('May {0} {1}, only those that are called {2}.', verbWords(verbs), what, listed(names, 6));
}

function verbWords(verbs: readonly string[]): string {
  if (verbs.includes('*')) return l10n.t('do everything with');
  const rest = verbs.filter((verb) => ![...READ, 'create', ...CHANGE, ...DELETE].includes(verb));
  const said = [
    ...(verbs.some((verb) => READ.includes(verb)) ? [readWords(verbs)] : []),
    ...(verbs.includes('create') ? [l10n.t('create')] : []),
    ...(verbs.some((verb) => CHANGE.includes(verb)) ? [l10n.t('change')] : []),
    ...(verbs.some((verb) => DELETE.includes(verb)) ? [l10n.t('delete')] : []),
    ...rest,
  ];
  return listed(said, 8);
}

function readWords(verbs: readonly string[]): string {
  const has = READ.filter((verb) => verbs.includes(verb));
  if (has.length === READ.length) return l10n.t('see and follow');
  if (has.includes('list')) return has.includes('get') ? l10n.t('see') : l10n.t('list');
  return has.includes('get') ? l10n.t('read single') : l10n.t('follow');
}

function resourceWords(resource: string, groups: readonly string[]): string {
  switch (resource) {
    case '*':
      return groups.includes('*')
        ? l10n.t('all kinds of objects')
        : l10n.t('all kinds of objects of {0}', listed(groups.map(groupName), 6));
    case 'pods/log':
      return l10n.t('logs of pods');
    case 'pods/exec':
      return l10n.t('shells in pods');
    case 'pods/portforward':
      return l10n.t('connections to pods');
    default: {
      const [kind = '', part] = resource.split('/');
      return part === undefined ? kind : l10n.t('{0} of {1}', part, kind);
    }
  }
}

function groupName(group: string): string {
  return group === '' ? l10n.t('the core group') : group;
}
