import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { ClusterApi } from '../../src/k8s/transport/cluster-api.ts';
import { FaultScene, happens, type Watched } from './fault-scene.ts';

/** Long enough for a cut to be noticed; a shorter one heals by itself. */
const LONG_CUT_MS = 8_000;
const SHORT_CUT_MS = 1_500;

describe('a live list of a real API server, after', function () {
  this.timeout(120_000);
  let scene: FaultScene;
  let api: ClusterApi;
  let watched: Watched;
  const took: string[] = [];

  const isStale = (): boolean => watched.collection.current.state === 'stale';
  const untilStale = (): Promise<void> =>
    happens(watched.collection, isStale, 30_000, () => assert.fail('it is not stale'));
  async function equal(since?: number): Promise<void> {
    took.push(`${await scene.equal(watched, since)} ms`);
  }

  before(async () => {
    scene = await FaultScene.set(30);
  });

  beforeEach(async () => {
    api = await scene.api();
    watched = scene.watch(api);
    await scene.equal(watched);
  });

  afterEach(async function () {
    watched.dispose();
    api.dispose();
    scene.network.calm();
    scene.network.mend('resumed');
    await scene.controlPlane.waitFor(
      'the end of all connections',
      () => scene.network.open === 0 || undefined,
      5,
    );
    if (took.length > 0)
      process.stdout.write(`      equal ${took.splice(0).join(', ')} after the end of the fault\n`);
  });

  after(async () => {
    await scene.clear();
  });

  describe('its network', () => {
    it('was cut for a moment', async () => {
      scene.network.cut();
      await scene.change();
      await wait(SHORT_CUT_MS);
      scene.network.mend('resumed');
      await equal();
    });

    it('was cut for longer and what was held up arrives after all', async () => {
      scene.network.cut();
      await scene.change();
      await untilStale();
      scene.network.mend('resumed');
      await equal();
    });

    it('was cut for longer and has forgotten its connections', async () => {
      scene.network.cut();
      await scene.change();
      await wait(LONG_CUT_MS);
      scene.network.mend('forgotten');
      await equal();
    });

    it('has forgotten its connections without having been cut', async () => {
      const begun = performance.now();
      scene.network.forget();
      await scene.change();
      await equal(begun);
    });

    it('has forgotten one connection at a time', async () => {
      for (let index = 0; index < 2; index += 1) {
        const begun = performance.now();
        scene.network.forget((each) => each === index);
        await scene.change();
        await equal(begun);
      }
    });

    it('broke all connections', async () => {
      scene.network.breakAll('reset');
      await scene.change();
      await equal();
      scene.network.breakAll('end');
      await scene.change();
      await equal();
    });

    it('was slow, and is not taken for lost', async () => {
      const { connected } = scene.network;
      scene.network.slow({ delayMs: 300, most: 4_000 });
      await scene.change();
      await wait(6_000);
      assert.equal(watched.collection.current.state, 'live');
      assert.equal(scene.network.connected, connected);
      scene.network.calm();
      await equal();
    });
  });
});
