import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parseCall } from '../../src/cli/arguments.ts';
import { explain } from '../../src/cli/commands/explain.ts';
import { pods } from '../../src/cli/commands/pods.ts';
import type { Command } from '../../src/cli/main.ts';
import { Output } from '../../src/cli/output.ts';
import type { Diagnosis } from '../../src/diagnostics/finding.ts';
import type { PodRow } from '../../src/rows/row.ts';
import type { RealCase } from './cases/real-case.ts';
import { emptyRegistry, realFamilies, workOf } from './failing-work.ts';
import { MACHINERY_MS, realNode, type RealNode } from './real-node.ts';

const PORTHOLE = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
/** With PORTHOLE_LONG=1 also what shows only after minutes: evictions, grace periods, checks that may fail for a while. */
const LONG = process.env['PORTHOLE_LONG'] === '1';
const namespaceOf = (family: string): string => `ailing-${family}`;

describe('the diagnosis of what really fails', function () {
  this.timeout(LONG ? 420_000 : 180_000);
  let node: RealNode;
  let registry: Awaited<ReturnType<typeof emptyRegistry>>;
  let families: Readonly<Record<string, readonly RealCase[]>>;

  before(async function () {
    this.timeout(MACHINERY_MS);
    node = await realNode();
    registry = await emptyRegistry();
    const all = realFamilies({ selector: node.selector, images: node.images, registry: registry.address });
    families = Object.fromEntries(
      Object.entries(all).map(([family, cases]) => [family, cases.filter(({ slow }) => LONG || !slow)]),
    );
    for (const [family, cases] of Object.entries(families)) {
      await node.namespace(namespaceOf(family));
      await node.plane.apply(workOf(cases, namespaceOf(family)));
    }
  });
  after(async () => {
    registry.close();
    await node.plane.kubectl([
      'delete',
      'namespace',
      ...Object.keys(families).map(namespaceOf),
      '--wait=false',
    ]);
  });

  /** A command as `porthole` runs it, without the time that a process takes to start. */
  async function porthole<T>(command: Command, namespace: string, ...words: string[]): Promise<T> {
    const out = new PassThrough();
    const printed: Buffer[] = [];
    out.on('data', (chunk: Buffer) => printed.push(chunk));
    const call = parseCall([
      ...words,
      '-n',
      namespace,
      '-o',
      'json',
      '--kubeconfig',
      node.plane.admin.kubeconfig,
    ]);
    assert.ok(call);
    await command(call, new Output(out, process.stderr, () => undefined), AbortSignal.timeout(60_000));
    return JSON.parse(Buffer.concat(printed).toString('utf8')) as T;
  }
  const rowsOf = async (namespace: string): Promise<readonly PodRow[]> =>
    (await porthole<{ pods: readonly PodRow[] }>(pods, namespace, 'pods')).pods;
  const explained = (one: RealCase, namespace: string): Promise<Diagnosis> =>
    porthole<Diagnosis>(explain, namespace, 'explain', `${(one.kind ?? 'Pod').toLowerCase()}/${one.name}`);

  /** Asks again until there is nothing to object to; says the last objections when the time is over. */
  async function until(what: string, objections: () => Promise<readonly string[]>): Promise<void> {
    let last: readonly string[] = [];
    await node.plane
      .waitFor(
        what,
        async () => {
          last = await objections();
          return last.length === 0 || undefined;
        },
        LONG ? 300 : 90,
      )
      .catch((error: unknown) => {
        throw new Error(`${String(error)}\n${last.join('\n')}`);
      });
  }

  for (const family of ['memory', 'programs', 'starts', 'placing', 'storage', 'checks', 'well']) {
    it(`${family}: each row names its cause, and what is well is left in peace`, async () => {
      const namespace = namespaceOf(family);
      await until(`the right words in every row of ${family}`, async () => {
        const rows = await rowsOf(namespace);
        return (families[family] ?? []).flatMap((one) => {
          const mine = rows.filter((row) => row.name === one.name || row.name.startsWith(`${one.name}-`));
          return mine.length === 0 && one.kind !== 'Job'
            ? [`${one.name}: no row`]
            : mine.flatMap((row) => objectionTo(row, one));
        });
      });
    });

    it(`${family}: each is explained with its root alone, proof and a next step`, async () => {
      for (const one of families[family] ?? [])
        await until(`the right explanation of ${one.name}`, async () =>
          objectionsTo(await explained(one, namespaceOf(family)), one),
        );
    });
  }

  it('is the same when `porthole` is a program of its own', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', PORTHOLE, 'explain', 'pod/train-oom', '-o', 'json'].concat([
        '-n',
        namespaceOf('memory'),
      ]),
      { env: { ...process.env, KUBECONFIG: node.plane.admin.kubeconfig } },
    );
    assert.equal((JSON.parse(stdout) as Diagnosis).findings[0]?.cause, 'oom-killed');
  });

  it('takes the row of a deleted pod away', async () => {
    const namespace = namespaceOf('starts');
    const watching = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', PORTHOLE, 'watch', '-n', namespace],
      {
        env: { ...process.env, KUBECONFIG: node.plane.admin.kubeconfig },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const ended = new Promise((resolve) => watching.once('exit', resolve));
    try {
      let asked: Promise<string> | undefined;
      for await (const line of createInterface(watching.stdout)) {
        const row = JSON.parse(line) as { name: string; gone?: boolean };
        if (row.name !== 'no-secret') continue;
        if (row.gone) break;
        asked ??= node.plane.kubectl(
          ['-n', namespace, 'delete', 'pod', 'no-secret'].concat([
            '--grace-period=0',
            '--force',
            '--wait=false',
          ]),
        );
      }
      await asked;
    } finally {
      watching.kill('SIGTERM');
      assert.equal(await ended, 0, 'ends in peace when interrupted');
    }
  });
});

function objectionTo(row: PodRow, { name, verdict }: RealCase): readonly string[] {
  if (verdict === 'well' || verdict.quiet)
    return row.severity === 'fine' || row.severity === 'note' || row.cause === undefined
      ? []
      : [`${name}: an alarm, "${row.words}" (${row.cause})`];
  if (!verdict.row) return [];
  return row.cause === verdict.cause && verdict.row.test(row.words)
    ? []
    : [`${name}: ${row.cause ?? 'no cause'}, "${row.words}", not ${verdict.cause}, ${String(verdict.row)}`];
}

function objectionsTo({ findings }: Diagnosis, { name, verdict }: RealCase): readonly string[] {
  const loud = findings.filter(({ severity }) => severity !== 'note');
  const told = loud.map(({ cause, title }) => `${cause}: ${title}`).join(' / ');
  if (verdict === 'well') return loud.length === 0 ? [] : [`${name}: an alarm, ${told}`];
  const [first] = loud;
  if (!first) return [`${name}: no finding`];
  return [
    ...(first.cause === verdict.cause && verdict.title.test(first.title)
      ? []
      : [`${name}: ${told}, not ${verdict.cause}, ${String(verdict.title)}`]),
    ...(loud.length === 1 ? [] : [`${name}: one root, one finding, but ${told}`]),
    ...(first.evidence.length > 0 ? [] : [`${name}: no proof`]),
    ...(first.actions.length > 0 ? [] : [`${name}: nothing to do`]),
  ];
}
