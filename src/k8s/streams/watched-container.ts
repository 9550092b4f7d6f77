import { isRecord, text } from '../../common/json.ts';
import { problemOf, type ClusterProblem } from '../problem.ts';
import type { ClusterApi } from '../transport/cluster-api.ts';
import { containerRunOf, type ContainerRun } from './container-run.ts';
import type { LogSource } from './log-events.ts';
import { snapshots } from './snapshots.ts';

/** One look at a container. `unknown`: the server could not be asked, or refused. */
export type ContainerLook = ContainerRun | { readonly state: 'unknown'; readonly problem: ClusterProblem };

/** The container of a log, in the pod that had its name when it was first seen: another pod with that name later counts as gone. */
export class WatchedContainer {
  readonly #api: ClusterApi;
  readonly #source: LogSource;
  readonly #signal: AbortSignal;
  #uid: string | undefined;

  constructor(api: ClusterApi, source: LogSource, signal: AbortSignal) {
    this.#api = api;
    this.#source = source;
    this.#signal = signal;
  }

  /** Asks once. Only cancellation and errors that are none of the cluster's are thrown. */
  async look(): Promise<ContainerLook> {
    try {
      const pod = await this.#api.json(
        { path: `${this.#pods}/${encodeURIComponent(this.#source.pod)}` },
        this.#signal,
      );
      return isRecord(pod) ? this.#runIn(pod) : { state: 'pod-gone' };
    } catch (error) {
      const problem = problemOf(error);
      if (!problem) throw error;
      return problem.kind === 'not-found' ? { state: 'pod-gone' } : { state: 'unknown', problem };
    }
  }

  /** What becomes of it, now and after each change, for as long as the caller goes on. */
  async *changes(): AsyncGenerator<ContainerLook, void, undefined> {
    const query = { path: this.#pods, fieldSelector: `metadata.name=${this.#source.pod}` };
    for await (const snapshot of snapshots(this.#api, query, this.#signal)) {
      if (snapshot.state === 'unknown') yield snapshot;
      else {
        const pod = snapshot.objects[0];
        yield pod ? this.#runIn(pod) : { state: 'pod-gone' };
      }
    }
  }

  get #pods(): string {
    return `/api/v1/namespaces/${encodeURIComponent(this.#source.namespace)}/pods`;
  }

  #runIn(pod: Parameters<typeof containerRunOf>[0]): ContainerRun {
    const run = containerRunOf(pod, this.#source.container, this.#uid);
    this.#uid ??= text(pod, 'metadata', 'uid');
    return run;
  }
}
