import * as l10n from '@vscode/l10n';
import type { ClusterAddress, Account, Source } from '../kubeconfig/target.ts';
import { ClusterError } from '../problem.ts';
import type { ClientCertificate, Credentials, Presented } from './credentials.ts';
import { certificateExpiry, earlier } from './expiry.ts';
import { impersonationHeaders } from './impersonation.ts';
import type { CallIssuer } from './oidc.ts';
import { RotatingFile } from './rotating-file.ts';
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
  readonly #certificate: CertificateFiles | undefined;
  readonly #impersonation: Presented['headers'];
  #last: { shown: Shown; certificate: ClientCertificate | undefined; presented: Presented } | undefined;
  /** What was shown, for a 401 that comes after something newer has been shown. */
  readonly #shownFor = new WeakMap<Presented, Shown>();

  constructor(account: Account, cluster: ClusterAddress, tokens: TokenSource) {
    this.#server = cluster.server;
    this.#tokens = tokens;
    this.#impersonation = impersonationHeaders(account.impersonate);
    if (account.clientCertificate && account.clientKey) {
      this.#certificate = new CertificateFiles(account.clientCertificate, account.clientKey);
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

/** A certificate and its key, from files that may rotate. */
class CertificateFiles {
  readonly #cert: () => Promise<string>;
  readonly #key: () => Promise<string>;
  #last: ClientCertificate | undefined;

  constructor(cert: Source, key: Source) {
    this.#cert = reader(cert);
    this.#key = reader(key);
  }

  async read(): Promise<ClientCertificate> {
    const [cert, key] = await Promise.all([this.#cert(), this.#key()]);
    if (this.#last?.cert !== cert || this.#last.key !== key) this.#last = { cert, key };
    return this.#last;
  }
}

function reader(source: Source): () => Promise<string> {
  if (source.from === 'text') return () => Promise.resolve(source.text);
  const file = new RotatingFile(source.path);
  return () => file.read();
}
