import { readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { linesOf, lineTextEnd } from '../../manifests/documents/lines.ts';
import { ManifestFile } from '../../manifests/documents/manifest-file.ts';
import { openFieldReference, type FieldReference } from '../../manifests/explanations/reference.ts';
import { hoverMarkdown, hoverPlainText } from '../../manifests/hover/hover-text.ts';
import { explainedFieldAt, kindOf, wordsOf } from '../../manifests/hover/manifest-hover.ts';
import { pathText } from '../../manifests/position/path-text.ts';
import type { Call } from '../arguments.ts';
import { Failure } from '../failure.ts';
import type { Output } from '../output.ts';
import { UsageError } from '../usage.ts';

/** `porthole hover FILE LINE:COLUMN`: what the field at a position of a manifest means. */
export async function hover({ operands, output: format }: Call, output: Output): Promise<void> {
  const [name, position, ...rest] = operands;
  if (name === undefined || position === undefined || rest.length > 0)
    throw new UsageError('hover takes a file and a position: hover FILE LINE:COLUMN');
  const [line, column] = placeOf(position);
  const text = name === '-' ? await textOf(process.stdin) : await read(name);
  const offset = offsetOf(name, text, line, column);
  const found = explainedFieldAt(new ManifestFile(text), offset, name, await reference());
  const words = found && wordsOf(found, { now: new Date(), isExplainedElsewhere: false, here: [] });
  if (!words) {
    if (format === 'json') return output.json({});
    output.message(`nothing to say about line ${line}, column ${column}`);
    return;
  }
  if (format !== 'json') return output.write(`${hoverPlainText(words)}\n`);
  return output.json({
    path: pathText(found.field.path),
    kind: kindOf(found.field),
    markdown: hoverMarkdown(words, () => undefined),
    range: { start: positionOf(text, found.start), end: positionOf(text, found.end) },
  });
}

function placeOf(position: string): readonly [line: number, column: number] {
  const [, line, column] = /^([1-9]\d{0,8}):([1-9]\d{0,8})$/.exec(position) ?? [];
  if (line === undefined || column === undefined)
    throw new UsageError(`a position is LINE:COLUMN, both from 1, not "${position}"`);
  return [Number(line), Number(column)];
}

async function read(name: string): Promise<string> {
  try {
    return await readFile(name, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      throw new Failure(`${name} cannot be read: ${error.message}`);
    throw error;
  }
}

function offsetOf(name: string, text: string, line: number, column: number): number {
  const lines = linesOf(text);
  if (line > lines.count) throw new Failure(`${name} has ${lines.count} lines; line ${line} does not exist.`);
  const start = lines.start[line - 1] ?? 0;
  return Math.min(start + column - 1, lineTextEnd(text, lines, line - 1));
}

function positionOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return { line: text.slice(0, start).split('\n').length, column: offset - start + 1 };
}

/** The build puts it beside the program; run from its source, the program finds it where the build puts it. */
async function reference(): Promise<FieldReference> {
  const folder = dirname(await realpath(process.argv[1] ?? ''));
  for (const place of [folder, join(folder, '../../dist')]) {
    try {
      return openFieldReference(await readFile(join(place, 'field-reference.json.br')));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
  throw new Failure(`The field reference is missing in ${folder}. Build Porthole first: npm run build.`);
}
