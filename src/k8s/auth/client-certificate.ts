import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import type { Source } from '../kubeconfig/target.ts';
import type { ClientCertificate } from './credentials.ts';
import { RotatingFile } from './rotating-file.ts';

/** Whether both can be read and the key is that of the certificate. */
export function belongTogether({ cert, key }: ClientCertificate): boolean {
  try {
    return new X509Certificate(cert).publicKey.equals(createPublicKey(createPrivateKey(key)));
  } catch {
    return false; // one of them cannot be read
  }
}

/** A certificate and its key, from a kubeconfig or from files that rotate. */
export class RotatingCertificate {
  readonly #cert: () => Promise<string>;
  readonly #key: () => Promise<string>;
  #last: ClientCertificate | undefined;

  constructor(cert: Source, key: Source) {
    this.#cert = reader(cert);
    this.#key = reader(key);
  }

  /** The pair of now; the same object while it has not changed. Between the two steps of a rotation the last pair still counts. */
  async read(): Promise<ClientCertificate> {
    const [cert, key] = await Promise.all([this.#cert(), this.#key()]);
    if (this.#last?.cert === cert && this.#last.key === key) return this.#last;
    const pair = { cert, key };
    if (!this.#last || belongTogether(pair)) this.#last = pair;
    return this.#last;
  }
}

function reader(source: Source): () => Promise<string> {
  if (source.from === 'text') return () => Promise.resolve(source.text);
  const file = new RotatingFile(source.path);
  return () => file.read();
}
