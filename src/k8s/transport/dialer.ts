import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from 'node:tls';
import * as l10n from '@vscode/l10n';
import type { ClientCertificate } from '../auth/credentials.ts';
import type { Disposable } from '../../common/disposable.ts';
import type { ClusterAddress } from '../kubeconfig/target.ts';
import { ClusterError } from '../problem.ts';
import { connectionProblem } from './connection-problem.ts';
import { host, port, proxyFor } from './proxy-route.ts';
import { happened, secured } from './socket-events.ts';
import { openSocks, openTunnel, ProxyRefusal } from './tunnel.ts';

/** What a connection is made with; another one of these means other connections. */
export interface Identity {
  readonly authorities: string | readonly string[] | undefined;
  readonly certificate: ClientCertificate | undefined;
}

/** A server that is there takes milliseconds; one behind a closed VPN says nothing at all. */
const CONNECT_MS = 10_000;
/** After so long a quiet the system itself asks whether anybody is there: ten times, a second apart (libuv). */
const KEEP_ALIVE_MS = 15_000;
/** How often another try is made beside those that have no answer yet: of a packet that was lost the system tries again too seldom. */
const TRIES = 5;
const NO_HTTP2: readonly string[] = ['http/1.1'];

/** Makes connections to one server: directly or through its proxy, and with TLS where the address says so. Knows all that are open. */
export class Dialer implements Disposable {
  readonly url: URL;
  /** The proxy on the way, if there is one. */
  readonly proxy: URL | undefined;
  readonly #address: ClusterAddress;
  readonly #connectMs: number;
  readonly #open = new Set<Socket>();
  #connections = 0;
  #disposed = false;

  constructor(address: ClusterAddress, env: NodeJS.ProcessEnv, connectMs = CONNECT_MS) {
    this.#address = address;
    this.url = new URL(address.url);
    this.proxy = proxyFor(this.url, address.proxyUrl, env);
    this.#connectMs = connectMs;
  }

  get isSecure(): boolean {
    return this.url.protocol === 'https:';
  }

  /** A plain request through an HTTP proxy names its whole address instead of tunnelling (RFC 9112, 3.2.2). */
  get sendsWholeAddress(): boolean {
    return !this.isSecure && this.proxy !== undefined && this.proxy.protocol !== 'socks5:';
  }

  /** How many connections were made so far. */
  get connections(): number {
    return this.#connections;
  }

  /** What TLS is made with, also for those who make it themselves. */
  tlsOptions({ authorities, certificate }: Identity): ConnectionOptions {
    const name = this.#address.tlsServerName ?? host(this.url);
    return {
      host: name, // checked against the certificate
      ...(isIP(name) === 0 ? { servername: name } : {}), // an address cannot be asked for by name
      rejectUnauthorized: !this.#address.insecure,
      ALPNProtocols: [...NO_HTTP2],
      ...(authorities === undefined
        ? {}
        : { ca: typeof authorities === 'string' ? authorities : [...authorities] }),
      ...(certificate === undefined ? {} : { cert: certificate.cert, key: certificate.key }),
    };
  }

