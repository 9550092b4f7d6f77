import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Report } from '../cache.ts';
import { MachineryMissing } from '../machinery.ts';
import { runProgram } from './run-program.ts';

/** Paths of what this machine brings for a node. */
export interface NodePrograms {
  readonly containerd: string;
  readonly ctr: string;
  readonly runc: string;
  /** Statically linked, so that it runs in an image with nothing else in it. */
  readonly busybox: string;
  /** The folder of the CNI plugins. */
  readonly networkPlugins: string;
  readonly python: string;
}

/** In Debian and Ubuntu; elsewhere they have to be there already. */
const PACKAGES = [
  'containerd',
  'runc',
  'containernetworking-plugins',
  'busybox-static',
  'iptables',
  'iproute2',
  'python3',
  'python3-venv',
] as const;
const ALSO_SEARCHED = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
/** Debian's place, and the one of everybody else. */
const NETWORK_PLUGINS = ['/usr/lib/cni', '/opt/cni/bin', '/usr/libexec/cni'];

/** Finds the programs, or installs what is missing by apt-get. Throws `MachineryMissing` where a node cannot run. */
export async function nodePrograms(report: Report): Promise<NodePrograms> {
  if (process.platform !== 'linux')
    throw new MachineryMissing('The real node needs Linux: its pods are containers of the Linux kernel.');
  if (process.getuid?.() !== 0)
    throw new MachineryMissing(
      'The real node needs root, for network namespaces and mounts. Run the tests as root to have it.',
    );
  const found = findPrograms();
  if ('containerd' in found) return found;
  if (programPath('apt-get') === undefined)
    throw new MachineryMissing(
      `The real node needs ${found.missing.join(', ')}, and there is no apt-get here to install it. Install containerd, runc, the CNI plugins, a static busybox, iptables and Python 3 with venv.`,
    );
  report(`installing what the real node needs (${found.missing.join(', ')}) with apt-get`);
  const apt = (...args: readonly string[]): Promise<string> =>
    runProgram('apt-get', args, {
      report,
      what: `apt-get ${args[0] ?? ''}`,
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
  try {
    await apt('update', '-q');
    await apt('install', '-q', '-y', '--no-install-recommends', ...PACKAGES);
  } catch (error) {
    throw new MachineryMissing('The packages for the real node cannot be installed.', { cause: error });
  }
  const now = findPrograms();
  if ('containerd' in now) return now;
  throw new MachineryMissing(
    `The real node still lacks ${now.missing.join(', ')} after its packages were installed.`,
  );
}

function findPrograms(): NodePrograms | { readonly missing: readonly string[] } {
  const containerd = programPath('containerd');
  const ctr = programPath('ctr');
  const runc = programPath('runc');
  const busybox = programPath('busybox');
  const python = programPath('python3');
  const networkPlugins = NETWORK_PLUGINS.find((folder) => existsSync(join(folder, 'bridge')));
  const missing = Object.entries({
    containerd: containerd && ctr,
    runc,
    'a static busybox': busybox !== undefined && isStatic(busybox) ? busybox : undefined,
    'the CNI plugins': networkPlugins,
    iptables: programPath('iptables'),
    ip: programPath('ip'),
    'Python 3 with venv': python !== undefined && canMakeEnvironments(python) ? python : undefined,
  }).flatMap(([name, path]) => (path === undefined ? [name] : []));
  if (missing.length > 0 || !containerd || !ctr || !runc || !busybox || !networkPlugins || !python)
    return { missing };
  return { containerd, ctr, runc, busybox, networkPlugins, python };
}

function programPath(name: string): string | undefined {
  return [...(process.env['PATH'] ?? '').split(delimiter), ...ALSO_SEARCHED]
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

function isStatic(program: string): boolean {
  return spawnSync('ldd', [program]).status !== 0; // ldd fails with "not a dynamic executable"
}

function canMakeEnvironments(python: string): boolean {
  return spawnSync(python, ['-c', 'import venv, ensurepip'], { stdio: 'ignore' }).status === 0;
}
