import { setTimeout as wait } from 'node:timers/promises';
import { PULSE } from '../../../src/k8s/transport/pulse.ts';
import { Leftovers } from './leftovers.ts';
import type { FaultScene } from './fault-scene.ts';
import { answersWith, isWatch } from './gateway.ts';
import { seeded, type Random } from './seeded.ts';
import type { Watched } from './watched.ts';

/** `PORTHOLE_FAULTS=200 PORTHOLE_CHANGES=10000` is the whole run, which takes minutes. */
const FAULTS = Number(process.env['PORTHOLE_FAULTS'] ?? 20);
const CHANGES = Number(process.env['PORTHOLE_CHANGES'] ?? 500);
const SEED = Number(process.env['PORTHOLE_SEED'] ?? 4);
/** So often it is looked whether everything is equal, beside the end. */
const LOOK_EVERY = 20;
const WRITERS = 4;
const FEWEST_PODS = 20;
const MOST_PODS = 60;

/** What is at hand when something is broken at random. */
interface Play {
  readonly scene: FaultScene;
  readonly random: Random;
  /** Over HTTP/2 through the network, and over HTTP/1.1 through the detour and the gateway. */
  readonly clients: readonly [Watched, Watched];
}

/** Begins a fault, and ends it with what it resolves with; the fault lasts for as long as it takes to make the changes of one turn. */
type Fault = (play: Play) => (() => void | Promise<void>) | Promise<() => void | Promise<void>>;

/** Over HTTP/1.1 it is asked only every ten seconds otherwise, which is longer than a fault may be seen. */
const OFTEN = { ...PULSE, plainQuietMs: PULSE.quietMs };

const nothing = (): void => undefined;

const FAULTS_BY_NAME: Readonly<Record<string, Fault>> = {
  'a cut': ({ scene, random }) => {
    const network = random.of([scene.network, scene.detour]);
    network.cut();
    return async () => {
      await wait(random.chance(0.1) ? random.between(5_000, 9_000) : random.between(50, 1_500));
      network.mend(random.of(['resumed', 'forgotten']));
    };
  },
  'forgotten connections': async ({ scene, random }) => {
    if (random.chance(0.5)) scene.network.forget(() => random.chance(0.5));
    else {
      // Over HTTP/1.1 only what all have in common is noticed soon: that the way is lost, on a connection that was there before.
      await scene.controlPlane.waitFor('a kept connection', () => scene.detour.open > 1 || undefined);
      scene.detour.forget();
    }
    return nothing;
  },
  'broken connections': ({ scene, random }) => {
    random.of([scene.network, scene.detour]).breakAll(random.of(['reset', 'end']));
    return nothing;
  },
  'lost connections': ({ scene, random }) => {
    const network = random.of([scene.network, scene.detour]);
    network.loseNext(random.between(1, 3));
    network.breakAll('reset');
    return () => network.loseNext(0);
  },
  'a slow network': ({ scene, random }) => {
    const network = random.of([scene.network, scene.detour]);
    network.slow({ delayMs: random.between(5, 200), most: random.between(100, 10_000) });
    return () => network.calm();
  },
  'a busy server': ({ scene, random }) => {
    scene.gateway.answers(answersWith(429, { 'retry-after': '1' }), random.between(1, 3));
    scene.gateway.endWatches();
    return () => scene.gateway.answersRightly();
  },
  'a failing server': ({ scene, random }) => {
    scene.gateway.answers(answersWith(random.of([500, 502, 503, 504])));
    scene.gateway.endWatches();
    return () => scene.gateway.answersRightly();
  },
  'a place that is forgotten': ({ scene }) => {
    scene.gateway.answers((request, response, pass) => {
      if (isWatch(request)) answersWith(410)(request, response, pass);
      else pass();
    }, 2);
    scene.gateway.endWatches();
    return nothing;
  },
  'watches that end': ({ scene }) => {
    scene.gateway.endWatches();
    return nothing;
  },
  'a malformed chunk': ({ scene }) => {
    scene.gateway.spoilWatches();
    return nothing;
  },
  'half a line': ({ scene }) => {
    scene.gateway.tellWatches('{"type":"MODIFIED","object":{"metadata":');
    return nothing;
  },
  'slow answers': ({ scene, random }) => {
    scene.gateway.answers((_request, _response, pass) => void setTimeout(pass, random.between(10, 800)));
    scene.gateway.endWatches();
    return () => scene.gateway.answersRightly();
  },
  'a view that is hidden for a while': ({ clients, random }) => {
    const client = random.of(clients);
    client.hide();
    return () => client.look();
  },
  'somebody who wants it anew': ({ clients, random }) => {
    random.of(clients).collection.refresh();
    return nothing;
  },
  'a compaction': async ({ scene }) => {
    await scene.controlPlane.compact();
    return nothing;
  },
  'a clock that is set': ({ random }) => {
    const { now } = Date;
    const jump = random.of([-1, 1]) * random.between(1_000, 3_600_000);
    Date.now = () => now() + jump;
    return () => {
      Date.now = now;
    };
  },
};

