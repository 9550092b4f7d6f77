import type { RequestListener } from 'node:http';
import type { Disposable } from '../../common/disposable.ts';
import type { Event } from '../../common/event.ts';
import type { ClusterObject } from './object.ts';
import type { Store } from './store.ts';

export interface LogLine {
  /** Milliseconds since the epoch; may lie ahead. */
  readonly at: number;
  /** RFC 3339 with nanoseconds, as `timestamps=true` shows it. */
  readonly stamp: string;
  readonly text: string;
}

/** What one run of a container prints. A line exists as soon as its time has come and the run has not ended before. */
export interface LogRun {
  /** The first line that is still kept; older ones were rotated away. */
  first(now: number): number;
  line(index: number): LogLine | undefined;
  /** Milliseconds since the epoch, once the run is over. */
  readonly endedAt: number | undefined;
  readonly onDidEnd: Event<undefined>;
}

/** The log of a container, or the kubelet's words for why there is none. */
export type LogAnswer = { readonly run: LogRun } | { readonly refused: string };

/** What a container uses: bytes and CPUs. */
export interface ContainerUse {
  readonly container: string;
  readonly memory: number;
  readonly cpu: number;
}

/** What the API needs of the cluster behind it. */
export interface Backend {
  readonly store: Store;
  /** The signed-in user, as messages name it. */
  readonly user: string;
  random(): number;
  now(): number;
  /** Lets everything happen that was due since somebody last looked. */
  catchUp(): void;
  /** Keeps the story moving while somebody watches. */
  awake(): Disposable;
  logOf(pod: ClusterObject, container: string, previous: boolean): LogAnswer;
  /** What the containers of a pod that run use at a moment of the world; those alone are measured that ran by then. */
  usageOf(pod: ClusterObject, at: number): readonly ContainerUse[];
  /** The program behind a port of a pod. */
  listener(pod: ClusterObject, port: number): RequestListener | undefined;
  deletePod(pod: ClusterObject, graceSeconds: number | undefined): ClusterObject;
  scale(deployment: ClusterObject, replicas: number): ClusterObject;
  /** Whether the user may; `resource` with its subresource. Reading and forwarding is free, changing is for the user's own namespace. */
  allows(verb: string, resource: string, namespace: string | undefined): boolean;
}
