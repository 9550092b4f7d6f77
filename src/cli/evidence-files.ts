import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bundle } from '../diagnostics/bundle.ts';
import { parseBundle } from '../diagnostics/parse-bundle.ts';
import { Failure } from './failure.ts';

/** The bundle in files, folders (their .json, .yaml and .yml, by name) and standard input (`-`). */
export async function bundleOf(paths: readonly string[]): Promise<Bundle> {
  const texts: { name: string; text: string }[] = [];
  for (const path of paths) texts.push(...(await textsOf(path)));
  return parseBundle(texts);
}

async function textsOf(path: string): Promise<{ name: string; text: string }[]> {
  if (path === '-') return [{ name: '-', text: await standardInput() }];
  try {
    if (!(await stat(path)).isDirectory()) return [{ name: path, text: await readFile(path, 'utf8') }];
    const names = (await readdir(path)).filter((name) => /\.(json|ya?ml)$/.test(name)).sort();
    return await Promise.all(
      names.map(async (name) => ({ name: join(path, name), text: await readFile(join(path, name), 'utf8') })),
    );
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new Failure(`There is no file ${path}.`);
    if (code === 'EACCES') throw new Failure(`The file ${path} may not be read.`);
    throw error;
  }
}

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}
