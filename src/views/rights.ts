import { isCancelled } from '../common/cancellation.ts';
import { disposable, DisposableStore } from '../common/disposable.ts';
import type { Disposable } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { ClusterProblem } from '../k8s/problem.ts';
import type { Question, Session } from '../k8s/session.ts';
import { missingRight } from './access-request.ts';

/** What rows and pages offer and not everybody may do. */
export type Action = 'logs' | 'connect';

/** A connection begins with a GET, and from Kubernetes 1.35 on it needs `create` as well. */
const NEEDS: Readonly<Record<Action, readonly Omit<Question, 'namespace'>[]>> = {
  logs: [{ verb: 'get', resource: 'pods/log' }],
  connect: [
    { verb: 'get', resource: 'pods/portforward' },
    { verb: 'create', resource: 'pods/portforward' },
  ],
};
const ACTIONS = Object.keys(NEEDS) as readonly Action[];

/**
 * What this user may not do, by namespace, for rows and pages that must not offer it. While the cluster has not answered, and where
 * it cannot say, everything is offered: an action that is refused says so itself.
 */
export class Rights implements Disposable {
  readonly #session: Pick<Session, 'allowed'>;
  readonly #onError: (error: unknown) => void;
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.own(new Emitter<void>());
  readonly #refused = new Map<string, ReadonlySet<Action>>();
  readonly #ended = new AbortController();

  readonly onDidChange = this.#changed.event;

  constructor(session: Pick<Session, 'allowed'>, onError: (error: unknown) => void) {
    this.#session = session;
    this.#onError = onError;
    this.#owned.own(disposable(() => this.#ended.abort()));
  }

  mayNot(namespace: string): ReadonlySet<Action> {
    return this.#refused.get(namespace) ?? NOTHING;
  }

  /** Somebody looks into the namespace. The answer comes later; the session keeps it for a while, so asking often costs nothing. */
  ask(namespace: string): void {
    this.#ask(namespace).catch((error: unknown) => {
      if (!isCancelled(error)) this.#onError(error);
    });
  }

  /** The same for every namespace that was asked for before: permissions may have been given. */
  askAgain(): void {
    for (const namespace of this.#refused.keys()) this.ask(namespace);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  async #ask(namespace: string): Promise<void> {
    const answers = await Promise.all(ACTIONS.map((action) => this.#isRefused(action, namespace)));
    const refused = new Set(ACTIONS.filter((_, index) => answers[index] === true));
    const before = this.mayNot(namespace);
    this.#refused.set(namespace, refused);
    if (!sameSet(refused, before)) this.#changed.fire();
  }

  async #isRefused(action: Action, namespace: string): Promise<boolean> {
    const answers = await Promise.all(
      NEEDS[action].map((question) => this.#session.allowed({ ...question, namespace }, this.#ended.signal)),
    );
    return answers.includes(false);
  }
}

/** What is missing where somebody may not do it: for the message that asks for it. */
export function missingFor(action: Action, namespace: string): readonly ClusterProblem[] {
  return NEEDS[action].map((need) => missingRight({ ...need, namespace }));
}

/** The rights in the session that is open: rows and pages share them. */
export class RightsBySession implements Disposable {
  readonly #onError: (error: unknown) => void;
  #current: { readonly session: Session; readonly rights: Rights } | undefined;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  of(session: Session): Rights {
    if (this.#current?.session === session) return this.#current.rights;
    this.dispose();
    this.#current = { session, rights: new Rights(session, this.#onError) };
    return this.#current.rights;
  }

  dispose(): void {
    this.#current?.rights.dispose();
    this.#current = undefined;
  }
}

const NOTHING: ReadonlySet<never> = new Set<never>();

function sameSet<T>(one: ReadonlySet<T>, other: ReadonlySet<T>): boolean {
  return one.size === other.size && [...one].every((member) => other.has(member));
}
