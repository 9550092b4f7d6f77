import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Report } from '../test/harness/cache.ts';
import { startControlPlane } from '../test/harness/control-plane.ts';
import type { ControlPlane } from '../test/harness/control-plane.ts';
import type { ClusterUser } from '../test/harness/control-plane/users.ts';
import { measureOpenings } from './openings.ts';
import type { Opening } from './openings.ts';
import { fill, NODES } from './pods.ts';
import type { Filled } from './pods.ts';

/** A namespace full of running pods, and a user who may look into it and nowhere else, as most data scientists. */
export interface Crowd {
  readonly controlPlane: ControlPlane;
  readonly namespace: string;
  readonly count: number;
  readonly user: ClusterUser;
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
  readonly #openings = new Map<number, Promise<readonly Opening[]>>();

  constructor({ long = false, small = false, report }: WorldOptions) {
    this.long = long;
    this.small = small;
    this.times = small ? 1 : 5;
    this.report = report;
  }

  controlPlane(): Promise<ControlPlane> {
    this.#controlPlane ??= startControlPlane({
      report: this.report,
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
    return remembered(this.#openings, pods, async () =>
      measureOpenings(await this.crowd(pods), this.times, this.report),
    );
  }

  async end(): Promise<void> {
    const controlPlane = await this.#controlPlane?.catch(() => undefined);
    await controlPlane?.stop();
  }
}

function remembered<T>(known: Map<number, Promise<T>>, key: number, make: () => Promise<T>): Promise<T> {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

/** Milliseconds of `kubectl get pods -o json >/dev/null`, from its start to its end. */
export async function kubectlMs({ controlPlane, namespace, user }: Crowd): Promise<number> {
  const begun = performance.now();
  const child = spawn(
    controlPlane.assets.program('kubectl'),
    ['--namespace', namespace, 'get', 'pods', '-o', 'json'],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, HOME: controlPlane.folder, KUBECONFIG: user.kubeconfig },
    },
  );
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`kubectl ended with ${String(code)}`);
  return performance.now() - begun;
}
