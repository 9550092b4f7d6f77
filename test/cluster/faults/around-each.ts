import type { ClientOptions, FaultScene } from './fault-scene.ts';
import { Leftovers } from './leftovers.ts';
import type { Watched } from './watched.ts';

/** What a case of a fault has at hand. */
export interface FaultCase {
  readonly scene: FaultScene;
  /** A client that had everything when the case began. */
  readonly watched: Watched;
  /** The fault is over (`since` then): within five seconds the client shows what kubectl reads. */
  readonly equal: (since?: number) => Promise<void>;
}

/** Before each case of a `describe` a client is opened; after it the client is closed, and nothing of it may be left. */
export function aroundEach(
  sceneOf: () => FaultScene,
  optionsOf: () => ClientOptions | Promise<ClientOptions> = () => ({}),
): () => FaultCase {
  let now: FaultCase | undefined;
  let leftovers: Leftovers | undefined;
  const took: number[] = [];

  beforeEach('a client that has everything', async () => {
    const scene = sceneOf();
    leftovers = await Leftovers.countedFrom(scene);
    const watched = await scene.open(await optionsOf());
    await scene.equal(watched);
    now = {
      scene,
      watched,
      equal: async (since) => void took.push(await scene.equal(watched, since)),
    };
  });

  afterEach('leaves nothing behind', async () => {
    const scene = sceneOf();
    scene.closeClients();
    scene.network.recover();
    scene.detour.recover();
    scene.gateway.answersRightly();
    if (took.length > 0)
      process.stdout.write(`        equal ${took.splice(0).join(' and ')} ms after the fault\n`);
    await leftovers?.assertNone();
  });

  return () => {
    if (!now) throw new Error('There is a client only while a case runs.');
    return now;
  };
}
