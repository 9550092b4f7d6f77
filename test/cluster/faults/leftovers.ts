import assert from 'node:assert/strict';
import type { FaultScene } from './fault-scene.ts';

/** What there is of a client in this process and on the server: to be the same after it as before it. */
export class Leftovers {
  readonly #scene: FaultScene;
  readonly #timers: number;
  readonly #warnings: Error[] = [];
  readonly #hear = (warning: Error): void => void this.#warnings.push(warning);

  private constructor(scene: FaultScene, timersBefore: number) {
    this.#scene = scene;
    this.#timers = timersBefore;
    process.on('warning', this.#hear); // such as too many listeners on one thing
  }

  /** To be called before there is a client. */
  static async countedFrom(scene: FaultScene): Promise<Leftovers> {
    assert.equal(await scene.watches(), 0);
    return new Leftovers(scene, timers()); // now mocha has set its own
  }

  /** To be called after the clients were closed. A server hears a moment later of a connection that was closed. */
  async assertNone(): Promise<void> {
    const { network, detour, gateway, controlPlane } = this.#scene;
    process.off('warning', this.#hear);
    await Promise.all([network.idle(), detour.idle()]);
    await controlPlane.waitFor('the end of all watches', async () =>
      gateway.watches === 0 && (await this.#scene.watches()) === 0 ? true : undefined,
    );
    await controlPlane.waitFor(
      'the end of all timers',
      () => (timers() <= this.#timers ? true : undefined),
      5,
    );
    assert.deepEqual(this.#warnings, []);
  }
}

/** Those that keep the process alive. */
function timers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
}
