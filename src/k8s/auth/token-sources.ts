import * as l10n from '@vscode/l10n';
import type { Disposable } from '../../common/disposable.ts';
import type { Account, ClusterAddress, ExecPlugin, Source } from '../kubeconfig/target.ts';
import { ClusterError } from '../problem.ts';
import type { ClientCertificate } from './credentials.ts';
import { execInfo } from './exec-credential.ts';
import { earlier, certificateExpiry, tokenExpiry } from './expiry.ts';
import { OidcTokens, type CallIssuer, type IdToken } from './oidc.ts';
import { RotatingFile } from './rotating-file.ts';
import type { SignIn, SignInPrograms } from './sign-in-programs.ts';

/** What one way of signing in has to show. The same object while it has not changed. */
export interface Shown {
  readonly authorization?: string;
  readonly certificate?: ClientCertificate;
  readonly validUntil?: number;
}

/** One way of signing in. */
export interface TokenSource extends Disposable {
  readonly program?: string;
  shown(signal: AbortSignal): Promise<Shown>;
  /** See `Credentials.renew`. */
  renew(refused: Shown, signal: AbortSignal): Promise<boolean>;
}

/** The way of signing in that an account asks for; where it has several, in client-go's order: file, token, password, program. */
export function tokenSource(
  account: Account,
  cluster: ClusterAddress,
  programs: SignInPrograms,
  callIssuer: CallIssuer,
): TokenSource {
  if (account.tokenFile !== undefined) return new TokenFileSource(account.tokenFile, account.token);
  if (account.token !== undefined) return new FixedSource(bearer(account.token));
  if (account.username !== undefined || account.password !== undefined) {
    const pair = Buffer.from(`${account.username ?? ''}:${account.password ?? ''}`, 'utf8').toString(
      'base64',
    );
    return new FixedSource({ authorization: `Basic ${pair}` });
  }
  if (account.exec) return new PluginSource(account.exec, cluster, programs);
  if (account.authProvider?.name === 'oidc')
    return new OidcSource(new OidcTokens(account.authProvider.config, callIssuer));
  if (account.authProvider) return new RetiredSource(account.authProvider.name);
  return new FixedSource({});
}

function bearer(token: string, expiresAt?: number): Shown {
  const validUntil = earlier(tokenExpiry(token), expiresAt);
  return { authorization: `Bearer ${token.trim()}`, ...(validUntil === undefined ? {} : { validUntil }) };
}

class FixedSource implements TokenSource {
  readonly #shown: Shown;

  constructor(shown: Shown) {
    this.#shown = shown;
  }

  shown(): Promise<Shown> {
    return Promise.resolve(this.#shown);
  }

  renew(): Promise<boolean> {
    return Promise.resolve(false);
  }

  dispose(): void {
    // holds nothing
  }
}

class TokenFileSource implements TokenSource {
  readonly #file: RotatingFile;
  /** What to show where the file cannot be read. */
  readonly #fallback: string | undefined;
  #token: string | undefined;
  #shown: Shown = {};

  constructor(path: string, fallback: string | undefined) {
    this.#file = new RotatingFile(path);
    this.#fallback = fallback;
  }

  async shown(): Promise<Shown> {
    const token = await this.#read();
    if (token !== this.#token) {
      this.#token = token;
      this.#shown = bearer(token);
    }
    return this.#shown;
  }

  async renew(refused: Shown): Promise<boolean> {
    return (await this.shown()) !== refused;
  }

  dispose(): void {
    // holds nothing
  }

  async #read(): Promise<string> {
    try {
      return await this.#file.read();
    } catch (error) {
      if (this.#fallback !== undefined) return this.#fallback;
      throw new ClusterError(
        {
          kind: 'sign-in',
          reason: 'refused',
          detail: l10n.t('The file with your token, {0}, cannot be read.', this.#file.path),
        },
        { cause: error },
      );
    }
  }
}

class PluginSource implements TokenSource {
  readonly program: string;
  readonly #plugin: ExecPlugin;
  readonly #cluster: ClusterAddress;
  readonly #programs: SignInPrograms;
  readonly #shownFor = new WeakMap<SignIn, Shown>();
  readonly #signInOf = new WeakMap<Shown, SignIn>();

