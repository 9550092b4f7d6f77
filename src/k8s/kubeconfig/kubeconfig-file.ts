import { readFile } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { DocumentOptions, ParseOptions, SchemaOptions } from 'yaml';
import { ClusterError } from '../problem.ts';
import {
  clusterEntry,
  contextEntry,
  some,
  userEntry,
  type ClusterEntry,
  type ContextEntry,
  type UserEntry,
} from './entries.ts';
import { Fields, WrongField } from './fields.ts';

/** One kubeconfig file. */
export interface KubeconfigFile {
  readonly path: string;
  readonly currentContext?: string;
  readonly clusters: ReadonlyMap<string, ClusterEntry>;
  readonly users: ReadonlyMap<string, UserEntry>;
  readonly contexts: ReadonlyMap<string, ContextEntry>;
}

/**
 * Reads one file; `undefined` where there is none. Throws `ClusterError` (`bad-kubeconfig`) for everything that kubectl refuses as
 * well. Nothing of the file's content is quoted in the error: it holds secrets.
 */
export async function readKubeconfigFile(
  path: string,
  platform: NodeJS.Platform,
): Promise<KubeconfigFile | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw bad(path, unreadable(code), error);
  }
  const fields = fieldsOf(await parse(decode(bytes), path), path);
  try {
    return fileOf(fields, path, platform);
  } catch (error) {
    if (error instanceof WrongField) throw bad(path, wrong(error), error);
    throw error;
  }
}

function fileOf(fields: Fields, path: string, platform: NodeJS.Platform): KubeconfigFile {
  const apiVersion = fields.text('apiVersion') ?? 'v1';
  const kind = fields.text('kind') ?? 'Config';
  if (apiVersion !== 'v1' || kind !== 'Config')
    throw bad(path, l10n.t('it is a {0}, not a kubeconfig', `${apiVersion} ${kind}`));
  const paths = platform === 'win32' ? win32 : posix;
  const resolve = (file: string) => (paths.isAbsolute(file) ? file : paths.join(paths.dirname(path), file));
  return {
    path,
    ...some('currentContext', fields.text('current-context')),
    clusters: named(fields, 'clusters', path, (entry) => clusterEntry(entry.mapping('cluster'), resolve)),
    users: named(fields, 'users', path, (entry) => userEntry(entry.mapping('user'), resolve)),
    contexts: named(fields, 'contexts', path, (entry) => contextEntry(entry.mapping('context'))),
  };
}

function named<T>(fields: Fields, list: string, path: string, read: (entry: Fields) => T): Map<string, T> {
  const entries = new Map<string, T>();
  for (const entry of fields.mappings(list)) {
    const name = entry.text('name') ?? '';
    // Between files the first one wins; within one file kubectl refuses a second entry of the same name.
    if (entries.has(name)) throw bad(path, l10n.t('the name "{0}" is there twice in "{1}"', name, list));
    entries.set(name, read(entry));
  }
  return entries;
}

function fieldsOf(value: unknown, path: string): Fields {
  try {
    return new Fields(value, '');
  } catch (error) {
    throw bad(path, l10n.t('it is not a kubeconfig: it holds no fields'), error);
  }
}

/** Windows' own tools write UTF-16 and byte order marks; kubectl reads those, too. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}

const TIMESTAMP = 'tag:yaml.org,2002:timestamp';
/** kubectl's parser is a YAML 1.1 one, takes the last of equal keys, and leaves times as text. */
const DIALECT: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1',
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'error', // warnings would go to the log of the process, and quote the file
  customTags: (tags) =>
    tags.filter((tag) => (typeof tag === 'string' ? tag !== 'timestamp' : tag.tag !== TIMESTAMP)),
};

/** The first document of the file. */
async function parse(text: string, path: string): Promise<unknown> {
  const { LineCounter, parseAllDocuments } = await import('yaml');
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { ...DIALECT, lineCounter: lines });
  const [first] = Array.isArray(documents) ? documents : [];
  const [error] = first?.errors.toSorted((one, other) => one.pos[0] - other.pos[0]) ?? [];
  if (error) {
    // The parser's own words may quote the text, and with it a secret: its code and the line are enough.
    const { line } = lines.linePos(error.pos[0]);
    const detail = l10n.t('line {0} is not valid YAML: {1}', line, mistake(error.code));
    throw new ClusterError({ kind: 'bad-kubeconfig', file: path, detail, line });
  }
  try {
    return first?.toJS({ maxAliasCount: 1000 });
  } catch (cause) {
    throw bad(path, l10n.t('it uses a YAML alias that cannot be followed'), cause);
  }
}

function mistake(code: string): string {
  switch (code) {
    case 'BAD_INDENT':
    case 'BLOCK_IN_FLOW':
    case 'BLOCK_AS_IMPLICIT_KEY':
      return l10n.t('it is not indented as the lines around it, or a bracket is not closed');
    case 'TAB_AS_INDENT':
      return l10n.t('it is indented with a tab; use spaces');
    case 'MISSING_CHAR':
      return l10n.t('a quote, a bracket, a dash or a colon is missing there or just above');
    default:
      return code.toLowerCase().replaceAll('_', ' ');
  }
}

function unreadable(code: string): string {
  if (code === 'EACCES' || code === 'EPERM') return l10n.t('you may not read this file');
  if (code === 'EISDIR') return l10n.t('it is a folder, not a file');
  return l10n.t('the file cannot be read ({0})', code);
}

function wrong(error: WrongField): string {
  switch (error.expected) {
    case 'text':
      return l10n.t('"{0}" must be text; put quotes around it', error.path);
    case 'true or false':
      return l10n.t('"{0}" must be true or false', error.path);
    case 'a list':
      return l10n.t('"{0}" must be a list', error.path);
    case 'a mapping':
      return l10n.t('"{0}" must be a group of fields', error.path);
    case 'base64':
      return l10n.t('"{0}" is not base64: the file may have been cut off or edited', error.path);
  }
}

/** `cause` is for the debugger only: it is never printed. */
export function bad(file: string, detail: string, cause?: unknown): ClusterError {
  return new ClusterError({ kind: 'bad-kubeconfig', file, detail }, { cause });
}