  /**
   * Connects; rejects with `ClusterError`. `tunnel` goes through an HTTP proxy to the server itself also where plain requests need
   * not. `session` is the TLS session of an earlier connection.
   */
  connect(
    identity: Identity,
    tunnel: boolean,
    session: Buffer | undefined,
    protocols = NO_HTTP2,
  ): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const tries = new Set<Socket[]>();
      const settle = (winner: Socket[] | undefined, end: () => void): void => {
        clearInterval(again);
        clearTimeout(limit);
        tries.delete(winner ?? []);
        for (const made of tries) for (const socket of made.reverse()) socket.destroy();
        tries.clear();
        end();
      };
      const begin = (): void => {
        const made: Socket[] = [];
        tries.add(made);
        this.#try(identity, tunnel, session, protocols, made).then(
          (socket) => {
            if (!tries.has(made)) return; // too late: it was destroyed with the others
            this.#connections += 1;
            settle(made, () => resolve(socket));
          },
          (error: unknown) => {
            if (tries.has(made)) settle(undefined, () => reject(this.#explained(error)));
          },
        );
      };
      const again = setInterval(begin, this.#connectMs / TRIES);
      const limit = setTimeout(() => {
        const text = l10n.t('no connection within {0} s', this.#connectMs / 1000);
        settle(undefined, () =>
          reject(this.#explained(Object.assign(new Error(text), { code: 'ETIMEDOUT' }))),
        );
      }, this.#connectMs);
      begin();
    });
  }

  dispose(): void {
    this.#disposed = true;
    for (const socket of [...this.#open]) socket.destroy();
  }

  async #try(
    identity: Identity,
    tunnel: boolean,
    session: Buffer | undefined,
    protocols: readonly string[],
    made: Socket[],
  ): Promise<Socket> {
    if (this.#disposed) throw new Error(l10n.t('the connection was closed'));
    const raw = await this.#reach(made, tunnel);
    return this.isSecure ? this.#secure(raw, identity, session, protocols, made) : raw;
  }

  #explained(error: unknown): ClusterError {
    if (error instanceof ClusterError) return error;
    return new ClusterError(connectionProblem(error, this.#address.server), { cause: error });
  }

  /** A connection to the server, or to the proxy that goes there. */
  async #reach(made: Socket[], tunnel: boolean): Promise<Socket> {
    const { proxy } = this;
    if (!proxy) return this.#plain(host(this.url), port(this.url), made);
    try {
      let socket = await this.#plain(host(proxy), port(proxy), made);
      if (proxy.protocol === 'https:') {
        const name = host(proxy);
        socket = await secured(
          connectTls({ socket, host: name, ...(isIP(name) === 0 ? { servername: name } : {}) }),
        );
        made.push(socket);
      }
      const to = { host: host(this.url), port: port(this.url) };
      if (proxy.protocol === 'socks5:') await openSocks(socket, to, proxyUser(proxy));
      else if (tunnel || !this.sendsWholeAddress) await openTunnel(socket, to, proxyAuthorization(proxy));
      return socket;
    } catch (error) {
      const detail =
        error instanceof ProxyRefusal
          ? error.message
          : `${proxy.host}: ${error instanceof Error ? error.message : String(error)}`;
      throw new ClusterError(
        { kind: 'unreachable', server: this.#address.server, reason: 'proxy', detail },
        { cause: error },
      );
    }
  }

  async #plain(name: string, number: number, made: Socket[]): Promise<Socket> {
    const socket = connectPlain({
      host: name,
      port: number,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_MS,
    });
    made.push(socket);
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
    await happened(socket, 'connect');
    return socket;
  }

  async #secure(
    socket: Socket,
    identity: Identity,
    session: Buffer | undefined,
    protocols: readonly string[],
    made: Socket[],
  ): Promise<Socket> {
    const secure = this.#startTls(socket, identity, session, protocols);
    made.push(secure);
    return secured(secure);
  }

  #startTls(
    socket: Socket,
    identity: Identity,
    session: Buffer | undefined,
    protocols: readonly string[],
  ): TLSSocket {
    try {
      return connectTls({
        socket,
        ...this.tlsOptions(identity),
        ALPNProtocols: [...protocols],
        ...(session === undefined ? {} : { session }),
      });
    } catch (cause) {
      // Node reads the certificates now: what it does not like are ours, since authorities have been looked at before.
      const detail = cause instanceof Error ? cause.message : String(cause);
      throw new ClusterError(
        { kind: 'certificate', server: this.#address.server, reason: 'client', detail },
        { cause },
      );
    }
  }
}

/** The header that names the user of an HTTP proxy, from its address. */
export function proxyAuthorization(proxy: URL): string | undefined {
  const user = proxyUser(proxy);
  return user && `Basic ${Buffer.from(`${user.name}:${user.password}`, 'utf8').toString('base64')}`;
}

function proxyUser(proxy: URL): { name: string; password: string } | undefined {
  if (proxy.username === '') return undefined;
  return { name: decodeURIComponent(proxy.username), password: decodeURIComponent(proxy.password) };
}
