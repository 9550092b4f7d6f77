import { DisposableStore } from '../common/disposable.ts';
import type { Disposable } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { Connections } from '../k8s/connection.ts';
import type { ClusterProblem } from '../k8s/problem.ts';
import type { Connection, Session } from '../k8s/session.ts';

/**
 * What Porthole is connected to now, for everything that shows it. There from the first moment of the window; the code that
 * connects is loaded afterwards and given with `use`.
 */
export class CurrentConnection implements Disposable {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.own(new Emitter<void>());
  #source: DisposableStore | undefined;
  #current: () => Connection | undefined = () => undefined;
  #namespacesOf: { readonly session: Session; readonly listening: Disposable } | undefined;

  readonly onDidChange = this.#changed.event;

  /** Nothing while the first one is being made. */
  get connection(): Connection | undefined {
    return this.#current();
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

  /** Shows what this finds, instead of what another one found. It is ended with the window, or when the next one is given. */
  use(source: Pick<Connections, 'current' | 'onDidChange' | 'dispose'>): void {
    const before = this.#source;
    const owned = this.#owned.own(new DisposableStore());
    owned.own(source);
    owned.own(source.onDidChange(() => this.#update()));
    this.#source = owned;
    this.#current = () => source.current;
    this.#update();
    if (before) this.#owned.release(before);
  }

  dispose(): void {
    this.#namespacesOf?.listening.dispose();
    this.#current = () => undefined;
    this.#owned.dispose();
  }

  /** Whether namespaces could be read belongs to what is shown of the connection. */
  #update(): void {
    const { session } = this;
    if (session !== this.#namespacesOf?.session) {
      this.#namespacesOf?.listening.dispose();
      this.#namespacesOf = session && {
        session,
        listening: session.onDidChangeNamespaces(() => this.#changed.fire()),
      };
    }
    this.#changed.fire();
  }
}
