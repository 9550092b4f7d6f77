import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { PULSE } from '../../../src/k8s/transport/pulse.ts';
import { aroundEach } from './around-each.ts';
import type { FaultScene } from './fault-scene.ts';

/** Too short to be noticed: it heals by itself. */
const SHORT_CUT_MS = 1_500;

export function networkFaults(sceneOf: () => FaultScene): void {
  const at = aroundEach(sceneOf);

  it('was cut for a moment', async () => {
    const { scene, equal } = at();
    scene.network.cut();
    await scene.change();
    await wait(SHORT_CUT_MS);
    scene.network.mend('resumed');
    await equal();
  });

  it('was cut for longer and has forgotten its connections', async () => {
    const { scene, watched, equal } = at();
    scene.network.cut();
    await scene.change();
    await watched.untilState('stale', 10_000);
    scene.network.mend('forgotten');
    await equal();
  });

  it('has forgotten one connection, and then the next', async () => {
    const { scene, equal } = at();
    for (let index = 0; index < 2; index += 1) {
      const begun = performance.now();
      scene.network.forget((each) => each === index);
      await scene.change();
      await equal(begun);
    }
  });

  it('broke all connections', async () => {
    const { scene, equal } = at();
    scene.network.breakAll('reset');
    await scene.change();
    await equal();
    scene.network.breakAll('end');
    await scene.change();
    await equal();
  });

  it('was slow, and is not taken for lost', async () => {
    const { scene, watched, equal } = at();
    const { connected } = scene.network;
    scene.network.slow({ delayMs: 300, most: 4_000 });
    await scene.change();
    await wait(4_500);
    assert.equal(watched.current.state, 'live');
    assert.equal(scene.network.connected, connected);
    scene.network.calm();
    await equal();
  });

  it('was away with the laptop, which slept for an hour', async () => {
    const { scene, equal } = at();
    const { now } = Date;
    try {
      Date.now = () => now() + 3_600_000;
      const begun = performance.now();
      scene.network.forget();
      await scene.change();
      await equal(begun);
    } finally {
      Date.now = now;
    }
  });

  it('has forgotten its connections while the clock was set back', async () => {
    const { scene, equal } = at();
    const { now } = Date;
    try {
      Date.now = () => now() - 3_600_000;
      const begun = performance.now();
      scene.network.forget();
      await scene.change();
      await equal(begun);
    } finally {
      Date.now = now;
    }
  });
}

/** The same where only HTTP/1.1 is spoken. There a cut is noticed by a request on a kept connection, which is made more often here. */
export function plainNetworkFaults(sceneOf: () => FaultScene): void {
  const at = aroundEach(sceneOf, () => ({
    byGateway: true,
    pulse: { ...PULSE, plainQuietMs: PULSE.quietMs },
  }));

  it('has forgotten its connections without having been cut', async () => {
    const { scene, equal } = at();
    await scene.controlPlane.waitFor('a kept connection', () => (scene.detour.open > 1 ? true : undefined));
    const begun = performance.now();
    scene.detour.forget();
    await scene.change();
    await equal(begun);
  });
}
