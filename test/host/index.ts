import { format } from 'node:util';
import Mocha from 'mocha';
import { CountingReporter } from '../harness/counting-reporter.ts';
import { LINE_MARK, MOCHA_OPTIONS } from './protocol.ts';

/** A file of tests, loaded when its turn comes. */
export type TestFile = readonly [name: string, load: () => Promise<unknown>];

/** Runs in the extension host. Rejects when a test failed or none ran, which VS Code reports as the end of the run. */
export async function runTests(files: readonly TestFile[]): Promise<void> {
  if (process.env[LINE_MARK] !== undefined) {
    // The console of this host is full of what other extensions say: whoever listens looks for the mark.
    Mocha.reporters.Base.consoleLog = (...words: unknown[]) => {
      for (const line of format(...words).split('\n')) console.log(`${process.env[LINE_MARK] ?? ''}${line}`);
    };
  }
  const options = JSON.parse(process.env[MOCHA_OPTIONS] ?? '{}') as Mocha.MochaOptions;
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 30_000,
    color: false,
    forbidOnly: true,
    ...options,
    reporter: CountingReporter,
  });
  for (const [name, load] of files) {
    mocha.suite.emit('pre-require', globalThis, name, mocha);
    await load();
  }
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}
