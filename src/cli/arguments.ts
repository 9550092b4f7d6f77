import { parseArgs } from 'node:util';
import { UsageError } from './usage.ts';

/** One call of the program, understood. Options that a command does not know are an error before anything runs. */
export interface Call {
  readonly command: CommandName;
  readonly operands: readonly string[];
  readonly namespace: string | undefined;
  readonly allNamespaces: boolean;
  readonly files: readonly string[];
  readonly output: 'text' | 'json' | 'markdown';
  readonly kubeconfig: string | undefined;
  readonly context: string | undefined;
  readonly container: string | undefined;
  readonly allContainers: boolean;
  readonly previous: boolean;
  readonly follow: boolean;
  readonly tail: number | undefined;
  readonly sinceSeconds: number | undefined;
  readonly port: { readonly local: number; readonly remote: number | undefined } | undefined;
  readonly print: boolean;
}

export const commandNames = [
  'explain',
  'pods',
  'tools',
  'hover',
  'logs',
  'forward',
  'open',
  'watch',
] as const;
export type CommandName = (typeof commandNames)[number];

const shared = ['namespace', 'kubeconfig', 'context', 'help'] as const;
/** `-f` is a file for the commands that diagnose, and "follow" for logs, as kubectl users expect both. */
const known: Readonly<Record<CommandName, readonly string[]>> = {
  explain: [...shared, 'all-namespaces', 'file', 'output'],
  pods: [...shared, 'all-namespaces', 'file', 'output'],
  tools: [...shared, 'all-namespaces', 'file', 'output'],
  hover: ['help', 'output'],
  logs: [...shared, 'container', 'all-containers', 'previous', 'tail', 'since', 'follow'],
  forward: [...shared, 'port'],
  open: [...shared, 'print'],
  watch: [...shared, 'all-namespaces'],
};
const outputs: Readonly<Record<CommandName, readonly string[]>> = {
  explain: ['text', 'json', 'markdown'],
  pods: ['text', 'json'],
  tools: ['text', 'json'],
  hover: ['text', 'json'],
  logs: ['text'],
  forward: ['text'],
  open: ['text'],
  watch: ['text'],
};

/** Reads the words after `porthole`. `undefined`: the user asked for help. Throws `UsageError`. */
export function parseCall(words: readonly string[]): Call | undefined {
  const [name, ...rest] = words;
  if (name === undefined) throw new UsageError('say what to do');
  if (name === 'help' || name === '--help' || name === '-h') return undefined;
  const command = commandNames.find((candidate) => candidate === name);
  if (!command) throw new UsageError(`there is no command "${name}"`);
  const { values, positionals } = parse(command, rest);
  if (values.help === true) return undefined;
  for (const option of Object.keys(values)) {
    if (!known[command].includes(option)) throw new UsageError(`${command} has no option --${option}`);
  }
  return {
    command,
    operands: positionals,
    namespace: values.namespace,
    allNamespaces: values['all-namespaces'] ?? false,
    files: values.file ?? [],
    output: outputOf(command, values.output),
    kubeconfig: values.kubeconfig,
    context: values.context,
    container: values.container,
    allContainers: values['all-containers'] ?? false,
    previous: values.previous ?? false,
    follow: values.follow ?? false,
    tail: values.tail === undefined ? undefined : wholeNumber('--tail', values.tail),
    sinceSeconds: values.since === undefined ? undefined : durationOf(values.since),
    port: values.port === undefined ? undefined : portOf(values.port),
    print: values.print ?? false,
  };
}

function parse(command: CommandName, words: readonly string[]) {
  const short =
    command === 'logs' ? { file: {}, follow: { short: 'f' } } : { file: { short: 'f' }, follow: {} };
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        namespace: { type: 'string', short: 'n' },
        'all-namespaces': { type: 'boolean', short: 'A' },
        file: { type: 'string', multiple: true, ...short.file },
        output: { type: 'string', short: 'o' },
        kubeconfig: { type: 'string' },
        context: { type: 'string' },
        container: { type: 'string', short: 'c' },
        'all-containers': { type: 'boolean' },
        previous: { type: 'boolean', short: 'p' },
        follow: { type: 'boolean', ...short.follow },
        tail: { type: 'string' },
        since: { type: 'string' },
        port: { type: 'string' },
        print: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function outputOf(command: CommandName, value: string | undefined): Call['output'] {
  if (value === undefined) return 'text';
  if (!outputs[command].includes(value)) throw new UsageError(`-o is one of ${outputs[command].join(', ')}`);
  return value === 'json' || value === 'markdown' ? value : 'text';
}

function wholeNumber(option: string, value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new UsageError(`${option} takes a whole number, not "${value}"`);
  return Number(value);
}

const secondsIn: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400 };

/** `90s`, `5m`, `1h30m`, `2d`, in seconds. */
function durationOf(value: string): number {
  if (!/^(\d+[smhd])+$/.test(value))
    throw new UsageError(`--since takes a duration such as 90s, 5m or 1h30m, not "${value}"`);
  return [...value.matchAll(/(\d+)([smhd])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (secondsIn[unit ?? 's'] ?? 1),
    0,
  );
}

function portOf(value: string): Call['port'] {
  const [, local, remote] = /^(\d{1,5})(?::(\d{1,5}))?$/.exec(value) ?? [];
  if (local === undefined || Number(local) > 65535 || Number(remote ?? 0) > 65535) {
    throw new UsageError(`--port takes LOCAL or LOCAL:REMOTE, not "${value}"`);
  }
  return { local: Number(local), remote: remote === undefined ? undefined : Number(remote) };
}
