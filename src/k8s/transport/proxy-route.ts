import { BlockList, isIP } from 'node:net';
import { variableOf } from './environment.ts';

/**
 * The proxy on the way to a server, by the same rules as kubectl: `proxy-url` of the cluster; else HTTPS_PROXY or HTTP_PROXY after
 * the server's scheme, unless NO_PROXY names it or it is this machine.
 */
export function proxyFor(server: URL, proxyUrl: string | undefined, env: NodeJS.ProcessEnv): URL | undefined {
  if (proxyUrl !== undefined) return new URL(proxyUrl);
  const name = server.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const value = variableOf(env, name);
  if (
    value === undefined ||
    isLoopback(host(server)) ||
    isExcepted(server, variableOf(env, 'NO_PROXY') ?? '')
  )
    return undefined;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  return URL.canParse(address) ? new URL(address) : undefined;
}

/** True for addresses of this machine: nothing is gained there by compressing, or by asking a proxy. */
export function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '::1' || /^127\.\d+\.\d+\.\d+$/.test(name);
}

/** The host of an address without the brackets of IPv6. */
export function host(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/** The port of an address, also where it is the usual one. */
export function port(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : url.protocol === 'socks5:' ? 1080 : 80;
}

function isExcepted(server: URL, list: string): boolean {
  return list
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .some((entry) => entry !== '' && matches(entry, host(server).toLowerCase(), port(server)));
}

/** One entry of NO_PROXY: `*`, an address range, or a name that stands for itself and everything under it; each may name a port. */
function matches(entry: string, name: string, serverPort: number): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return isInRange(entry, name);
  const [pattern, wantedPort] = isIP(entry) === 6 ? [entry, undefined] : split(entry);
  if (wantedPort !== undefined && wantedPort !== serverPort) return false;
  const plain = pattern.replace(/^\[|\]$/g, '');
  if (isIP(plain) !== 0) return plain === name;
  // `.example.org` means only what is under it; `example.org` and `*.example.org` are kinder.
  const suffix = plain.replace(/^\*/, '');
  return suffix.startsWith('.') ? name.endsWith(suffix) : name === suffix || name.endsWith(`.${suffix}`);
}

function split(entry: string): [pattern: string, port: number | undefined] {
  const found = /^(.*):(\d+)$/.exec(entry);
  return found ? [found[1] ?? '', Number(found[2])] : [entry, undefined];
}

function isInRange(range: string, name: string): boolean {
  const [network = '', bits = ''] = range.split('/');
  const family = isIP(network);
  if (family === 0 || isIP(name) !== family) return false;
  const type = family === 6 ? 'ipv6' : 'ipv4';
  const prefix = Number(bits);
  if (!/^\d+$/.test(bits) || prefix > (family === 6 ? 128 : 32)) return false;
  const block = new BlockList();
  block.addSubnet(network, prefix, type);
  return block.check(name, type);
}
