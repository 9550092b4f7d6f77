import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundlesOf } from '../scripts/build/bundles.ts';
import { writeBundles } from '../scripts/build/write.ts';
import { openFieldReference } from '../src/manifests/explanations/reference.ts';
import { SERVER_FLAGS } from '../src/manifests/server/protocol.ts';
import type { Report } from '../test/harness/cache.ts';
import { EditedFile } from './hovers/edited-file.ts';
import { kubernetesSchema } from './hovers/kubernetes-schema.ts';
import { longJson, longManifest } from './hovers/long-manifest.ts';
import { OpenServer, type Subject } from './hovers/open-server.ts';
import { yamlLanguageServer } from './hovers/yaml-language-server.ts';
import { percentile } from './row.ts';

/** Hovers after edits of one file. */
export interface Edits {
  /** Milliseconds until each hover. */
  readonly taken: readonly number[];
  /** What one edit with its hover costs the server's processor. */
  readonly cpuMs: number;
}

/** What was measured of one server, from its start on. */
export interface Round {
  readonly firstHoverMs: number;
  readonly of6500: Edits;
}

export interface OwnRound extends Round {
  readonly of50000: Edits;
  readonly ofJson: Edits;
  /** With all these files open. */
  readonly megabytes: number;
}

/** What the rows need of the bench's world. */
export interface HoverWorld {
  readonly small: boolean;
  readonly times: number;
  readonly report: Report;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const REFERENCE = join(root, 'dist/field-reference.json.br');
/** A few edits until the compiler knows the way. */
const WARM = 3;

const ownRounds = new WeakMap<HoverWorld, Promise<readonly OwnRound[]>>();
const peerRounds = new WeakMap<HoverWorld, Promise<readonly Round[]>>();

/** Porthole's own server, as the extension starts it; measured when the first row asks. */
export function ownHovers(world: HoverWorld): Promise<readonly OwnRound[]> {
  return remembered(ownRounds, world, async () => {
    const { problems } = await writeBundles(bundlesOf(root, { readable: false }), root);
    if (problems.length > 0) throw new Error(problems.join('\n'));
    return repeated(world, () => ownRound(world));
  });
}

/** Red Hat's server with the same Kubernetes fields as a schema on disk. */
export function peerHovers(world: HoverWorld): Promise<readonly Round[]> {
  return remembered(peerRounds, world, async () => {
    await ownHovers(world); // the fields are those of the build
    const folder = mkdtempSync(join(tmpdir(), 'porthole-bench-'));
    try {
      const schema = join(folder, 'kubernetes.json');
      writeFileSync(
        schema,
        JSON.stringify(kubernetesSchema(openFieldReference(readFileSync(REFERENCE)).data)),
      );
      const subject = {
        name: 'yaml-language-server',
        module: await yamlLanguageServer(world.report),
        words: ['--node-ipc'],
        flags: [],
        settings: {
          schemas: { [pathToFileURL(schema).href]: '*.yaml' },
          hover: true,
          validate: false,
          completion: false,
          schemaStore: { enable: false },
        },
      };
      return await repeated(world, async () => {
        const { server, round } = await begin(subject, world, 20);
        await server.stop();
        return round;
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

/** The 95th of 100. */
export function p95({ taken }: Edits): number {
  return percentile(taken, 0.95);
}

async function ownRound(world: HoverWorld): Promise<OwnRound> {
  const subject = {
    name: 'Porthole',
    module: join(root, 'dist/manifests.js'),
    words: [REFERENCE],
    flags: SERVER_FLAGS,
    settings: null,
  };
  const { server, round } = await begin(subject, world, 100);
  const lines = world.small ? 5_000 : 50_000;
  try {
    const of50000 = await edits(server, 'longer.yaml', longManifest(lines), 60);
    const ofJson = await edits(server, 'longer.json', longJson(lines), 60);
    return { ...round, of50000, ofJson, megabytes: server.megabytes };
  } finally {
    await server.stop();
  }
}

async function begin(
  subject: Subject,
  { small }: HoverWorld,
  times: number,
): Promise<{ readonly server: OpenServer; readonly round: Round }> {
  const begun = performance.now();
  const server = await OpenServer.start(subject);
  const first = new EditedFile(server.connection, 'first.yaml', longManifest(60));
  await first.open();
  await first.editAndHover(0);
  const firstHoverMs = performance.now() - begun;
  const of6500 = await edits(server, 'long.yaml', longManifest(small ? 650 : 6_500), times);
  return { server, round: { firstHoverMs, of6500 } };
}

async function edits(server: OpenServer, name: string, text: string, times: number): Promise<Edits> {
  const file = new EditedFile(server.connection, name, text);
  await file.open();
  for (let warm = 0; warm < WARM; warm += 1) await file.editAndHover(0.5);
  const taken: number[] = [];
  const before = server.cpuMs;
  for (let time = 0; time < times; time += 1) taken.push(await file.editAndHover(((time * 37) % 90) / 100));
  return { taken, cpuMs: (server.cpuMs - before) / times };
}

async function repeated<T>({ times }: HoverWorld, make: () => Promise<T>): Promise<readonly T[]> {
  const made: T[] = [];
  for (let round = 0; round < times; round += 1) made.push(await make());
  return made;
}

function remembered<T>(
  known: WeakMap<HoverWorld, Promise<T>>,
  world: HoverWorld,
  make: () => Promise<T>,
): Promise<T> {
  const found = known.get(world) ?? make();
  known.set(world, found);
  return found;
}
