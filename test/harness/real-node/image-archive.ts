import { createHash } from 'node:crypto';
import { createReadStream, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Report } from '../cache.ts';
import { runProgram } from './run-program.ts';

export interface ImageConfig {
  /** With its tag. */
  readonly name: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What Go and images call this processor. */
const ARCHITECTURE = process.arch === 'x64' ? 'amd64' : process.arch;
const CREATED = '2026-01-01T00:00:00Z';

/**
 * Packs a folder as an image of one layer, in the form of `docker save`, which every container runtime imports. Everything belongs to
 * root and has the time 0, so that the same folder gives the same image. Source: docker image specification v1.2.
 */
export async function packImage(
  root: string,
  image: ImageConfig,
  {
    scratch,
    archive,
    report,
  }: { readonly scratch: string; readonly archive: string; readonly report: Report },
): Promise<void> {
  const layer = join(scratch, 'layer.tar');
  const stable = ['--numeric-owner', '--owner=0', '--group=0', '--sort=name', '--mtime=@0'];
  const what = `packing ${image.name}`;
  await runProgram('tar', ['-C', root, ...stable, '-cf', layer, '.'], { what, report });
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin:/sbin', ...image.env };
  const config = JSON.stringify({
    architecture: ARCHITECTURE,
    os: 'linux',
    created: CREATED,
    config: {
      Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
      Entrypoint: image.entrypoint ?? null,
      Cmd: image.command ?? null,
      WorkingDir: '/',
    },
    rootfs: { type: 'layers', diff_ids: [`sha256:${await sha256OfFile(layer)}`] },
    history: [{ created: CREATED, created_by: 'porthole tests' }],
  });
  const configName = `${createHash('sha256').update(config).digest('hex')}.json`;
  writeFileSync(join(scratch, configName), config);
  const manifest = [{ Config: configName, RepoTags: [image.name], Layers: ['layer.tar'] }];
  writeFileSync(join(scratch, 'manifest.json'), JSON.stringify(manifest));
  const parts = ['manifest.json', configName, 'layer.tar'];
  await runProgram('tar', ['-C', scratch, '-cf', `${archive}.new`, ...parts], { what, report });
  renameSync(`${archive}.new`, archive);
}

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
