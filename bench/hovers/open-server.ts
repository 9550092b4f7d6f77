import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import {
  IPCMessageReader,
  IPCMessageWriter,
  createProtocolConnection,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';

/** A language server, and how it is started. */
export interface Subject {
  readonly name: string;
  readonly module: string;
  readonly words: readonly string[];
  readonly flags: readonly string[];
  /** What it is told when it asks for the settings of "yaml". */
  readonly settings: unknown;
}

const TICKS_PER_SECOND = 100;

/** A language server that runs, as an editor talks to it. */
export class OpenServer {
  readonly connection: ProtocolConnection;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  }

  static async start({ name, module, words, flags, settings }: Subject): Promise<OpenServer> {
    const child = fork(module, [...words], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [...flags],
    });
    const server = new OpenServer(child);
    const { connection } = server;
    connection.onRequest('workspace/configuration', ({ items }: { items: { section?: string }[] }) =>
      items.map(({ section }) => (section === 'yaml' ? settings : null)),
    );
    connection.onRequest('client/registerCapability', () => null);
    connection.listen();
    const ended = new Promise<never>((_, reject) => {
      child.once('exit', () => reject(new Error(`${name} ended before it answered`)));
    });
    ended.catch(() => undefined); // it is ended when the measuring is over
    const initialized = connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {
        workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
      },
    });
    await Promise.race([initialized, ended]);
    await connection.sendNotification('initialized', {});
    await connection.sendNotification('workspace/didChangeConfiguration', { settings: { yaml: settings } });
    return server;
  }

  /** What it keeps of the machine's memory. */
  get megabytes(): number {
    const status = this.#proc('status');
    return status === undefined ? NaN : Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
  }

  /** The time that it has computed for so far: what else the machine does hardly changes it. */
  get cpuMs(): number {
    // Fields 14 and 15, after the name, which may contain anything.
    const fields = this.#proc('stat')?.split(') ').at(-1)?.split(' ') ?? [];
    return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1000;
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.connection.dispose();
    this.#child.kill();
    await ended;
  }

  #proc(file: string): string | undefined {
    const path = `/proc/${this.#child.pid ?? 0}/${file}`;
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  }
}
