// Hovers of Porthole's language server beside those of yaml-language-server, which gets the same Kubernetes fields as a local schema:
// after each edit of a long file, and right after the start.
//   node scripts/bootstrap.mjs bench/hovers.ts      ends with 1 when a bound is not kept, or the peer is not slower
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  IPCMessageReader,
  IPCMessageWriter,
  createProtocolConnection,
  type Hover,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import { bundlesOf } from '../scripts/build/bundles.ts';
import { writeBundles } from '../scripts/build/write.ts';
import { openFieldReference } from '../src/manifests/explanations/reference.ts';
import { SERVER_FLAGS } from '../src/manifests/server/protocol.ts';
import { reportToStderr } from '../test/harness/cache.ts';
import { longManifest, longJson } from './hovers/long-manifest.ts';
import { kubernetesSchema } from './hovers/kubernetes-schema.ts';
import { yamlLanguageServer } from './hovers/yaml-language-server.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const BOUNDS = { p95Of6500: 10, p95Of50000: 30, firstHover: 400, megabytes: 120 };

const PATIENCE_MS = 30_000;

interface Subject {
  readonly name: string;
  readonly module: string;
  readonly words: readonly string[];
  readonly flags: readonly string[];
  readonly settings: unknown;
}

interface Server {
  readonly child: ChildProcess;
  readonly connection: ProtocolConnection;
}

async function start({ name, module, words, flags, settings }: Subject): Promise<Server> {
  const child = fork(module, [...words], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [...flags],
  });
  const connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  connection.onRequest('workspace/configuration', ({ items }: { items: { section?: string }[] }) =>
    items.map(({ section }) => (section === 'yaml' ? settings : null)),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', () => reject(new Error(`${name} ended before it answered`)));
  });
  const initialized = connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
    },
  });
  await Promise.race([initialized, ended]);
  ended.catch(() => undefined); // it is ended when the measuring is over
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('workspace/didChangeConfiguration', { settings: { yaml: settings } });
  return { child, connection };
}

async function stop({ child, connection }: Server): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  connection.dispose();
  child.kill();
  await ended;
}

class OpenFile {
  readonly uri: string;
  readonly #connection: ProtocolConnection;
  readonly #lines: string[];
  #version = 1;

  constructor(connection: ProtocolConnection, name: string, text: string) {
    this.uri = pathToFileURL(join(tmpdir(), name)).href;
    this.#connection = connection;
    this.#lines = text.split('\n');
  }

  async open(): Promise<void> {
    const textDocument = { uri: this.uri, languageId: 'yaml', version: 1, text: this.#lines.join('\n') };
    await this.#connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  /** Changes one character of a value, in the middle of the file or wherever `part` says, and asks for the memory limit below it. */
  async editAndHover(part: number): Promise<number> {
    const from = Math.floor(this.#lines.length * part);
    const line = this.#lines.findIndex((each, index) => index >= from && each.includes('image'));
    const asked = this.#lines.findIndex((each, index) => index > line && each.includes('memory'));
    const text = this.#lines[line] ?? '';
    const last = text.search(/\d"?,?$/);
    const digit = String((Number(text[last]) + 1) % 10);
    this.#lines[line] = text.slice(0, last) + digit + text.slice(last + 1);
    this.#version += 1;
    const range = { start: { line, character: last }, end: { line, character: last + 1 } };
    const begun = performance.now();
    await this.#connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uri, version: this.#version },
      contentChanges: [{ range, text: digit }],
    });
    const character = (this.#lines[asked] ?? '').indexOf('memory') + 2;
    for (;;) {
      const hover = await this.#connection.sendRequest<Hover | null>('textDocument/hover', {
        textDocument: { uri: this.uri },
        position: { line: asked, character },
      });
      const taken = performance.now() - begun;
      // A server that has just started may have to read its schema first.
      if (hover !== null) return taken;
      if (taken > PATIENCE_MS) throw new Error(`no hover in line ${asked + 1} of ${this.uri}`);
    }
  }
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

async function p95(server: Server, name: string, text: string, times: number): Promise<number> {
  const file = new OpenFile(server.connection, name, text);
  await file.open();
  for (let warm = 0; warm < 3; warm++) await file.editAndHover(0.5);
  const taken: number[] = [];
  for (let time = 0; time < times; time++) taken.push(await file.editAndHover(((time * 37) % 90) / 100));
  return percentile(taken, 0.95);
}

function megabytes({ child }: Server): number {
  const status = `/proc/${child.pid ?? 0}/status`;
  if (!existsSync(status)) return NaN;
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(status, 'utf8'))?.[1]) / 1024;
}

