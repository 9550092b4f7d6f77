import { parseCall, type Call, type CommandName } from './arguments.ts';
import { isCancelled } from '../common/cancellation.ts';
import { failureWords } from './failure.ts';
import { Output } from './output.ts';
import { USAGE, UsageError } from './usage.ts';

/** A command runs until it is done or the signal aborts; it throws `UsageError`, `Failure` or a `ClusterError`. */
export type Command = (call: Call, output: Output, signal: AbortSignal) => Promise<void>;

/** Each command is loaded when it is called: explaining a file needs no sockets. */
const commands: Readonly<Record<CommandName, () => Promise<Command>>> = {
  explain: async () => (await import('./commands/explain.ts')).explain,
  pods: async () => (await import('./commands/pods.ts')).pods,
  tools: async () => (await import('./commands/tools.ts')).tools,
  hover: async () => (await import('./commands/hover.ts')).hover,
  logs: async () => (await import('./commands/logs.ts')).logs,
  forward: async () => (await import('./commands/forward.ts')).forward,
  open: async () => (await import('./commands/open.ts')).open,
  watch: async () => (await import('./commands/watch.ts')).watch,
};

/** 0 done, 1 could not do it, 2 wrong usage. Interrupted by the user counts as done: that is how `-f` ends. */
async function main(words: readonly string[]): Promise<number> {
  const interrupted = new AbortController();
  const output = new Output(process.stdout, process.stderr, () => interrupted.abort());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => interrupted.abort());
  try {
    const call = parseCall(words);
    if (!call) {
      await output.write(USAGE);
      return 0;
    }
    const command = await commands[call.command]();
    await command(call, output, interrupted.signal);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      output.message(`${error.message}\n\n${USAGE}`);
      return 2;
    }
    if (isCancelled(error) && interrupted.signal.aborted) return 0;
    output.message(failureWords(error));
    return 1;
  }
}

// Sockets that are still open after an interrupt are nobody's business any more.
main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(
      `porthole: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(1);
  },
);
