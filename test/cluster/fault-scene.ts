import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Disposable } from '../../src/common/disposable.ts';
import { isRecord, list, text, type JsonRecord, type Json } from '../../src/common/json.ts';
import type { LiveCollection } from '../../src/k8s/live/collection.ts';
import { createLiveCollection } from '../../src/k8s/live/live-collection.ts';
import type { LiveOptions } from '../../src/k8s/live/live-options.ts';
import { podRecord, PODS, type PodRecord } from '../../src/k8s/model/pod.ts';
import type { ClusterApi } from '../../src/k8s/transport/cluster-api.ts';
import { startControlPlane, type ControlPlane, type ControlPlaneOptions } from '../harness/control-plane.ts';
import { apiOf } from '../node/cluster-access.ts';
import { UnsteadyNetwork } from './unsteady-network.ts';

/** After the end of each fault, what is shown is what is there within this time. */
export const WITHIN_MS = 5_000;
/** Of a kubeconfig. */
type Fields = Readonly<Record<string, string>>;

export const NAMESPACE = 'faults';
const PATH = `/api/v1/namespaces/${NAMESPACE}/pods`;

/** A live list of pods, as a view has it, with a memory of what it was told. */
export interface Watched extends Disposable {
  readonly collection: LiveCollection<PodRecord>;
  /** What somebody has who knows of changes only by being told. */
  readonly told: ReadonlyMap<string, PodRecord>;
}

/** A control plane, a network before it that can be broken, and a client that knows only the network. */
export class FaultScene {
  readonly controlPlane: ControlPlane;
  readonly network: UnsteadyNetwork;
  readonly unexpected: unknown[] = [];
  #changes = 0;

  private constructor(controlPlane: ControlPlane, network: UnsteadyNetwork) {
    this.controlPlane = controlPlane;
    this.network = network;
  }

  static async set(pods: number, options: ControlPlaneOptions = {}): Promise<FaultScene> {
    const controlPlane = await startControlPlane(options);
    const network = await UnsteadyNetwork.before(Number(new URL(controlPlane.server).port));
    const scene = new FaultScene(controlPlane, network);
    await controlPlane.makeNamespace(NAMESPACE);
    for (let index = 0; index < pods; index += 20)
      await Promise.all(Array.from({ length: Math.min(20, pods - index) }, () => scene.add()));
    return scene;
  }

  async clear(): Promise<void> {
    await this.network.stop();
    await this.controlPlane.stop();
  }

  /** The client's way in, with the fields of a kubeconfig's user and cluster instead of the usual ones. */
  async api(user?: Fields, cluster: Fields = {}): Promise<ClusterApi> {
    const { kubeconfigObject } = this.controlPlane.admin;
    const through = { server: `https://127.0.0.1:${this.network.port}`, ...cluster };
    const clusters = kubeconfigObject.clusters.map((known) => ({
      ...known,
      cluster: { ...known.cluster, ...through },
    }));
    const users = kubeconfigObject.users.map((known) => ({ ...known, ...(user && { user }) }));
    const file = join(this.controlPlane.folder, `client-${(this.#changes += 1)}.kubeconfig`);
    const text = JSON.stringify({ ...kubeconfigObject, clusters, users });
    writeFileSync(file, text, { mode: 0o600 });
    return apiOf(file);
  }

  watch(api: ClusterApi, options: LiveOptions = {}): Watched {
    const collection = createLiveCollection(api, PODS, NAMESPACE, {
      ...options,
      onUnexpected: (error) => this.unexpected.push(error),
    });
    const told = new Map<string, PodRecord>();
    const ear = collection.onDidChange(({ uids }) => {
      const { current } = collection;
      const items = 'items' in current ? current.items : new Map<string, PodRecord>();
      for (const uid of uids) {
        const pod = items.get(uid);
        if (pod) told.set(uid, pod);
        else told.delete(uid);
      }
    });
    const observer = collection.observe();
    return {
      collection,
      told,
      dispose: () => {
        ear.dispose();
        observer.dispose();
        collection.dispose();
      },
    };
  }

