import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A TCP socket of this machine, as the kernel lists it. Source: Linux, Documentation/networking/proc_net_tcp.rst. */
export interface TcpSocket {
  readonly localAddress: string;
  readonly localPort: number;
  readonly remotePort: number;
  readonly state: 'listening' | 'open' | 'closed';
  readonly inode: number;
}

/** All TCP sockets of this network namespace. Linux only. */
export function tcpSockets(): readonly TcpSocket[] {
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => socketsIn(readFileSync(file, 'utf8')));
}

/** The sockets of such a file. */
export function socketsIn(table: string): readonly TcpSocket[] {
  return table.trim().split('\n').slice(1).map(socketOf);
}

/** The processes that listen on a port of this machine. */
export function processesListeningOn(port: number): readonly number[] {
  const inodes = tcpSockets()
    .filter(({ state, localPort }) => state === 'listening' && localPort === port)
    .map(({ inode }) => inode);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const theirs = socketsOf(pid);
      return inodes.some((inode) => theirs.has(inode));
    });
}

/** A process and all that it has started, and these, and so on. */
export function familyOf(pid: number): readonly number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .flatMap((name) => familyOf(Number(name)));
  return [pid, ...children];
}

function parentOf(pid: string): number | undefined {
  try {
    // The name in brackets may hold anything: what follows its last bracket is counted.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return undefined; // it has just ended
  }
}

/** The numbers of the sockets that a process has. */
export function socketsOf(pid: number | 'self'): ReadonlySet<number> {
  const folder = `/proc/${pid}/fd`;
  return new Set(
    namesIn(folder).flatMap((name) => {
      const [, inode] = /^socket:\[(\d+)\]$/.exec(targetOf(`${folder}/${name}`)) ?? [];
      return inode === undefined ? [] : [Number(inode)];
    }),
  );
}

/** What a process and all it has started listen on. */
export function listenersOf(pids: Iterable<number | 'self'>): readonly TcpSocket[] {
  const theirs = new Set([...pids].flatMap((pid) => [...socketsOf(pid)]));
  return tcpSockets().filter(({ state, inode }) => state === 'listening' && theirs.has(inode));
}

/** In 127.0.0.0/8, or `::1`, also as IPv4 inside of IPv6. */
export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}

function socketOf(line: string): TcpSocket {
  const [, local = '', remote = '', state = '', , , , , , inode = ''] = line.trim().split(/\s+/);
  const [address = '', port = ''] = local.split(':');
  return {
    localAddress: addressOf(address),
    localPort: parseInt(port, 16),
    remotePort: parseInt(remote.split(':')[1] ?? '', 16),
    state: STATES[state] ?? 'open',
    inode: Number(inode),
  };
}

/** Of the states in between, nobody but the kernel holds these two: TIME_WAIT and CLOSE. */
const STATES: Readonly<Record<string, TcpSocket['state']>> = {
  '0A': 'listening',
  '06': 'closed',
  '07': 'closed',
};

/** Words of four bytes, each in the order of this machine: the lowest first on all that we know. */
function addressOf(hex: string): string {
  const words = hex.match(/.{8}/g) ?? [];
  const bytes = words.flatMap((word) => [...Buffer.from(word, 'hex')].reverse());
  if (bytes.length === 4) return bytes.join('.');
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  if (isMapped) return bytes.slice(12).join('.');
  if (bytes.slice(0, 15).every((byte) => byte === 0)) return bytes[15] === 1 ? '::1' : '::';
  return Array.from({ length: 8 }, (_, index) =>
    (((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0)).toString(16),
  ).join(':');
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // it has ended, or is somebody else's
  }
}

function targetOf(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return ''; // closed in the meantime
  }
}
