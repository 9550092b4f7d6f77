import { validateHeaderValue } from 'node:http';
import * as l10n from '@vscode/l10n';
import type { Account, ClusterAddress } from '../kubeconfig/target.ts';
import { ClusterError } from '../problem.ts';
import { RotatingCertificate } from './client-certificate.ts';
import type { ClientCertificate, Credentials, Presented } from './credentials.ts';
import { certificateExpiry, earlier } from './expiry.ts';
import { impersonationHeaders } from './impersonation.ts';
import type { CallIssuer } from './oidc.ts';
import type { SignInPrograms } from './sign-in-programs.ts';
import { tokenSource, type Shown, type TokenSource } from './token-sources.ts';

export interface CredentialTools {
  readonly programs: SignInPrograms;
  readonly callIssuer: CallIssuer;
}

/** The credentials of a kubeconfig's user: its certificate, its token from wherever that comes, and whom it acts as. */
export function createCredentials(
  account: Account,
  cluster: ClusterAddress,
  tools: CredentialTools,
): Credentials {
  return new AccountCredentials(
    account,
    cluster,
    tokenSource(account, cluster, tools.programs, tools.callIssuer),
  );
}

class AccountCredentials implements Credentials {
  readonly #server: string;
  readonly #tokens: TokenSource;
  readonly #certificate: RotatingCertificate | undefined;
  readonly #impersonation: Presented['headers'];
  #last: { shown: Shown; certificate: ClientCertificate | undefined; presented: Presented } | undefined;
  /** What was shown, for a 401 that comes after something newer has been shown. */
  readonly #shownFor = new WeakMap<Presented, Shown>();

  constructor(account: Account, cluster: ClusterAddress, tokens: TokenSource) {
    this.#server = cluster.server;
    this.#tokens = tokens;
    this.#impersonation = impersonationHeaders(account.impersonate);
    if (account.clientCertificate && account.clientKey) {
      this.#certificate = new RotatingCertificate(account.clientCertificate, account.clientKey);
    }
  }

  async present(signal: AbortSignal): Promise<Presented> {
    const shown = await this.#tokens.shown(signal);
    const certificate = (await this.#ownCertificate()) ?? shown.certificate;
    if (this.#last?.shown === shown && this.#last.certificate === certificate) return this.#last.presented;
    const validUntil = earlier(shown.validUntil, certificate && certificateExpiry(certificate.cert));
    const presented: Presented = {
      headers: {
        ...(shown.authorization === undefined ? {} : { Authorization: shown.authorization }),
        ...this.#impersonation,
      },
      ...(certificate === undefined ? {} : { certificate }),
      ...(validUntil === undefined ? {} : { validUntil }),
      ...(this.#tokens.program === undefined ? {} : { program: this.#tokens.program }),
    };
    checkHeaders(presented.headers);
    this.#last = { shown, certificate, presented };
    this.#shownFor.set(presented, shown);
    return presented;
  }

  async renew(refused: Presented, signal: AbortSignal): Promise<boolean> {
    const shown = this.#shownFor.get(refused);
    if (shown === undefined) return false;
    if ((await this.#tokens.renew(shown, signal)) || this.#last?.presented !== refused) return true;
    return (await this.present(signal)) !== refused; // a rotated certificate
  }

  dispose(): void {
    this.#tokens.dispose();
  }

  async #ownCertificate(): Promise<ClientCertificate | undefined> {
    try {
      return await this.#certificate?.read();
    } catch (error) {
      const detail = l10n.t('The file with your client certificate or its key cannot be read.');
      throw new ClusterError(
        { kind: 'certificate', server: this.#server, reason: 'client', detail },
        { cause: error },
      );
    }
  }
}

/** A token that was copied with something else in it cannot even be sent; the value is not quoted. */
function checkHeaders(headers: Presented['headers']): void {
  for (const [name, value] of Object.entries(headers)) {
    try {
      for (const one of typeof value === 'string' ? [value] : value) validateHeaderValue(name, one);
    } catch (cause) {
      const detail = l10n.t(
        'What the kubeconfig has for "{0}" contains characters that cannot be sent.',
        name,
      );
      throw new ClusterError({ kind: 'sign-in', reason: 'refused', detail }, { cause });
    }
  }
}