  constructor(plugin: ExecPlugin, cluster: ClusterAddress, programs: SignInPrograms) {
    this.program = plugin.command.split(/[/\\]/).at(-1) ?? plugin.command;
    this.#plugin = plugin;
    this.#cluster = cluster;
    this.#programs = programs;
  }

  async shown(signal: AbortSignal): Promise<Shown> {
    const signIn = await this.#programs.secret(this.#plugin, await this.#info(), signal);
    const known = this.#shownFor.get(signIn);
    if (known) return known;
    const { token, certificate, expiresAt } = signIn.secret;
    const validUntil = earlier(expiresAt, certificate && certificateExpiry(certificate.cert));
    const shown = {
      ...(token === undefined ? {} : bearer(token)),
      ...(certificate === undefined ? {} : { certificate }),
      ...(validUntil === undefined ? {} : { validUntil }),
    };
    this.#shownFor.set(signIn, shown);
    this.#signInOf.set(shown, signIn);
    return shown;
  }

  async renew(refused: Shown, signal: AbortSignal): Promise<boolean> {
    const signIn = this.#signInOf.get(refused);
    return signIn !== undefined && this.#programs.another(this.#plugin, await this.#info(), signIn, signal);
  }

  dispose(): void {
    // the programs belong to all sessions
  }

  async #info(): Promise<(interactive: boolean) => string> {
    const authority = this.#plugin.provideClusterInfo
      ? await authorityText(this.#cluster.certificateAuthority)
      : undefined;
    return (interactive) => execInfo(this.#plugin, this.#cluster, authority, interactive);
  }
}

async function authorityText(source: Source | undefined): Promise<string | undefined> {
  if (source?.from !== 'file') return source?.text;
  // One that cannot be read is the connection's problem, which says so in its own words.
  return new RotatingFile(source.path).read().catch(() => undefined);
}

class OidcSource implements TokenSource {
  readonly program = 'oidc';
  readonly #tokens: OidcTokens;
  readonly #shownFor = new WeakMap<IdToken, Shown>();
  readonly #tokenOf = new WeakMap<Shown, IdToken>();

  constructor(tokens: OidcTokens) {
    this.#tokens = tokens;
  }

  async shown(signal: AbortSignal): Promise<Shown> {
    const token = await this.#tokens.token(signal);
    const shown = this.#shownFor.get(token) ?? bearer(token.token, token.expiresAt);
    this.#shownFor.set(token, shown);
    this.#tokenOf.set(shown, token);
    return shown;
  }

  async renew(refused: Shown, signal: AbortSignal): Promise<boolean> {
    const token = this.#tokenOf.get(refused);
    return token !== undefined && this.#tokens.another(token, signal);
  }

  dispose(): void {
    this.#tokens.dispose();
  }
}

/** Providers that kubectl itself dropped in 1.26; their successors are sign-in programs. */
class RetiredSource implements TokenSource {
  readonly program: string;

  constructor(name: string) {
    this.program = name;
  }

  shown(): Promise<Shown> {
    const successor = { gcp: 'gke-gcloud-auth-plugin', azure: 'kubelogin' }[this.program];
    const detail =
      successor === undefined
        ? l10n.t(
            'The kubeconfig signs in with the auth-provider "{0}", which nobody supports any more.',
            this.program,
          )
        : l10n.t(
            'The kubeconfig signs in with the auth-provider "{0}", which kubectl does not support any more. Its successor is the program {1}.',
            this.program,
            successor,
          );
    return Promise.reject(
      new ClusterError({ kind: 'sign-in', reason: 'helper-failed', program: this.program, detail }),
    );
  }

  renew(): Promise<boolean> {
    return Promise.resolve(false);
  }

  dispose(): void {
    // holds nothing
  }
}
