import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** The template for translators, beside the translations; made at each build. */
export const TEXTS_FILE = 'l10n/bundle.l10n.json';
const LIBRARY = '@vscode/l10n';
/** What a user reads comes from the extension and the command line; tests and their fixtures only look at it. */
const NOT_SHIPPED = /\.(?:test|fixture)\.ts$|\/testing(?:\.ts$|\/)/;

/** A text that a user may read, and where it stands. */
export interface UserText {
  readonly text: string;
  /** `src/views/badge.ts:9`. */
  readonly places: readonly string[];
}

export interface FoundTexts {
  readonly texts: readonly UserText[];
  /** Calls that no translation can be made for, each with its place. */
  readonly problems: readonly string[];
}

/** All texts that `src` gives to `l10n.t`, in alphabetical order. */
export function userTexts(root: string): FoundTexts {
  const places = new Map<string, string[]>();
  const problems: string[] = [];
  for (const file of globSync('src/**/*.ts', { cwd: root })
    .map((name) => name.replaceAll('\\', '/'))
    .sort()) {
    if (NOT_SHIPPED.test(file)) continue;
    const found = textsIn(file, readFileSync(join(root, file), 'utf8'));
    problems.push(...found.problems);
    for (const { text, places: here } of found.texts)
      places.set(text, [...(places.get(text) ?? []), ...here]);
  }
  const texts = [...places].map(([text, where]) => ({ text, places: where }));
  return { texts: texts.sort((a, b) => (a.text < b.text ? -1 : 1)), problems };
}

/** The template: every text stands for itself, as VS Code's own bundles have it. */
export function textsTemplate({ texts }: FoundTexts): string {
  return `${JSON.stringify(Object.fromEntries(texts.map(({ text }) => [text, text])), undefined, 2)}\n`;
}

/** The same of one file. */
export function textsIn(file: string, content: string): FoundTexts {
  if (!content.includes(LIBRARY)) return { texts: [], problems: [] };
  const source = ts.createSourceFile(file, content, ts.ScriptTarget.Latest, true);
  const name = nameOfLibrary(source);
  const texts: UserText[] = [];
  const problems: string[] = [];
  const visit = (node: ts.Node): void => {
    if (name !== undefined && ts.isCallExpression(node) && isCallOf(node, name)) {
      const place = `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
      const [first, ...values] = node.arguments;
      if (first && ts.isStringLiteralLike(first)) {
        texts.push({ text: first.text, places: [place] });
        problems.push(...unfilled(first.text, values).map((problem) => `${place} ${problem}`));
      } else problems.push(`${place} gives no literal text to l10n.t`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { texts, problems };
}

/** `import * as l10n from '@vscode/l10n'`. */
function nameOfLibrary(source: ts.SourceFile): string | undefined {
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (statement.moduleSpecifier.text === LIBRARY && bindings && ts.isNamespaceImport(bindings))
      return bindings.name.text;
  }
  return undefined;
}

function isCallOf({ expression }: ts.CallExpression, library: string): boolean {
  return (
    ts.isPropertyAccessExpression(expression) &&
    expression.name.text === 't' &&
    ts.isIdentifier(expression.expression) &&
    expression.expression.text === library
  );
}

/** Places in a text that nothing is given for, and values that no place is there for. */
function unfilled(text: string, values: readonly ts.Expression[]): readonly string[] {
  if (values.some(ts.isSpreadElement)) return [];
  const places = new Set([...text.matchAll(/\{(\d+)\}/g)].map(([, digits]) => Number(digits)));
  return [
    ...[...places].filter((place) => place >= values.length).map((place) => `has no value for {${place}}`),
    ...values.flatMap((_, index) => (places.has(index) ? [] : [`has no place for value ${index}`])),
  ];
}
