import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
} from 'node:crypto';
import { isIPv4 } from 'node:net';
import {
  bitString,
  boolean,
  explicit,
  implicit,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  set,
  time,
  utf8,
} from './der.ts';

/** A private key and what it proves, both PEM. */
export interface Identity {
  readonly key: string;
  readonly certificate: string;
}

export interface CertificateRequest {
  /** What Kubernetes takes for the user's name. */
  readonly name: string;
  /** What Kubernetes takes for the user's groups. */
  readonly groups?: readonly string[];
  /** Host names and IPv4 addresses that a server answers under. */
  readonly hosts?: readonly string[];
  readonly validFrom?: Date;
  readonly validUntil?: Date;
}

/**
 * Makes certificates (X.509 version 3, EC keys on P-256) without openssl, which a fresh machine may lack, in about a millisecond each.
 * Source of the structure and of all numbers: RFC 5280, RFC 5480.
 */
export class CertificateAuthority {
  readonly certificate: string;
  readonly key: string;
  readonly #name: string;
  readonly #keyId: Buffer;

  constructor(name: string) {
    const { key, info } = newKey();
    this.#name = name;
    this.key = key;
    this.#keyId = keyIdOf(info);
    this.certificate = this.#signed({ name }, info, [
      extension('2.5.29.19', sequence(boolean(true)), 'critical'), // basicConstraints: this is an authority
      extension('2.5.29.15', bitString(Buffer.from([0x86]), 1), 'critical'), // keyUsage: signature, certificates, revocations
    ]);
  }

  issue(request: CertificateRequest): Identity {
    const { key, info } = newKey();
    const hosts = request.hosts ?? [];
    const extensions = [
      extension('2.5.29.15', bitString(Buffer.from([0x80]), 7), 'critical'), // keyUsage: signature
      // extKeyUsage: server, client
      extension(
        '2.5.29.37',
        sequence(objectIdentifier('1.3.6.1.5.5.7.3.1'), objectIdentifier('1.3.6.1.5.5.7.3.2')),
      ),
      ...(hosts.length > 0 ? [extension('2.5.29.17', sequence(...hosts.map(alternativeName)))] : []),
    ];
    return { key, certificate: this.#signed(request, info, extensions) };
  }

  #signed(request: CertificateRequest, info: Buffer, extensions: readonly Buffer[]): string {
    const algorithm = sequence(objectIdentifier('1.2.840.10045.4.3.2')); // ecdsa-with-SHA256
    const now = Date.now();
    const content = sequence(
      explicit(0, integer(Buffer.from([2]))), // version 3
      integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
      algorithm,
      nameOf({ name: this.#name }),
      sequence(
        // An hour back, for clocks that are late.
        time(request.validFrom ?? new Date(now - 3_600_000)),
        time(request.validUntil ?? new Date(now + 365 * 86_400_000)),
      ),
      nameOf(request),
      info,
      explicit(
        3,
        sequence(
          ...extensions,
          extension('2.5.29.14', octetString(keyIdOf(info))), // subjectKeyIdentifier
          extension('2.5.29.35', sequence(implicit(0, this.#keyId))), // authorityKeyIdentifier
        ),
      ),
    );
    const signature = sign('sha256', content, createPrivateKey(this.key));
    return pem('CERTIFICATE', sequence(content, algorithm, bitString(signature)));
  }
}

/** The public half of a private key, PEM. */
export function publicKeyOf(key: string): string {
  return createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
}

/** An EC key in the form that every Kubernetes program reads, and its SubjectPublicKeyInfo. */
function newKey(): { key: string; info: Buffer } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return {
    key: privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
    info: publicKey.export({ type: 'spki', format: 'der' }),
  };
}

export function newPrivateKey(): string {
  return newKey().key;
}

function nameOf({ name, groups = [] }: CertificateRequest): Buffer {
  const part = (id: string, value: string): Buffer => set(sequence(objectIdentifier(id), utf8(value)));
  return sequence(...groups.map((group) => part('2.5.4.10', group)), part('2.5.4.3', name));
}

function alternativeName(host: string): Buffer {
  return isIPv4(host)
    ? implicit(7, Buffer.from(host.split('.').map(Number)))
    : implicit(2, Buffer.from(host));
}

function extension(id: string, value: Buffer, critical?: 'critical'): Buffer {
  return sequence(objectIdentifier(id), ...(critical ? [boolean(true)] : []), octetString(value));
}

/** RFC 5280 §4.2.1.2, method 1: SHA-1 of the key's bits, which are the last 65 bytes for P-256. An identifier, not a protection. */
function keyIdOf(info: Buffer): Buffer {
  return createHash('sha1').update(info.subarray(-65)).digest();
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
