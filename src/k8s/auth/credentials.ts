import type { Disposable } from '../../common/disposable.ts';
import type { ClusterProblem } from '../problem.ts';

/** PEM texts of a certificate and its key. */
export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
}

/** What is shown to the server with a request. The same object for as long as nothing has changed. */
export interface Presented {
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly certificate?: ClientCertificate;
  /** Milliseconds since the epoch, where it can be known. */
  readonly validUntil?: number;
  /** The sign-in program it came from. */
  readonly program?: string;
}

/** How a user proves who they are. */
export interface Credentials extends Disposable {
  /** What to show now; signs in where that is needed. Throws `ClusterError` (`sign-in`, `certificate`) and `CancelledError`. */
  present(signal: AbortSignal): Promise<Presented>;
  /**
   * The server answered 401 to `refused`. True when there is something else to show now: a token file that has changed, a fresh
   * token. False when showing it again would be all there is.
   */
  renew(refused: Presented, signal: AbortSignal): Promise<boolean>;
}

/** The problem of credentials that the server refuses for good. */
export function refusal(refused: Presented, detail: string, now = Date.now()): ClusterProblem {
  const isExpired = refused.validUntil !== undefined && refused.validUntil <= now;
  return {
    kind: 'sign-in',
    reason: isExpired ? 'expired' : 'refused',
    detail,
    ...(refused.program === undefined ? {} : { program: refused.program }),
  };
}
