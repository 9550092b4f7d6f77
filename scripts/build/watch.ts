import { join } from 'node:path';
import { context, formatMessages } from 'esbuild';
import type { BuildContext, Message, Plugin } from 'esbuild';
import { bundlesOf } from './bundles.ts';
import { outputsOf, writeBundles, writeWhole } from './write.ts';

/**
 * Builds again at every change, until it is interrupted. Speaks the format of the problem matcher `$esbuild-watch` (.vscode/tasks.json):
 * `[watch] build started`, the problems, `[watch] build finished`.
 */
export async function watchBundles(root: string): Promise<void> {
  const bundles = bundlesOf(root, { readable: true });
  await writeBundles(bundles, root); // once as a whole, for what is not a bundle
  const running = new Set<string>();
  const begin = (name: string): void => {
    if (running.size === 0) say('[watch] build started');
    running.add(name);
  };
  const end = (name: string): void => {
    running.delete(name);
    if (running.size === 0) say('[watch] build finished');
  };
  const reporter = (name: string): Plugin => ({
    name: 'report and write',
    setup: (build) => {
      build.onStart(() => begin(name));
      build.onEnd(async (result) => {
        await sayProblems(result.errors, 'error');
        await sayProblems(result.warnings, 'warning');
        if (result.errors.length === 0)
          for (const [file, contents] of outputsOf(result, join(root, 'dist')))
            writeWhole(join(root, 'dist', file), contents, root);
        end(name);
      });
    },
  });
  const contexts: BuildContext[] = [];
  for (const { name, options } of bundles)
    contexts.push(await context({ ...options, plugins: [...(options.plugins ?? []), reporter(name)] }));
  await Promise.all(contexts.map((made) => made.watch()));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void Promise.all(contexts.map((made) => made.dispose())));
}

async function sayProblems(messages: Message[], kind: 'error' | 'warning'): Promise<void> {
  for (const text of await formatMessages(messages, { kind })) say(text.trimEnd());
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