async function measure(subject: Subject, times: number) {
  const begun = performance.now();
  const server = await start(subject);
  const first = new OpenFile(server.connection, 'first.yaml', longManifest(60));
  await first.open();
  await first.editAndHover(0);
  const firstHover = performance.now() - begun;
  const p95Of6500 = await p95(server, 'long.yaml', longManifest(6_500), times);
  return { server, firstHover, p95Of6500 };
}

const { problems } = await writeBundles(bundlesOf(root, { readable: false }), root);
if (problems.length > 0) throw new Error(problems.join('\n'));
const reference = join(root, 'dist/field-reference.json.br');
const folder = mkdtempSync(join(tmpdir(), 'porthole-bench-'));
try {
  const schema = join(folder, 'kubernetes.json');
  writeFileSync(schema, JSON.stringify(kubernetesSchema(openFieldReference(readFileSync(reference)).data)));
  const ours = await measure(
    {
      name: 'Porthole',
      module: join(root, 'dist/manifests.js'),
      words: [reference],
      flags: SERVER_FLAGS,
      settings: null,
    },
    100,
  );
  const p95Of50000 = await p95(ours.server, 'longer.yaml', longManifest(50_000), 60);
  const p95OfJson = await p95(ours.server, 'longer.json', longJson(50_000), 60);
  const memory = megabytes(ours.server);
  await stop(ours.server);
  const settings = {
    schemas: { [pathToFileURL(schema).href]: '*.yaml' },
    hover: true,
    validate: false,
    completion: false,
    schemaStore: { enable: false },
  };
  const peer = await measure(
    {
      name: 'yaml-language-server',
      module: await yamlLanguageServer(reportToStderr),
      words: ['--node-ipc'],
      flags: [],
      settings,
    },
    20,
  );
  const peerMemory = megabytes(peer.server);
  await stop(peer.server);
  const lines: [what: string, value: number, peer: number, unit: string, bound: number][] = [
    ['hover after an edit, 6,500 lines, p95', ours.p95Of6500, peer.p95Of6500, 'ms', BOUNDS.p95Of6500],
    ['hover after an edit, 50,000 lines, p95', p95Of50000, NaN, 'ms', BOUNDS.p95Of50000],
    ['the same in JSON, p95', p95OfJson, NaN, 'ms', BOUNDS.p95Of50000],
    ['start to first hover', ours.firstHover, peer.firstHover, 'ms', BOUNDS.firstHover],
    ['memory after that', memory, peerMemory, 'MB', BOUNDS.megabytes],
  ];
  for (const [what, value, other, unit, bound] of lines)
    process.stdout.write(
      `${what.padEnd(42)} ${value.toFixed(1).padStart(8)} ${unit}   peer ${other.toFixed(1).padStart(8)} ${unit}   bound ${bound} ${unit}   ${value <= bound ? 'ok' : 'NOT KEPT'}\n`,
    );
  process.stdout.write(`${(peer.p95Of6500 / ours.p95Of6500).toFixed(0)} times as fast as the peer at p95\n`);
  process.exitCode =
    lines.every(([, value, , , bound]) => value <= bound) && ours.p95Of6500 < peer.p95Of6500 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
