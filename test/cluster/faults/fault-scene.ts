import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { list, text, type Json, type JsonRecord } from '../../../src/common/json.ts';
import { createLiveCollection } from '../../../src/k8s/live/live-collection.ts';
import { openSession } from '../../../src/k8s/open-session.ts';
import type { PulseTimes } from '../../../src/k8s/transport/pulse.ts';
import { UnsteadyNetwork } from '../../../src/k8s/transport/unsteady-network.fixture.ts';
import { startControlPlane, type ControlPlane } from '../../harness/control-plane.ts';
import { requestsAs, type Requests } from '../../harness/control-plane/requests.ts';
import type { Proof } from '../../harness/control-plane/users.ts';
import { apiOf } from '../../node/cluster-access.ts';
import { Gateway } from './gateway.ts';
import { versionedPods, Watched, type VersionedPod } from './watched.ts';

export const NAMESPACE = 'faults';
const PATH = `/api/v1/namespaces/${NAMESPACE}/pods`;

/** Fields of a kubeconfig. */
type Fields = Readonly<Record<string, string>>;

export interface ClientOptions {
  /** Instead of the administrator's certificate. */
  readonly user?: Fields;
  /** More, or other, fields of the cluster. */
  readonly cluster?: Fields;
  /** By way of the gateway, which speaks HTTP/1.1 only, instead of straight through the network. */
  readonly byGateway?: boolean;
  /** Records on a page of a list. */
  readonly pageSize?: number;
  /** How soon a silent connection is asked for a sign of life. */
  readonly pulse?: PulseTimes;
}

/**
 * A control plane, a network before it that can be broken, a gateway that gives wrong answers, and clients that know only those.
 * Nothing changes in its namespace but what the tests change.
 */
export class FaultScene {
  readonly controlPlane: ControlPlane;
  readonly network: UnsteadyNetwork;
  /** The network before the gateway. */
  readonly detour: UnsteadyNetwork;
  readonly gateway: Gateway;
  /** Which API server the tests themselves speak to: the usual one may be away. */
  server: string;
  readonly unexpected: unknown[] = [];
  readonly #clients = new Set<Watched>();
  #made = 0;

  private constructor(
    controlPlane: ControlPlane,
    network: UnsteadyNetwork,
    detour: UnsteadyNetwork,
    gateway: Gateway,
  ) {
    this.controlPlane = controlPlane;
    this.network = network;
    this.detour = detour;
    this.gateway = gateway;
    this.server = controlPlane.server;
  }

  static async set(pods: number): Promise<FaultScene> {
    const controlPlane = await startControlPlane();
    const network = await UnsteadyNetwork.before(portOf(controlPlane.server));
    const gateway = await Gateway.before(controlPlane.server, controlPlane.authorityOf);
    const detour = await UnsteadyNetwork.before(gateway.port);
    const scene = new FaultScene(controlPlane, network, detour, gateway);
    await controlPlane.makeNamespace(NAMESPACE);
    for (let index = 0; index < pods; index += 20)
      await Promise.all(Array.from({ length: Math.min(20, pods - index) }, () => scene.add()));
    return scene;
  }

  async clear(): Promise<void> {
    this.closeClients();
    await this.detour.stop();
    await this.gateway.stop();
    await this.network.stop();
    await this.controlPlane.stop();
  }

  /** A session with a live list of the pods that somebody looks at, until the clients are closed. */
  async open(options: ClientOptions = {}): Promise<Watched> {
    const watched = await this.client(options);
    this.#clients.add(watched);
    return watched;
  }

  /** The same, for whoever closes it. */
  async client(options: ClientOptions = {}): Promise<Watched> {
    const api = await apiOf(this.kubeconfig(options), options.pulse && { pulse: options.pulse });
    const context = { name: 'faults', cluster: 'test', server: api.server, user: 'admin' };
    const onUnexpected = (error: unknown): void => void this.unexpected.push(error);
    const { pageSize } = options;
    const session = openSession(context, {
      api,
      contexts: () => [],
      onUnexpected,
      collections: (through, resource, namespace) =>
        createLiveCollection(through, resource, namespace, { onUnexpected, ...(pageSize && { pageSize }) }),
    });
    return new Watched(session, NAMESPACE);
  }

