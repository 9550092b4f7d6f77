import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Report } from '../test/harness/cache.ts';
import { startControlPlane } from '../test/harness/control-plane.ts';
import type { ControlPlane } from '../test/harness/control-plane.ts';
import type { ClusterUser } from '../test/harness/control-plane/users.ts';
import { measureExplanations } from './explanations.ts';
import type { Explanation } from './explanations.ts';
import { measureOpenings } from './openings.ts';
import type { Opening } from './openings.ts';
import { fill, NODES } from './pods.ts';
import type { Filled } from './pods.ts';
import { measureQuiet } from './quiet.ts';
import type { Quiet } from './quiet.ts';
import { measureStorm } from './storm.ts';
import type { Storm } from './storm.ts';

/** A namespace full of running pods, and a user who may look into it and nowhere else, as most data scientists. */
export interface Crowd {
  readonly controlPlane: ControlPlane;
  readonly namespace: string;
  readonly count: number;
  readonly user: ClusterUser & { readonly token: string };
  readonly filled: Filled;
}

export interface WorldOptions {
  /** The rows that wait wait for as long as their bound says. */
  readonly long?: boolean;
  /** A hundredth of everything, once: shows that the rows can be measured. Their figures mean nothing. */
  readonly small?: boolean;
  readonly report: Report;
}

const LOOK = ['get', 'list', 'watch'];
/** What a namespace's user usually may: see everything but Secrets. */
const RULES = [
  { apiGroups: ['', 'apps', 'batch'], resources: ['pods', 'services', 'events', 'pods/log'], verbs: LOOK },
  { apiGroups: ['apps', 'batch'], resources: ['*'], verbs: LOOK },
];

/** What the rows share: one control plane, its pods, and measurements that several rows read. Everything is made when it is asked for. */
export class World {
  readonly long: boolean;
  readonly small: boolean;
  readonly report: Report;
  /** How often each measurement is made: its figure is the median. */
  readonly times: number;
  #controlPlane: Promise<ControlPlane> | undefined;
  readonly #crowds = new Map<number, Promise<Crowd>>();
  readonly #openings = new Map<string, Promise<readonly Opening[]>>();
  #storm: Promise<Storm> | undefined;
  #quiet: Promise<Quiet> | undefined;
  #explanations: Promise<readonly Explanation[]> | undefined;

  constructor({ long = false, small = false, report }: WorldOptions) {
    this.long = long;
    this.small = small;
    this.times = small ? 1 : 5;
    this.report = report;
  }

  controlPlane(): Promise<ControlPlane> {
    this.#controlPlane ??= startControlPlane({
      report: this.report,
      tokenUsers: { ben: [] },
      fakeNodes: { count: NODES, cpu: '4000', memory: '8Ti', pods: 5_000 },
    });
    return this.#controlPlane;
  }

  /** A namespace with this many pods, in runs of a hundred. */
  crowd(pods: number): Promise<Crowd> {
    const count = this.small ? pods / 100 : pods;
    return remembered(this.#crowds, count, async () => {
      const namespace = `crowd-${count}`;
      const controlPlane = await this.controlPlane();
      await controlPlane.makeNamespace(namespace);
      const user = await controlPlane.namespacedUser(namespace, 'ana', RULES);
      const filled = await fill(controlPlane, { namespace, count, report: this.report });
      return { controlPlane, namespace, count, user, filled };
    });
  }

  /** The sidebar opened on a namespace with this many pods, several times, with kubectl beside it each time. */
  openings(pods: number): Promise<readonly Opening[]> {
    return this.#opened(pods, { kubectl: true });
  }

  /** The same without kubectl, which takes a minute for tens of thousands. */
  openingsAlone(pods: number): Promise<readonly Opening[]> {
    return this.#opened(pods, { kubectl: false });
  }

  /** Pods that change, while the sidebar is open. */
  storm(): Promise<Storm> {
    this.#storm ??= this.crowd(10_000).then((crowd) => measureStorm(crowd, this.small ? 2 : 60));
    return this.#storm;
  }

  /** Everything explained in a cluster where one pod of twenty fails. */
  explanations(): Promise<readonly Explanation[]> {
    const { times, report } = this;
    this.#explanations ??= this.crowd(10_000).then((crowd) => measureExplanations(crowd, { times, report }));
    return this.#explanations;
  }

  /** The sidebar of somebody with a handful of namespaces, and how quiet it is. */
  quiet(): Promise<Quiet> {
    this.#quiet ??= this.controlPlane().then((controlPlane) =>
      measureQuiet(controlPlane, this.small ? 2 : this.long ? 600 : 20),
    );
    return this.#quiet;
  }

  async end(): Promise<void> {
    const controlPlane = await this.#controlPlane?.catch(() => undefined);
    await controlPlane?.stop();
  }

  #opened(pods: number, { kubectl }: { readonly kubectl: boolean }): Promise<readonly Opening[]> {
    const { times, report } = this;
    return remembered(this.#openings, `${pods} ${kubectl}`, async () =>
      measureOpenings(await this.crowd(pods), { times, kubectl, report }),
    );
  }
}

function remembered<K, T>(known: Map<K, Promise<T>>, key: K, make: () => Promise<T>): Promise<T> {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

/** Milliseconds of `kubectl get pods -o json >/dev/null`, or of something else, from its start to its end. */
export async function kubectlMs(
  { controlPlane, namespace, user }: Crowd,
  args: readonly string[] = ['--namespace', namespace, 'get', 'pods', '-o', 'json'],
  kubeconfig = user.kubeconfig,
): Promise<number> {
  const begun = performance.now();
  const child = spawn(controlPlane.assets.program('kubectl'), args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, HOME: controlPlane.folder, KUBECONFIG: kubeconfig },
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`kubectl ended with ${String(code)}`);
  return performance.now() - begun;
}
