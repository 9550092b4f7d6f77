import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '../child.ts';
import type { Child } from '../child.ts';
import { IMAGES } from '../images.ts';
import type { Ledger } from '../ledger.ts';
import type { NodePrograms } from './machine.ts';
import { runProgram } from './run-program.ts';

export interface Containerd {
  readonly child: Child;
  readonly socket: string;
  /** What lives only as long as it runs. */
  readonly state: string;
  ctr(...args: readonly string[]): Promise<string>;
}

export interface ContainerdFolders {
  /** Images and the containers' file systems. */
  readonly root: string;
  /** A CNI configuration is read from here. */
  readonly network: string;
}

const START_MILLISECONDS = 30_000;
/** From SIGTERM on; it closes its databases. */
const GRACE_MILLISECONDS = 3_000;

/** containerd with all it keeps and listens on inside our own folders: nothing of one that the machine has anyway is touched. */
export async function startContainerd(
  ledger: Ledger,
  programs: NodePrograms,
  { root, network }: ContainerdFolders,
): Promise<Containerd> {
  const { folder } = ledger;
  const state = join(folder, 'containerd');
  const socket = join(folder, 'containerd.sock');
  mkdirSync(network, { recursive: true });
  ledger.enter({ kind: 'mounts', below: root });
  ledger.enter({ kind: 'shim-sockets', state });
  const settings = { root, network, state, socket, runcState: join(folder, 'runc') };
  const file = join(folder, 'containerd.toml');
  writeFileSync(file, configuration(programs, settings));
  const child = startChild(ledger, 'containerd', programs.containerd, ['--config', file], {
    graceMs: GRACE_MILLISECONDS,
  });
  const ctr = (...args: readonly string[]): Promise<string> =>
    runProgram(programs.ctr, ['--address', socket, '--namespace', 'k8s.io', ...args], {
      what: `ctr ${args[0] ?? ''}`,
    });
  await child.until(
    'an answer of containerd',
    () =>
      ctr('version').then(
        () => true,
        () => undefined, // does not listen yet
      ),
    START_MILLISECONDS,
  );
  return { child, socket, state, ctr };
}

interface Settings extends ContainerdFolders {
  readonly state: string;
  readonly socket: string;
  readonly runcState: string;
}

/** Version 2 of the format is understood by containerd 1.3 and all later ones. */
function configuration(
  programs: NodePrograms,
  { root, network, state, socket, runcState }: Settings,
): string {
  const cri = 'plugins."io.containerd.grpc.v1.cri"';
  const text = JSON.stringify; // TOML's basic strings are written like JSON's
  return `
version = 2
root = ${text(root)}
state = ${text(state)}
disabled_plugins = [
  "io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper",
  "io.containerd.snapshotter.v1.zfs", "io.containerd.tracing.processor.v1.otlp", "io.containerd.internal.v1.opt",
]
[grpc]
  address = ${text(socket)}
[${cri}]
  sandbox_image = ${text(IMAGES.pause)}
  stream_server_address = "127.0.0.1"
  stream_server_port = "0"
  disable_tcp_service = true
  # Else the network namespaces are in /run/netns, where nobody knows whose they are.
  netns_mounts_under_state_dir = true
  # Without the capability CAP_SYS_RESOURCE runc dies when it lowers a score ("can't get final child's PID from pipe: EOF").
  restrict_oom_score_adj = true
  [${cri}.containerd]
    snapshotter = "overlayfs"
    default_runtime_name = "runc"
    [${cri}.containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [${cri}.containerd.runtimes.runc.options]
        SystemdCgroup = false
        BinaryName = ${text(programs.runc)}
        Root = ${text(runcState)}
  [${cri}.cni]
    bin_dir = ${text(programs.networkPlugins)}
    conf_dir = ${text(network)}
`;
}
