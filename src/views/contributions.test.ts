import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { list, record, text } from '../common/json.ts';
import {
  COMMAND_IDS,
  CONTEXT_KEYS,
  MANIFEST_LANGUAGES,
  PANEL_TYPES,
  QUIET_LANGUAGES,
  SETTING_DEFAULTS,
  USER_ONLY_SETTINGS,
  VIEW_IDS,
} from './contributions.ts';

const root = new URL('../../', import.meta.url);
const manifestText = readFileSync(new URL('package.json', root), 'utf8');
const manifest: unknown = JSON.parse(manifestText);
const contributes = record(manifest, 'contributes');
const sorted = (names: Iterable<string>): string[] => [...names].sort();
const texts = (values: readonly unknown[], field: string): string[] =>
  values.map((value) => text(value, field) ?? '(none)');

describe('package.json and contributions.ts', () => {
  it('declare the same commands', () => {
    assert.deepEqual(sorted(texts(list(contributes, 'commands'), 'command')), sorted(COMMAND_IDS));
  });

  it('declare the same settings with the same defaults', () => {
    const properties = record(contributes, 'configuration', 'properties');
    const defaults = Object.fromEntries(
      Object.entries(properties).map(([id, property]) => [id, record(property)['default']]),
    );
    assert.deepEqual(defaults, SETTING_DEFAULTS);
  });

  it('declare the same views', () => {
    assert.deepEqual(sorted(texts(list(contributes, 'views', 'porthole'), 'id')), sorted(VIEW_IDS));
  });

  it('wake the extension for each page that is restored, and for files that may be manifests', () => {
    assert.deepEqual(
      sorted(list(manifest, 'activationEvents').map(String)),
      sorted([
        ...PANEL_TYPES.map((type) => `onWebviewPanel:${type}`),
        ...MANIFEST_LANGUAGES.filter((language) => !QUIET_LANGUAGES.includes(language)).map(
          (language) => `onLanguage:${language}`,
        ),
      ]),
    );
  });

  it('use only context keys that the code sets, and all of those', () => {
    const names = [...COMMAND_IDS, ...VIEW_IDS, ...Object.keys(SETTING_DEFAULTS)] as readonly string[];
    const used = new Set(
      [...JSON.stringify(contributes).matchAll(/"when":"((?:[^"\\]|\\.)*)"/g)].flatMap(
        ([, when]) => when?.match(/\bporthole\.\w+/g) ?? [],
      ),
    );
    assert.deepEqual(sorted([...used].filter((name) => !names.includes(name))), sorted(CONTEXT_KEYS));
  });

  it('name only their own commands and views in menus and welcomes', () => {
    for (const [menu, items] of Object.entries(record(contributes, 'menus')))
      for (const command of texts(list(items), 'command'))
        assert.ok((COMMAND_IDS as readonly string[]).includes(command), `${menu}: ${command}`);
    for (const view of texts(list(contributes, 'viewsWelcome'), 'view'))
      assert.ok((VIEW_IDS as readonly string[]).includes(view), view);
  });

  it('keep what could start a program out of the hands of an untrusted folder', () => {
    assert.deepEqual(
      sorted(list(manifest, 'capabilities', 'untrustedWorkspaces', 'restrictedConfigurations').map(String)),
      sorted(USER_ONLY_SETTINGS),
    );
  });

  it('have a text for each placeholder, no text too many, and only known commands in links', () => {
    const words: unknown = JSON.parse(readFileSync(new URL('package.nls.json', root), 'utf8'));
    const wanted = new Set([...manifestText.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key ?? ''));
    assert.deepEqual(sorted(Object.keys(record(words))), sorted(wanted));
    // VS Code itself makes a command for each view.
    const commands = [...COMMAND_IDS, ...VIEW_IDS.map((id) => `${id}.focus`)] as readonly string[];
    for (const [, command] of JSON.stringify(words).matchAll(/\(command:([\w.]+)\)/g))
      assert.ok(commands.includes(command ?? ''), command);
  });
});
