import * as vscode from 'vscode';
import type { Disposable } from '../common/disposable.ts';
import { SETTING_DEFAULTS, USER_ONLY_SETTINGS } from './contributions.ts';
import type { SettingId, Settings } from './contributions.ts';

/**
 * A setting's value. VS Code checks values against package.json only in its editor, so one of the wrong type counts as not set. In
 * a folder that is not trusted VS Code itself leaves out what `restrictedConfigurations` names.
 */
export function setting<Id extends SettingId>(id: Id): Settings[Id] {
  const fallback = SETTING_DEFAULTS[id];
  const configuration = vscode.workspace.getConfiguration();
  const found =
    USER_ONLY_SETTINGS.includes(id) && !vscode.workspace.isTrusted
      ? configuration.inspect(id)?.globalValue
      : configuration.get(id);
  return isLike(found, fallback) ? found : fallback;
}

/** Hears of changes of any of these settings. */
export function onSettingChange(ids: readonly SettingId[], changed: () => void): Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (ids.some((id) => event.affectsConfiguration(id))) changed();
  });
}

function isLike<T>(found: unknown, example: T): found is T {
  return typeof found === typeof example && Array.isArray(found) === Array.isArray(example) && found !== null;
}
