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
import type { BuildFailure, BuildResult, Metafile } from 'esbuild';
import type { Bundle } from './bundles.ts';
import { licences } from './licences.ts';

export interface Written {
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly missing: readonly string[];
}

/** Builds everything, writes it, and removes from `dist` what no longer belongs there. Warnings fail: there is none that we live with. */
export async function writeBundles(bundles: readonly Bundle[], root: string): Promise<Written> {
  const results = await Promise.all(bundles.map(buildOne));
  const dist = join(root, 'dist');
  const files = new Map(results.flatMap((result) => outputsOf(result, dist)));
  files.set('package.json', Buffer.from('{"type":"commonjs"}\n'));
  files.set(
    'third-party-licenses.txt',
    Buffer.from(
      licences(
        results.flatMap((result) => inputsOf(result.metafile)),
        root,
      ),
    ),
  );
  for (const [name, contents] of files) writeWhole(join(dist, name), contents, root);
  for (const name of filesBelow(dist)) if (!files.has(name)) rmSync(join(dist, name));
  if (files.has('cli.js')) chmodSync(join(dist, 'cli.js'), 0o755);
  return {
    files: [...files].map(([name, contents]) => ({ name, bytes: contents.byteLength })),
    missing: bundles.flatMap((bundle) => bundle.missing),
  };
}

async function buildOne({ name, options }: Bundle): Promise<BuildResult> {
  try {
    const result = await build(options);
    if (result.warnings.length === 0) return result;
    throw new BuildProblem(name, await formatMessages(result.warnings, { kind: 'warning' }));
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    throw new BuildProblem(name, await formatMessages(error.errors, { kind: 'error' }));
  }
}

/** The sources do not make a bundle. The message is for people: esbuild's own words with the place. */
export class BuildProblem extends Error {
  constructor(bundle: string, words: readonly string[]) {
    super(`The ${bundle} bundle cannot be built.\n\n${words.join('\n').trimEnd()}`);
    this.name = 'BuildProblem';
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

const inputsOf = (metafile: Metafile | undefined): readonly string[] => Object.keys(metafile?.inputs ?? {});

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
