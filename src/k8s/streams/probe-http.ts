import { request, type IncomingMessage } from 'node:http';
import { request as requestTls } from 'node:https';
import { BackOff } from '../../common/back-off.ts';
import { CancelledError, delay, onCancelled, throwIfCancelled } from '../../common/cancellation.ts';

export interface ProbeOptions {
  /** With base URL and query: `/hub/login?next=`. `/` where nothing is said. */
  readonly path?: string;
  /** Whether an answer of this status, to that path, means that the program is there. */
  readonly expect?: (status: number) => boolean;
  /** Statuses that mean so beside those that always do (`isAlive`). */
  readonly alive?: readonly number[];
  /** In milliseconds, over all tries; 30 s where nothing is said. */
  readonly timeout?: number;
  /** Told of each try that failed, for progress. */
  readonly onTry?: (failure: ProbeFailure) => void;
}

export type ProbeFailure =
  /** It answered, but never as it should. `location` is where it wanted to send the browser. */
  | { readonly kind: 'status'; readonly status: number }
  /** Something answers, but not HTTP (or TLS with no trust chain that could be read). */
  | { readonly kind: 'not-http'; readonly detail: string }
  /** The connection was closed or refused before an answer; the forward knows why. */
  | { readonly kind: 'no-connection'; readonly detail: string }
  | { readonly kind: 'silent' };

export type ProbeResult =
  | { readonly alive: true; readonly status: number; readonly location?: string; readonly afterMs: number }
  | { readonly alive: false; readonly failure: ProbeFailure; readonly afterMs: number };

/** Longer than a program that compiles its first page needs, shorter than anybody's patience. */
const ONE_TRY_MS = 10_000;
const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * Any page, a redirect (to a login, to a base URL) and a request to sign in mean that the program is there. 404 does not: programs
 * with a base URL answer it where there is nothing to open. 5xx is what a proxy says whose program is still starting.
 */
export function isAlive(status: number): boolean {
  return (status >= 200 && status < 400) || status === 401 || status === 403 || status === 405;
}

/**
 * Waits until the program behind a forward answers HTTP. The certificate of an `https` program is not checked: the connection to
 * the pod is the forward's, and programs in pods sign their own. Never rejects but for cancellation.
 */
export async function probeHttp(
  url: string,
  options: ProbeOptions,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const began = Date.now();
  const until = began + (options.timeout ?? DEFAULT_TIMEOUT_MS);
  const expect =
    options.expect ?? ((status: number) => isAlive(status) || (options.alive?.includes(status) ?? false));
  const backOff = new BackOff({ firstMs: 100, mostMs: 1000 });
  const address = new URL(options.path ?? '', url);
  for (;;) {
    throwIfCancelled(signal);
    const answer = await oneTry(address, Math.min(ONE_TRY_MS, until - Date.now()), signal);
    const afterMs = Date.now() - began;
    if ('status' in answer && expect(answer.status)) {
      return {
        alive: true,
        status: answer.status,
        ...(answer.location === undefined ? {} : { location: answer.location }),
        afterMs,
      };
    }
    const failure: ProbeFailure =
      'status' in answer ? { kind: 'status', status: answer.status } : answer.failure;
    const pause = backOff.next();
    if (Date.now() + pause >= until) return { alive: false, failure, afterMs };
    options.onTry?.(failure);
    await delay(pause, signal);
  }
}

type Answer = { readonly status: number; readonly location?: string } | { readonly failure: ProbeFailure };

function oneTry(address: URL, timeoutMs: number, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = {
      agent: false,
      // Programs choose their page by it: a browser's request, not an API client's.
      headers: { accept: 'text/html,*/*;q=0.8' },
      ...(address.protocol === 'https:' ? { rejectUnauthorized: false } : {}),
    } as const;
    const sent = (address.protocol === 'https:' ? requestTls : request)(
      address,
      options,
      (answer: IncomingMessage) => {
        const { location } = answer.headers;
        end(() =>
          resolve({ status: answer.statusCode ?? 0, ...(location === undefined ? {} : { location }) }),
        );
      },
    );
    const timer = setTimeout(
      () => end(() => resolve({ failure: { kind: 'silent' } })),
      Math.max(1, timeoutMs),
    );
    const cancelled = onCancelled(signal, () =>
      queueMicrotask(() => end(() => reject(new CancelledError()))),
    );
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      cancelled.dispose();
      settle();
      sent.destroy();
    };
    sent.on('error', (error) => end(() => resolve({ failure: failureOf(error) })));
    sent.end();
  });
}

function failureOf(error: Error): ProbeFailure {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code.startsWith('HPE_') || code.startsWith('ERR_SSL') || code === 'EPROTO')
    return { kind: 'not-http', detail: error.message };
  return { kind: 'no-connection', detail: error.message };
}
