import { readFile } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import { CancelledError } from '../../common/cancellation.ts';
import { isRecord, text, type Json } from '../../common/json.ts';
import { SharedWork } from '../../common/shared-work.ts';
import { ClusterError, problemOf } from '../problem.ts';
import { tokenExpiry } from './expiry.ts';

/** A call to the server that issues tokens. `form` makes it a POST. */
export interface IssuerCall {
  readonly url: string;
  readonly form?: URLSearchParams;
  readonly authorization?: string;
  /** PEM of the authority that the issuer's certificate comes from, where the kubeconfig has one. */
  readonly authority?: string;
}

export type CallIssuer = (
  call: IssuerCall,
  signal: AbortSignal,
) => Promise<{ readonly status: number; readonly body: string }>;

export interface IdToken {
  readonly token: string;
  readonly expiresAt?: number;
}

const MARGIN_MS = 60_000;
const PROGRAM = 'oidc';

/**
 * The sign-in that came before sign-in programs: an OpenID Connect token in the kubeconfig (`auth-provider: oidc`) and a refresh
 * token to get the next one with. What comes from the issuer stays in memory: the kubeconfig is never written. An issuer that lets
 * a refresh token be used only once leaves the kubeconfig's one used up; the user signs in again then.
 */
export class OidcTokens {
  readonly #config: Readonly<Record<string, string>>;
  readonly #call: CallIssuer;
  readonly #now: () => number;
  readonly #refreshes = new SharedWork<IdToken>();
  #current: IdToken | undefined;
  #refreshToken: string | undefined;

  constructor(config: Readonly<Record<string, string>>, call: CallIssuer, now: () => number = Date.now) {
    this.#config = config;
    this.#call = call;
    this.#now = now;
    this.#current = config['id-token'] ? idToken(config['id-token']) : undefined;
    this.#refreshToken = config['refresh-token'];
  }

  dispose(): void {
    this.#refreshes.dispose();
  }

  /** A token that is good for a minute yet, from the issuer where the last one is not. */
  async token(signal: AbortSignal): Promise<IdToken> {
    const current = this.#current;
    if (current && (current.expiresAt === undefined || this.#now() < current.expiresAt - MARGIN_MS))
      return current;
    return this.#refreshes.run('', (stop) => this.#refresh(stop), signal);
  }

  /** The server refused this token: true when another one could be had. */
  async another(refused: IdToken, signal: AbortSignal): Promise<boolean> {
    if (this.#current === refused) {
      if (!this.#refreshToken) return false;
      this.#current = undefined;
    }
    return (await this.token(signal)).token !== refused.token;
  }

  async #refresh(signal: AbortSignal): Promise<IdToken> {
    if (!this.#refreshToken) {
      throw new ClusterError({
        kind: 'sign-in',
        reason: 'expired',
        detail: l10n.t(
          'The token in the kubeconfig has run out, and there is no refresh token to get another one with.',
        ),
      });
    }
    const issuer = this.#config['idp-issuer-url'] ?? '';
    const about = await this.#ask(
      { url: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration` },
      issuer,
      signal,
    );
    const endpoint = text(about.answer, 'token_endpoint');
    if (endpoint === undefined) throw failed(l10n.t('{0} does not say where it gives out tokens.', issuer));
    const { answer, status } = await this.#exchange(endpoint, issuer, signal);
    const token = text(answer, 'id_token');
    if (token === undefined) throw refusedBy(issuer, status, answer);
    this.#refreshToken = text(answer, 'refresh_token') ?? this.#refreshToken;
    this.#current = idToken(token);
    return this.#current;
  }

  /** Providers differ in where they want the client's secret: first as the standard prefers it, then in the form. */
  async #exchange(
    endpoint: string,
    issuer: string,
    signal: AbortSignal,
  ): Promise<{ status: number; answer: Json }> {
    const id = this.#config['client-id'] ?? '';
    const secret = this.#config['client-secret'] ?? '';
    const form = { grant_type: 'refresh_token', refresh_token: this.#refreshToken ?? '' };
    const authorization = `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`;
    const first = await this.#ask(
      { url: endpoint, form: new URLSearchParams(form), authorization },
      issuer,
      signal,
    );
    if (first.status < 400) return first;
    return this.#ask(
      {
        url: endpoint,
        form: new URLSearchParams({
          ...form,
          client_id: id,
          ...(secret === '' ? {} : { client_secret: secret }),
        }),
      },
      issuer,
      signal,
    );
  }

  async #ask(
    call: IssuerCall,
    issuer: string,
    signal: AbortSignal,
  ): Promise<{ status: number; answer: Json }> {
    try {
      const authority = await this.#authority();
      const { status, body } = await this.#call(
        { ...call, ...(authority === undefined ? {} : { authority }) },
        signal,
      );
      return { status, answer: parse(body) };
    } catch (error) {
      if (signal.aborted) throw new CancelledError();
      const problem = problemOf(error);
      if (!problem || problem.kind === 'sign-in') throw error;
      throw failed(l10n.t('{0}, which signs you in, cannot be reached.', issuer), error);
    }
  }

  async #authority(): Promise<string | undefined> {
    const data = this.#config['idp-certificate-authority-data'];
    if (data) return Buffer.from(data, 'base64').toString('utf8');
    const path = this.#config['idp-certificate-authority'];
    if (!path) return undefined;
    return readFile(path, 'utf8').catch((error: unknown) => {
      throw failed(
        l10n.t('The file {0}, which says whom to trust at the issuer of tokens, cannot be read.', path),
        error,
      );
    });
  }
}

function idToken(token: string): IdToken {
  const expiresAt = tokenExpiry(token);
  return { token, ...(expiresAt === undefined ? {} : { expiresAt }) };
}

function parse(body: string): Json {
  try {
    return JSON.parse(body) as Json;
  } catch {
    return undefined; // an error page; the status says enough
  }
}

/** `invalid_grant`: the refresh token has run out or was withdrawn (RFC 6749, 5.2). */
function refusedBy(issuer: string, status: number, answer: Json): ClusterError {
  const code = isRecord(answer) ? text(answer, 'error') : undefined;
  if (code === 'invalid_grant') {
    return new ClusterError({
      kind: 'sign-in',
      reason: 'expired',
      detail: l10n.t('{0} does not accept the refresh token any more.', issuer),
    });
  }
  return failed(l10n.t('{0} gave no token (HTTP {1}).', issuer, status));
}

function failed(detail: string, cause?: unknown): ClusterError {
  return new ClusterError({ kind: 'sign-in', reason: 'helper-failed', program: PROGRAM, detail }, { cause });
}
