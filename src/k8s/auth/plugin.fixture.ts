import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecPlugin } from '../kubeconfig/target.ts';
import type { SignInPolicy } from './sign-in-programs.ts';

export const V1 = 'client.authentication.k8s.io/v1';

/** A folder with programs that sign in, each a few lines of JavaScript which note down that they ran. */
export interface PluginFolder {
  readonly folder: string;
  /** Writes a program. `body` may use `answer(status)`, `info` (KUBERNETES_EXEC_INFO) and `run` (how often it ran before). */
  write(name: string, body: string): Promise<void>;
  /** How often programs of this folder ran. */
  runs(): Promise<number>;
  policy(other?: Partial<SignInPolicy>): SignInPolicy;
  remove(): Promise<void>;
}

export async function pluginFolder(): Promise<PluginFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'porthole-plugins-'));
  const log = join(folder, 'runs');
  await writeFile(log, '');
  return {
    folder,
    async write(name, body) {
      const path = join(folder, name);
      const source = `#!${process.execPath}
        const fs = require('node:fs');
        const info = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
        const run = fs.readFileSync(${JSON.stringify(log)}, 'utf8').length;
        fs.appendFileSync(${JSON.stringify(log)}, '.');
        const answer = (status) => console.log(JSON.stringify({ kind: 'ExecCredential', apiVersion: info.apiVersion, status }));
        ${body}`;
      await writeFile(path, source);
      await chmod(path, 0o755);
    },
    async runs() {
      return (await readFile(log, 'utf8')).length;
    },
    policy: (other = {}) => ({
      env: { PATH: folder },
      homedir: folder,
      platform: process.platform,
      mayRun: () => true,
      mayInteract: () => false,
      ...other,
    }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

export function plugin(command: string, other: Partial<ExecPlugin> = {}): ExecPlugin {
  return {
    apiVersion: V1,
    command,
    args: [],
    env: [],
    provideClusterInfo: false,
    interactiveMode: 'IfAvailable',
    ...other,
  };
}
