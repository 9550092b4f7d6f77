import { isCancelled } from '../../common/cancellation.ts';
import { disposable, DisposableStore } from '../../common/disposable.ts';
import type { Disposable } from '../../common/disposable.ts';
import { Emitter } from '../../common/event.ts';
import { text } from '../../common/json.ts';
import { problemOf } from '../../k8s/problem.ts';
import type { Session } from '../../k8s/session.ts';
import { namesOf } from './mine.ts';

/** Kubernetes 1.28 and later; every user may ask it about themselves. */
const WHO_AM_I = '/apis/authentication.k8s.io/v1/selfsubjectreviews';

/** What this person may be called, from all that is known of them: for the guess of which pods are theirs. */
export class WhoAmI implements Disposable {
  readonly #localUser: string | undefined;
  readonly #onError: (error: unknown) => void;
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.own(new Emitter<void>());
  readonly #ended = new AbortController();
  #asked: { readonly session: Session; name: string | undefined } | undefined;

  /** The cluster has told a name. */
  readonly onDidChange = this.#changed.event;

  constructor(localUser: string | undefined, onError: (error: unknown) => void) {
    this.#localUser = localUser;
    this.#onError = onError;
    this.#owned.own(disposable(() => this.#ended.abort()));
  }

  names(session: Session | undefined): readonly string[] {
    const told = this.#asked?.session === session ? this.#asked?.name : undefined;
    return namesOf([told, session?.context.user, this.#localUser]);
  }

  /** Asks the cluster, once: the name by which it knows this user says more than that of an entry in a file. */
  ask(session: Session): void {
    if (this.#asked?.session === session) return;
    const asked = { session, name: undefined as string | undefined };
    this.#asked = asked;
    whoAmI(session, this.#ended.signal).then(
      (name) => {
        asked.name = name;
        if (name !== undefined) this.#changed.fire();
      },
      (error: unknown) => {
        // An older cluster, or one that cannot be asked now: the other names remain.
        if (!isCancelled(error) && !problemOf(error)) this.#onError(error);
      },
    );
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

/** The name by which the cluster knows this user. */
export async function whoAmI(
  { api }: Pick<Session, 'api'>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
  const review = await api.json({ path: WHO_AM_I, method: 'POST', body }, signal);
  return text(review, 'status', 'userInfo', 'username');
}
