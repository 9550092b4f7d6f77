import { DisposableStore } from '../common/disposable.ts';
import type { Disposable } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { Event } from '../common/event.ts';
import type { ClusterProblem } from '../k8s/problem.ts';
import type { Connection, Session } from '../k8s/session.ts';

/** The part of `k8s/connection.ts` that the views need. */
export interface ConnectionSource extends Disposable {
  readonly current: Connection;
  readonly onDidChange: Event<void>;
}

/** What Porthole is connected to now: of the user's kubeconfig, or of the sample cluster. */
export class CurrentConnection implements Disposable {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.own(new Emitter<void>());
  #source: ConnectionSource | undefined;
  #listening: Disposable | undefined;

  readonly onDidChange = this.#changed.event;

  /** Nothing while the first one is being made. */
  get connection(): Connection | undefined {
    return this.#source?.current;
  }

  get session(): Session | undefined {
    const { connection } = this;
    return connection?.state === 'open' ? connection.session : undefined;
  }

  /** What keeps everything from being shown, where something does. */
  get problem(): ClusterProblem | undefined {
    const { connection, session } = this;
    if (connection?.state === 'none') return connection.problem;
    return session?.namespaces.state === 'connecting' ? session.namespaces.problem : undefined;
  }

  /** Takes over another source and ends the one before. */
  use(source: ConnectionSource): void {
    if (this.#owned.isDisposed) {
      source.dispose();
      return;
    }
    const before = this.#source;
    this.#listening?.dispose();
    this.#source = source;
    this.#listening = source.onDidChange(() => this.#changed.fire());
    this.#changed.fire();
    before?.dispose();
  }

  dispose(): void {
    this.#listening?.dispose();
    this.#source?.dispose();
    this.#source = undefined;
    this.#owned.dispose();
  }
}
