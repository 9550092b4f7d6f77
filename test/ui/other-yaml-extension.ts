import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An extension as the editor loads it: in files whose names end with `.yaml`, it says what it was told of the words it knows. */
const PROGRAM = `const vscode = require('vscode');
const texts = require('./texts.json');
exports.activate = (context) => {
  context.subscriptions.push(
    vscode.languages.registerHoverProvider({ language: 'yaml', pattern: '**/*.yaml' }, {
      provideHover(document, position) {
        const range = document.getWordRangeAtPosition(position, /[\\w.]+/);
        const text = range && texts[document.getText(range)];
        return text ? new vscode.Hover(new vscode.MarkdownString(text), range) : undefined;
      },
    }),
  );
};
`;

/** Writes a stand-in for Red Hat's YAML extension into a folder: its name, its settings, and a hover with these texts of fields. */
export function writeOtherYamlExtension(folder: string, texts: Readonly<Record<string, string>>): void {
  mkdirSync(join(folder, 'dist'), { recursive: true });
  writeFileSync(join(folder, 'dist/extension.js'), PROGRAM);
  writeFileSync(join(folder, 'dist/texts.json'), JSON.stringify(texts));
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      publisher: 'redhat',
      name: 'vscode-yaml',
      version: '1.0.0',
      engines: { vscode: '^1.90.0' },
      main: './dist/extension.js',
      activationEvents: ['onLanguage:yaml'],
      contributes: {
        configuration: {
          properties: {
            'yaml.hover': { type: 'boolean', default: true },
            'yaml.schemas': { type: 'object', default: {} },
          },
        },
      },
    }),
  );
}
