import type { Backend } from '../api/backend.ts';
import { Store } from '../api/store.ts';
import { keepBooks, openBooks } from './bookkeeping.ts';
import { StoryClock } from './clock.ts';
import { Deployments } from './deployments.ts';
import { hub } from './hub.ts';
import { Jobs } from './jobs.ts';
import { Life } from './life.ts';
import { machinesAndRules } from './machines.ts';
import { mlflow } from './mlflow.ts';
import { anaStarts, benStarts, carlaStarts, danaComesAndGoes, homes } from './notebooks.ts';
import { evaluation, pipeline, search } from './pipelines.ts';
import { Pods } from './pods.ts';
import { dask, modelServer } from './services.ts';
import { training, TRY_SECONDS } from './training.ts';
import { World } from './world.ts';

export interface StoryOptions {
  readonly now: () => number;
  readonly random: () => number;
  /** How many seconds of the story pass in one second after the start. */
  readonly speed: number;
}

/** The signed-in user of the story, whose own namespace is the first one. */
export const USER = 'ana';
export const HOME = 'team-a';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Tells the story up to the present and goes on from there. Each part begins at its own moment before the start and lives through
 * the same states as later ones do, so that ages, events, restarts and logs agree with each other.
 */
export function tellStory(options: StoryOptions): Backend & { dispose(): void } {
  const clock = new StoryClock(options.now, options.speed);
  const life = new Life(clock, clock.start - 40 * DAY * 1000);
  const store = new Store(184_000);
  const world = new World(store, clock, life, options.random);
  const pods = new Pods(world);
  const deployments = new Deployments(world, pods);
  const jobs = new Jobs(world, pods);
  keepBooks(world, pods);

  const before = (seconds: number, happens: () => void) => life.after(40 * DAY - seconds, happens);
  machinesAndRules(world);
  before(12 * DAY, () => hub(world, deployments));
  before(12 * DAY, () => homes(world));
  before(11 * DAY, () => dask(world, deployments));
  before(9 * DAY, () => mlflow(world, deployments));
  before(5 * DAY, () => modelServer(world, deployments));
  before(3 * HOUR + 10 * MINUTE, () => anaStarts(pods));
  before(2 * HOUR + 16 * MINUTE, () => evaluation(jobs));
  before(95 * MINUTE, () => benStarts(pods));
  before(42 * MINUTE, () => pipeline(world, jobs));
  // Five tries, each ended by the kernel, with waits of 0, 10, 20 and 40 s between them; the sixth begins in half a minute.
  before(5 * TRY_SECONDS + 70 + 98 + 50, () => training(world, jobs));
  before(12 * MINUTE, () => carlaStarts(pods));
  before(9 * MINUTE, () => search(jobs));
  before(-25, () => danaComesAndGoes(world, pods));
  life.tellUntil(clock.start);
  openBooks(world);

  return {
    store,
    user: USER,
    random: options.random,
    now: () => clock.worldNow(),
    catchUp: () => life.catchUp(),
    awake: () => life.awake(),
    logOf: (pod, container, previous) => pods.logOf(pod, container, previous),
    usageOf: (pod, at) => pods.usageOf(pod, at),
    listener: (pod, port) => pods.programOf(pod)?.ports?.get(port),
    deletePod: (pod, grace) => pods.delete(pod, grace ?? 30),
    scale: (deployment, replicas) => deployments.scale(deployment, replicas),
    allows: (verb, resource, namespace) =>
      ['get', 'list', 'watch'].includes(verb) || resource === 'pods/portforward' || namespace === HOME,
    dispose: () => {
      life.dispose();
      store.dispose();
    },
  };
}