/** Takes seconds, and so comes less often than the others. */
const RESTART_EVERY = 15;

export function randomFaults(sceneOf: () => FaultScene): void {
  it(`${FAULTS} faults at random during ${CHANGES} changes (seed ${SEED})`, async function () {
    this.timeout(60_000 + 5_000 * FAULTS + 50 * CHANGES);
    const scene = sceneOf();
    const leftovers = await Leftovers.countedFrom(scene);
    const clients = [
      await scene.open(),
      await scene.open({ byGateway: true, pageSize: 7, pulse: OFTEN }),
    ] as const;
    const random = seeded(SEED);
    const play: Play = { scene, random, clients };
    const names = Object.keys(FAULTS_BY_NAME);
    const pods = await scene.names();
    const begun = performance.now();
    const took: number[] = [];
    const past: string[] = [];
    const look = async (): Promise<void> => {
      const since = performance.now();
      try {
        for (const client of clients) took.push(await scene.equal(client, since));
      } catch (error) {
        throw new Error(`after ${past.slice(-LOOK_EVERY).join(', ')}`, { cause: error });
      }
    };

    for (let turn = 1; turn <= FAULTS; turn += 1) {
      if (turn % RESTART_EVERY === 0) {
        past.push('a restart');
        await scene.controlPlane.apiServer.kill();
        await scene.controlPlane.apiServer.start();
        await changes(play, pods, CHANGES / FAULTS);
      } else {
        const name = random.of(names);
        past.push(name);
        const end = await FAULTS_BY_NAME[name]?.(play);
        await changes(play, pods, CHANGES / FAULTS);
        await end?.();
      }
      if (turn % LOOK_EVERY === 0 || turn === FAULTS) await look();
    }
    const seconds = Math.round((performance.now() - begun) / 1000);
    process.stdout.write(
      `        ${CHANGES} changes and ${FAULTS} faults in ${seconds} s; equal at most ${Math.max(...took)} ms after the last\n`,
    );
    scene.closeClients();
    scene.gateway.answersRightly();
    await leftovers.assertNone();
  });
}

/** Pods are added, removed, replaced and labelled by several hands, each in its own part of the names. */
async function changes({ scene, random }: Play, pods: string[], count: number): Promise<void> {
  const work = Array.from({ length: Math.ceil(count / WRITERS) }, () => random.between(0, 3));
  for (const kind of work) {
    const chosen = Array.from(
      { length: WRITERS },
      () => pods.splice(random.between(0, pods.length - 1), 1)[0],
    );
    const after = await Promise.all(chosen.map((name) => changeOne(scene, kind, name, pods.length)));
    pods.push(...after.flat());
  }
}

/** The names that there are afterwards instead of this one. */
async function changeOne(scene: FaultScene, kind: number, name = '', others: number): Promise<string[]> {
  if (kind === 0 && others < MOST_PODS) return [name, await scene.add()];
  if (kind === 1 && others > FEWEST_PODS) {
    await scene.remove(name);
    return [];
  }
  if (kind === 2) {
    await scene.remove(name);
    return [await scene.add(name)];
  }
  await scene.label(name);
  return [name];
}
