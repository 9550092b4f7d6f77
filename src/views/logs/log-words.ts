import * as l10n from '@vscode/l10n';
import type { LogWords } from './protocol.ts';

/** The labels of the Logs page, in the user's language. `{0}` is filled in by the page. */
export function logWords(): LogWords {
  return {
    find: l10n.t('Find text or /pattern/'),
    previousMatch: l10n.t('Previous match'),
    nextMatch: l10n.t('Next match'),
    matches: l10n.t('{0} of {1}', '{0}', '{1}'),
    noMatch: l10n.t('not found'),
    badPattern: l10n.t('not a valid pattern'),
    onlyMatching: l10n.t('only matches'),
    nextError: l10n.t('next error'),
    beforeRestart: l10n.t('before the last restart'),
    since: l10n.t('How far back'),
    sinceAll: l10n.t('from the beginning'),
    since5m: l10n.t('last 5 minutes'),
    since1h: l10n.t('last hour'),
    since1d: l10n.t('last day'),
    wrap: l10n.t('wrap'),
    times: l10n.t('times'),
    names: l10n.t('names'),
    copy: l10n.t('copy'),
    save: l10n.t('save'),
    asText: l10n.t('as text'),
    newest: l10n.t('jump to newest'),
    lines: l10n.t('{0} lines', '{0}'),
    sources: l10n.t('{0} sources', '{0}'),
    sourcesTitle: l10n.t('Choose whose lines are shown'),
    moreSources: l10n.t('+ {0}', '{0}'),
    onlyThis: l10n.t('only'),
    onlyThisOne: l10n.t('Show only the lines of {0}', '{0}'),
    showAll: l10n.t('show all'),
    dropped: l10n.t('{0} older lines were dropped', '{0}'),
    rewritten: l10n.t('updated {0} times', '{0}'),
    traceback: l10n.t('Traceback ({0} lines)', '{0}'),
    mute: l10n.t('Show or hide the lines of {0}', '{0}'),
    log: l10n.t('Log lines'),
    explain: l10n.t('Explain'),
  };
}