  closeClients(): void {
    for (const client of this.#clients) client.dispose();
    this.#clients.clear();
  }

  kubeconfig({ user, cluster, byGateway = false }: ClientOptions): string {
    const { kubeconfigObject } = byGateway ? this.controlPlane.adminByToken : this.controlPlane.admin;
    const { port } = byGateway ? this.detour : this.network;
    const clusters = kubeconfigObject.clusters.map((known) => ({
      ...known,
      cluster: {
        ...(cluster?.['certificate-authority'] === undefined ? known.cluster : {}),
        server: `https://127.0.0.1:${port}`,
        ...cluster,
      },
    }));
    const users = kubeconfigObject.users.map((known) => ({ ...known, ...(user && { user }) }));
    return this.file('client.kubeconfig', JSON.stringify({ ...kubeconfigObject, clusters, users }));
  }

  /** Writes a file that only this scene knows. */
  file(name: string, content: string): string {
    const path = join(this.controlPlane.folder, `${(this.#made += 1)}-${name}`);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  }

  /** Changes that the client is to learn of: one pod more, one less, one that is another one under the same name, one with another label. */
  async change(): Promise<void> {
    const [first, second, third] = await this.names();
    await this.add();
    await this.remove(first);
    await this.remove(second);
    await this.add(second);
    await this.label(third);
  }

  async names(): Promise<string[]> {
    const pods = list((await this.requests('GET', PATH)).json, 'items');
    return pods.map((pod) => text(pod, 'metadata', 'name') ?? '');
  }

  async add(name = `pod-${(this.#made += 1)}`): Promise<string> {
    const spec = { schedulerName: 'nobody', containers: [{ name: 'main', image: 'localhost/x:1' }] };
    await this.#do('POST', PATH, { metadata: { name }, spec });
    return name;
  }

  async label(name: string | undefined): Promise<void> {
    const labels = { turn: String((this.#made += 1)) };
    await this.#do('PATCH', `${PATH}/${name}`, { metadata: { labels } });
  }

  remove(name: string | undefined): Promise<void> {
    return this.#do('DELETE', `${PATH}/${name}?gracePeriodSeconds=0`);
  }

  /** What kubectl reads. */
  async truth(): Promise<ReadonlyMap<string, VersionedPod>> {
    const printed = await this.controlPlane.kubectl([
      `--server=${this.server}`,
      ...['get', 'pods', '-o', 'json', '-n', NAMESPACE],
    ]);
    return versionedPods(JSON.parse(printed) as Json);
  }

  /** Nobody made a mistake of ours, and every client shows what kubectl reads: how many milliseconds after `since`. */
  async equal(watched: Watched, since = performance.now()): Promise<number> {
    const took = await watched.equals(await this.truth(), since);
    assert.deepEqual(this.unexpected, []);
    return took;
  }

  /** Speaks to `server`, as the administrator. */
  get requests(): Requests {
    const { admin, authority } = this.controlPlane;
    return requestsAs(admin.proof, { server: this.server, authority });
  }

  /** Resolves when the API server knows somebody no more. */
  async refused(proof: Proof): Promise<void> {
    const { authority } = this.controlPlane;
    const ask = requestsAs(proof, { server: this.server, authority });
    await this.controlPlane.waitFor(
      'a refusal',
      async () => ((await ask('GET', PATH)).status === 401 ? true : undefined),
      30,
    );
  }

  /** How many watches of the pods of this namespace the API server has open: nobody but the clients under test has one. */
  async watches(): Promise<number> {
    const { text: metrics } = await this.requests('GET', '/metrics');
    const open =
      /^apiserver_longrunning_requests\{.*resource="pods",scope="namespace".*verb="WATCH".*\} (\d+)$/gm;
    return [...metrics.matchAll(open)].reduce((total, [, count]) => total + Number(count), 0);
  }

  async #do(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: JsonRecord): Promise<void> {
    const { status, text: answer } = await this.requests(method, path, body);
    assert.ok(status < 300, `${method} ${path}: ${status} ${answer}`);
  }
}

export function portOf(server: string): number {
  return Number(new URL(server).port);
}
