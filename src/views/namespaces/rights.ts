import { isCancelled } from '../../common/cancellation.ts';
import { disposable, DisposableStore } from '../../common/disposable.ts';
import type { Disposable } from '../../common/disposable.ts';
import { Emitter } from '../../common/event.ts';
import type { Question, Session } from '../../k8s/session.ts';

/**
 * What this user may not do, by namespace, for rows that must not offer it. While the cluster has not answered, and where it cannot
 * say, everything is offered: an action that is refused says so itself.
 */
export class Rights<Action extends string> implements Disposable {
  readonly #session: Session;
  readonly #questions: Readonly<Record<Action, Omit<Question, 'namespace'>>>;
  readonly #onError: (error: unknown) => void;
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.own(new Emitter<void>());
  readonly #refused = new Map<string, ReadonlySet<Action>>();
  readonly #ended = new AbortController();

  readonly onDidChange = this.#changed.event;

  constructor(
    session: Session,
    questions: Readonly<Record<Action, Omit<Question, 'namespace'>>>,
    onError: (error: unknown) => void,
  ) {
    this.#session = session;
    this.#questions = questions;
    this.#onError = onError;
    this.#owned.own(disposable(() => this.#ended.abort()));
  }

  mayNot(namespace: string): ReadonlySet<Action> {
    return this.#refused.get(namespace) ?? NOTHING;
  }

  /** Somebody begins to look into the namespace. The answers come later; the session keeps them for a while. */
  ask(namespace: string): void {
    this.#ask(namespace).catch((error: unknown) => {
      if (!isCancelled(error)) this.#onError(error);
    });
  }

  dispose(): void {
    this.#owned.dispose();
  }

  async #ask(namespace: string): Promise<void> {
    const actions = Object.keys(this.#questions) as Action[];
    const answers = await Promise.all(
      actions.map((action) =>
        this.#session.allowed({ ...this.#questions[action], namespace }, this.#ended.signal),
      ),
    );
    const refused = new Set(actions.filter((_, index) => answers[index] === false));
    if (sameSet(refused, this.mayNot(namespace))) return;
    this.#refused.set(namespace, refused);
    this.#changed.fire();
  }
}

const NOTHING: ReadonlySet<never> = new Set<never>();

function sameSet<T>(one: ReadonlySet<T>, other: ReadonlySet<T>): boolean {
  return one.size === other.size && [...one].every((member) => other.has(member));
}
