import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { Resource } from '../../../src/k8s/live/resource.ts';
import { CLAIMS } from '../../../src/k8s/model/claim.ts';
import { LIMIT_RANGES } from '../../../src/k8s/model/limit-range.ts';
import { QUOTAS } from '../../../src/k8s/model/quota.ts';
import { POD_ENTRIES } from '../../../src/rows/pod-entry.ts';
import { UnsteadyNetwork } from '../../../src/k8s/transport/unsteady-network.fixture.ts';
import { TOOL_SERVICES, TOOL_WORKLOADS } from '../../../src/views/tools/tool-resources.ts';
import { portOf, type FaultScene } from './fault-scene.ts';
import { Leftovers } from './leftovers.ts';

/** How long it is looked on at least. `PORTHOLE_QUIET_SECONDS=600` looks on for ten minutes. */
const QUIET_MS = Number(process.env['PORTHOLE_QUIET_SECONDS'] ?? 20) * 1000;
const OPENED = 5;
/** What the views of the sidebar read of a namespace. */
const SIDEBAR: readonly Resource<unknown>[] = [
  POD_ENTRIES,
  QUOTAS,
  LIMIT_RANGES,
  CLAIMS,
  TOOL_SERVICES,
  ...TOOL_WORKLOADS,
];

/**
 * A client that has everything hidden. It is opened first and looked at last, so that the other cases pass meanwhile: who has no
 * connection and makes none asks for nothing.
 */
export class QuietClient {
  readonly #scene: FaultScene;
  readonly #network: UnsteadyNetwork;
  #quietSince: Promise<number> = Promise.resolve(0);
  #connected = 0;

  private constructor(scene: FaultScene, network: UnsteadyNetwork) {
    this.#scene = scene;
    this.#network = network;
  }

  static async hiddenIn(scene: FaultScene): Promise<QuietClient> {
    const network = await UnsteadyNetwork.before(portOf(scene.controlPlane.server));
    const quiet = new QuietClient(scene, network);
    await quiet.#begin();
    return quiet;
  }

  /** Since its last connection was closed it has made no other. Resolves with the seconds for which that was so. */
  async asksNothing(): Promise<number> {
    const since = await this.#quietSince;
    await wait(Math.max(0, QUIET_MS - (performance.now() - since)));
    assert.equal(this.#network.connected, this.#connected);
    return Math.round((performance.now() - since) / 1000);
  }

  stop(): Promise<void> {
    return this.#network.stop();
  }

  async #begin(): Promise<void> {
    const network = this.#network;
    const client = await this.#scene.open({ cluster: { server: `https://127.0.0.1:${network.port}` } });
    await this.#scene.equal(client);
    client.hide();
    this.#quietSince = network.idle().then(() => {
      this.#connected = network.connected;
      return performance.now();
    });
    await this.#scene.controlPlane.waitFor('the end of its watch', async () =>
      (await this.#scene.watches()) === 0 ? true : undefined,
    );
  }
}

export function connections(sceneOf: () => FaultScene): void {
  it(`${OPENED} namespaces are opened with at most two connections and one for each watch`, async () => {
    const scene = sceneOf();
    const leftovers = await Leftovers.countedFrom(scene);
    const names = Array.from({ length: OPENED }, (_, index) => `opened-${index}`);
    await Promise.all(names.map((name) => scene.controlPlane.makeNamespace(name)));
    const counted: string[] = [];
    for (const byGateway of [false, true]) {
      const network = byGateway ? scene.detour : scene.network;
      const { session } = await scene.open({ byGateway });
      const before = network.connected;
      const lists = names.flatMap((name) => SIDEBAR.map((kind) => session.collection(kind, name)));
      const observed = lists.map((list) => list.observe());
      await Promise.all(lists.map((list) => list.whenLive(AbortSignal.timeout(20_000))));
      assert.ok(network.connected - before <= 2 + lists.length);
      counted.push(`${session.api.counts.requests} requests over ${network.connected - before} connections`);
      observed.forEach((one) => one.dispose());
    }
    process.stdout.write(`        ${counted.join('; without HTTP/2 ')}\n`);
    scene.closeClients();
    await leftovers.assertNone();
  });
}
