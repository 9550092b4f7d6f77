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
import type { Watched } from './watched.ts';

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
  readonly #client: Watched;
  #quietSince: Promise<number> = Promise.resolve(0);
  #connected = 0;

  private constructor(scene: FaultScene, network: UnsteadyNetwork, client: Watched) {
    this.#scene = scene;
    this.#network = network;
    this.#client = client;
  }

  static async hiddenIn(scene: FaultScene): Promise<QuietClient> {
    const network = await UnsteadyNetwork.before(portOf(scene.controlPlane.server));
    const client = await scene.client({ cluster: { server: `https://127.0.0.1:${network.port}` } });
    const quiet = new QuietClient(scene, network, client);
    await quiet.#begin();
    return quiet;
  }

  /**
   * Since its last connection was closed it has made no other. Resolves with the seconds for which that was so. It has what it had
   * before all the same, and the rest as soon as somebody looks.
   */
  async asksNothing(): Promise<number> {
    const since = await this.#quietSince;
    await wait(Math.max(0, QUIET_MS - (performance.now() - since)));
    assert.equal(this.#network.connected, this.#connected);
    const seconds = Math.round((performance.now() - since) / 1000);
    assert.equal(this.#client.current.state, 'live');
    this.#client.look();
    await this.#scene.equal(this.#client);
    return seconds;
  }

  async stop(): Promise<void> {
    this.#client.dispose();
    await this.#network.stop();
  }

  async #begin(): Promise<void> {
    const network = this.#network;
    await this.#scene.equal(this.#client);
    this.#client.hide();
    this.#quietSince = network.idle().then(() => {
      this.#connected = network.connected;
      return performance.now();
    });
    await this.#scene.controlPlane.waitFor('the end of its watch', async () =>
      (await this.#scene.watches()) === 0 ? true : undefined,
    );
  }
}

export function quietWhenHidden(clientOf: () => QuietClient): void {
  it('when it is hidden, it asks nothing', async function () {
    this.timeout(QUIET_MS + 60_000);
    process.stdout.write(`        0 requests in ${await clientOf().asksNothing()} s\n`);
  });
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
      // Without HTTP/2, two more are kept for a while for the next list.
      const most = 2 + lists.length + (byGateway ? 2 : 0);
      assert.ok(network.open <= most, `${network.open} connections are open`);
      counted.push(`${session.api.counts.requests} requests over ${network.connected - before} connections`);
      observed.forEach((one) => one.dispose());
    }
    process.stdout.write(`        ${counted.join('; without HTTP/2 ')}\n`);
    scene.closeClients();
    await leftovers.assertNone();
  });
}
