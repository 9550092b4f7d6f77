import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build, formatMessages } from 'esbuild';
import type { BuildFailure, BuildResult, Message } from 'esbuild';
import type { Bundle } from './bundles.ts';
import { fieldReference } from './field-reference.ts';
import { licences } from './licences.ts';
import { TEXTS_FILE, textsTemplate, userTexts } from './texts.ts';

/** What hovers say about every field of Kubernetes, and the package whose declarations say it. */
const FIELD_REFERENCE = 'field-reference.json.br';
const FIELD_REFERENCE_SOURCE = 'node_modules/@kubernetes/client-node/package.json';

export interface Written {
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  /** Why a bundle could not be built, in esbuild's words with the place. The other bundles are written all the same. */
  readonly problems: readonly string[];
}

/** Builds everything, writes it, beside it the template for translators, and removes from `dist` what no longer belongs there. A warning counts as a problem: there is none that we live with. */
export async function writeBundles(bundles: readonly Bundle[], root: string): Promise<Written> {
  const built = await Promise.all(bundles.map(buildOne));
  const results = built.flatMap(({ result }) => (result === undefined ? [] : [result]));
  const problems = built.flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
  const dist = join(root, 'dist');
  const files = new Map(results.flatMap((result) => outputsOf(result, dist)));
  const inputs = results.flatMap((result) => Object.keys(result.metafile?.inputs ?? {}));
  files.set('package.json', Buffer.from('{"type":"commonjs"}\n'));
  files.set(FIELD_REFERENCE, fieldReference(root, { small: true }));
  files.set('third-party-licenses.txt', Buffer.from(licences([...inputs, FIELD_REFERENCE_SOURCE], root)));
  for (const [name, contents] of files) writeWhole(join(dist, name), contents, root);
  const texts = userTexts(root);
  problems.push(...texts.problems);
  writeWhole(join(root, TEXTS_FILE), Buffer.from(textsTemplate(texts)), root);
  if (files.has('cli.js')) chmodSync(join(dist, 'cli.js'), 0o755);
  if (problems.length === 0)
    for (const name of filesBelow(dist)) if (!files.has(name)) rmSync(join(dist, name));
  return { files: [...files].map(([name, contents]) => ({ name, bytes: contents.byteLength })), problems };
}

async function buildOne({
  name,
  options,
  missing,
}: Bundle): Promise<{ result?: BuildResult; problem?: string }> {
  if (missing.length > 0)
    return { problem: `The ${name} cannot be built: ${missing.join(', ')} does not exist.` };
  const problem = async (messages: Message[], kind: 'error' | 'warning'): Promise<{ problem: string }> => {
    const words = await formatMessages(messages, { kind });
    return { problem: `The ${name} cannot be built.\n\n${words.join('\n').trimEnd()}` };
  };
  try {
    const result = await build(options);
    return result.warnings.length > 0 ? await problem(result.warnings, 'warning') : { result };
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    return await problem(error.errors, 'error');
  }
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && 'warnings' in error;
}

export function outputsOf(result: BuildResult, dist: string): readonly (readonly [string, Uint8Array])[] {
  return (result.outputFiles ?? []).map((file) => [
    relative(dist, file.path).replaceAll('\\', '/'),
    file.contents,
  ]);
}

/** In one step, so that an editor that starts meanwhile sees the old file or the new one; not at all when nothing changed. */
export function writeWhole(path: string, contents: Uint8Array, root: string): void {
  if (existsSync(path) && digest(readFileSync(path)) === digest(contents)) return;
  const fresh = join(root, 'out', `writing-${process.pid}`); // beside dist, where another build does not take it for a leftover
  for (const folder of [dirname(path), dirname(fresh)]) mkdirSync(folder, { recursive: true });
  writeFileSync(fresh, contents);
  renameSync(fresh, path);
}

function digest(contents: Uint8Array): string {
  return createHash('sha256').update(contents).digest('hex');
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}
