import type { Disposable } from '../../common/disposable.ts';
import type { Session } from '../../k8s/session.ts';
import { CloserLooks } from '../../rows/closer-looks.ts';
import type { Gather } from '../../rows/closer-looks.ts';

/** The closer looks of the session that is open: rows and pages share them. */
export class LooksBySession implements Disposable {
  readonly #gather: (session: Session) => Gather;
  readonly #onError: (error: unknown) => void;
  #current: { readonly session: Session; readonly looks: CloserLooks } | undefined;

  constructor(gather: (session: Session) => Gather, onError: (error: unknown) => void) {
    this.#gather = gather;
    this.#onError = onError;
  }

  of(session: Session): CloserLooks {
    if (this.#current?.session === session) return this.#current.looks;
    this.dispose();
    this.#current = { session, looks: new CloserLooks(this.#gather(session), { onError: this.#onError }) };
    return this.#current.looks;
  }

  dispose(): void {
    this.#current?.looks.dispose();
    this.#current = undefined;
  }
}
