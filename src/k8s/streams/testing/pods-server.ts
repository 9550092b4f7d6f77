import type { ServerResponse } from 'node:http';
import { SmallServer } from './small-server.ts';

const PODS = '/api/v1/namespaces/a/pods';

export interface ServedPod {
  readonly name: string;
  readonly uid?: string;
  /** `Job/train`. */
  readonly owner?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Names; `main` alone where nothing is said. */
  readonly containers?: readonly string[];
  readonly init?: readonly string[];
  /** Seconds after the start of the story. */
  readonly born?: number;
  readonly state?: 'waiting' | 'running' | 'ended';
}

/** Pods of namespace `a` whose containers each print one line, `<pod> <container>`, and go on until they end. */
export class PodsServer extends SmallServer {
  readonly #open = new Map<string, Set<ServerResponse>>();
  readonly #ended = new Set<string>();

  constructor() {
    super();
    this.on((url, response) => {
      const [, name] = /\/pods\/([^/]+)\/log$/.exec(url.pathname) ?? [];
      if (name === undefined) return false;
      this.#log(name, url, response);
      return true;
    });
  }

  /** How many logs are being followed. */
  get followers(): number {
    return [...this.#open.values()].reduce((sum, responses) => sum + responses.size, 0);
  }

  pod(pod: ServedPod): void {
    const { name, owner, labels = {}, containers = ['main'], init = [], born = 0, state = 'running' } = pod;
    const [kind, ownerName] = owner?.split('/') ?? [];
    const startedAt = time(born);
    const end = { exitCode: 0, reason: 'Completed', startedAt, containerID: `run-${name}` };
    if (state === 'ended') this.#ended.add(name);
    const status = (container: string): object => ({
      name: container,
      restartCount: 0,
      containerID: `run-${name}-${container}`,
      state:
        state === 'waiting'
          ? { waiting: { reason: 'ContainerCreating' } }
          : state === 'running'
            ? { running: { startedAt } }
            : { terminated: end },
    });
    this.put(PODS, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name,
        namespace: 'a',
        uid: pod.uid ?? `uid-${name}`,
        labels,
        creationTimestamp: startedAt,
        ...(kind !== undefined && {
          ownerReferences: [
            { apiVersion: 'x/v1', kind, name: ownerName, uid: `uid-${owner}`, controller: true },
          ],
        }),
      },
      spec: {
        restartPolicy: 'Never',
        initContainers: init.map((container) => ({ name: container })),
        containers: containers.map((container) => ({ name: container })),
      },
      status: {
        phase: state === 'waiting' ? 'Pending' : state === 'running' ? 'Running' : 'Succeeded',
        initContainerStatuses: init.map((container) => ({
          ...status(container),
          ...(state === 'running' && { state: { terminated: end } }),
        })),
        containerStatuses: containers.map(status),
      },
    });
  }

  /** The program of a pod ends; its pod stays, finished. */
  end(pod: ServedPod): void {
    this.#ended.add(pod.name);
    this.pod({ ...pod, state: 'ended' });
    this.#hangUp(pod.name);
  }

  delete(name: string): void {
    this.remove(PODS, name);
    this.#hangUp(name);
  }

  #hangUp(name: string): void {
    for (const response of this.#open.get(name) ?? []) response.end();
    this.#open.delete(name);
  }

  #log(name: string, url: URL, response: ServerResponse): void {
    const container = url.searchParams.get('container') ?? '';
    // A resumed answer has no more than what came before, and that is older.
    if (url.searchParams.get('sinceTime') === null) response.write(`${time(1)} ${name} ${container}\n`);
    if (url.searchParams.get('follow') !== 'true' || this.#ended.has(name)) {
      response.end();
      return;
    }
    const open = this.#open.get(name) ?? new Set();
    this.#open.set(name, open.add(response));
    response.on('close', () => open.delete(response));
  }
}

function time(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString().replace('.000', '.000000000');
}