  /** Changes that the client is to learn of: one pod more, one less, one that is another one under the same name, one with another label. */
  async change(): Promise<void> {
    const pods = await this.#pods();
    const [first, second, third] = pods.map((pod) => text(pod, 'metadata', 'name') ?? '');
    await this.add();
    await this.#remove(first);
    await this.#remove(second);
    await this.add(second);
    await this.label(third);
  }

  async add(name = `pod-${(this.#changes += 1)}`): Promise<void> {
    const spec = { schedulerName: 'nobody', containers: [{ name: 'main', image: 'localhost/x:1' }] };
    await this.#do('POST', PATH, { metadata: { name }, spec });
  }

  async label(name: string | undefined): Promise<void> {
    const labels = { turn: String((this.#changes += 1)) };
    await this.#do('PATCH', `${PATH}/${name}`, { metadata: { labels } });
  }

  /** Resolves with the milliseconds after which the client shows what the server has. Rejects after the time that is allowed. */
  async equal(watched: Watched, since = performance.now()): Promise<number> {
    const truth = await this.#truth();
    const isEqual = (): boolean => {
      const { current } = watched.collection;
      return current.state === 'live' && current.complete && same(current.items, truth);
    };
    const late = performance.now() - since;
    await happens(watched.collection, isEqual, Math.max(0, WITHIN_MS - late), () => {
      const { current } = watched.collection;
      assert.ok('items' in current, `it is ${JSON.stringify(current)}`);
      assert.deepEqual(namesOf(current.items), namesOf(truth));
      assert.deepEqual([...current.items.values()].sort(byName), [...truth.values()].sort(byName));
      assert.fail(`it is ${current.state}`);
    });
    const took = performance.now() - since;
    assert.ok(same(watched.told, truth), 'whoever heard of all changes has the same');
    assert.deepEqual(this.unexpected, []);
    return Math.round(took);
  }

  /** What kubectl reads, as records. */
  async #truth(): Promise<ReadonlyMap<string, PodRecord>> {
    const printed = await this.controlPlane.kubectl(['get', 'pods', '-o', 'json', '-n', NAMESPACE]);
    const pods = list(JSON.parse(printed) as Json, 'items')
      .filter(isRecord)
      .map(podRecord);
    return new Map(pods.map((pod) => [pod.uid, pod]));
  }

  async #pods(): Promise<readonly Json[]> {
    const { json } = await this.controlPlane.requests('GET', PATH);
    return list(json, 'items');
  }

  #remove(name: string | undefined): Promise<void> {
    return this.#do('DELETE', `${PATH}/${name}?gracePeriodSeconds=0`);
  }

  async #do(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: JsonRecord): Promise<void> {
    const { status } = await this.controlPlane.requests(method, path, body);
    assert.ok(status < 300, `${method} ${path}: ${status}`);
  }
}

/** Resolves when it is so; looks at once, and whenever the collection tells of something. */
export function happens(
  collection: LiveCollection<PodRecord>,
  isSo: () => boolean,
  limitMs: number,
  explain: () => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      clearTimeout(limit);
      ear.dispose();
      settle();
    };
    const look = (): void => {
      if (isSo()) end(resolve);
    };
    const limit = setTimeout(() => {
      end(() => {
        try {
          explain();
          reject(new Error(`not within ${Math.round(limitMs)} ms`));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    }, limitMs);
    const ear = collection.onDidChange(look);
    look();
  });
}

function same(one: ReadonlyMap<string, PodRecord>, other: ReadonlyMap<string, PodRecord>): boolean {
  if (one.size !== other.size) return false;
  for (const [uid, pod] of one) {
    try {
      assert.deepEqual(pod, other.get(uid));
    } catch {
      return false;
    }
  }
  return true;
}

const byName = (one: PodRecord, other: PodRecord): number => (one.name < other.name ? -1 : 1);

function namesOf(pods: ReadonlyMap<string, PodRecord>): string[] {
  return [...pods.values()].map(({ name }) => name).sort();
}
