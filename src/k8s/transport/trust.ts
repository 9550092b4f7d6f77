import { X509Certificate } from 'node:crypto';
import tls from 'node:tls';
import * as l10n from '@vscode/l10n';
import { RotatingFile } from '../auth/rotating-file.ts';
import type { ClusterAddress } from '../kubeconfig/target.ts';
import { ClusterError } from '../problem.ts';

/** Which authorities a cluster's certificate may come from. */
export class Trust {
  readonly #address: ClusterAddress;
  readonly #file: RotatingFile | undefined;
  #checked: string | undefined;

  constructor(address: ClusterAddress) {
    this.#address = address;
    const authority = address.certificateAuthority;
    this.#file = authority?.from === 'file' ? new RotatingFile(authority.path) : undefined;
  }

  /** PEM texts; the same array content for as long as nothing has changed. The system's authorities where the kubeconfig names none. */
  async authorities(): Promise<string | readonly string[] | undefined> {
    const { certificateAuthority: authority, insecure } = this.#address;
    if (insecure || this.#address.url.startsWith('http:')) return undefined;
    if (!authority) return systemAuthorities();
    const pem = authority.from === 'text' ? authority.text : await this.#read();
    if (pem !== this.#checked) this.#check(pem);
    this.#checked = pem;
    return pem;
  }

  async #read(): Promise<string> {
    try {
      return (await this.#file?.read()) ?? '';
    } catch (cause) {
      throw this.#untrusted(
        l10n.t('the file with the certificate authority, {0}, cannot be read', this.#file?.path ?? ''),
        cause,
      );
    }
  }

  /** Node takes any text for an authority, and trusts nobody by it. */
  #check(pem: string): void {
    try {
      new X509Certificate(pem).toString();
    } catch (cause) {
      throw this.#untrusted(
        l10n.t('the certificate authority in the kubeconfig is not a certificate'),
        cause,
      );
    }
  }

  #untrusted(detail: string, cause: unknown): ClusterError {
    return new ClusterError(
      { kind: 'certificate', server: this.#address.server, reason: 'other', detail },
      { cause },
    );
  }
}

let system: readonly string[] | undefined;

/**
 * Node's own list and, as programs like kubectl do, what the machine's administrator has added. Read once: it takes a while. Node
 * before 22.15 cannot tell, and uses its own list where none is given.
 */
function systemAuthorities(): readonly string[] | undefined {
  const read = tls.getCACertificates as typeof tls.getCACertificates | undefined;
  if (read) system ??= [...new Set([...read('default'), ...read('system')])];
  return system;
}
