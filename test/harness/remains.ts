import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { controlGroupFolders, mountsBelow } from './kernel.ts';
import { RUN_MARK } from './ledger.ts';
import { CONTROL_GROUP } from './real-node/kubelet.ts';
import { BRIDGE } from './real-node/pod-network.ts';

/** What is still there of runs that are over, each in a few words; for tests that there is nothing. `folders` are those of the runs. */
export function remainsOf(folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) => [
    ...processesOf(folder).map((pid) => `process ${pid}: ${commandOf(pid)}`),
    ...mountsBelow(folder).map((path) => `mount ${path}`),
    ...(existsSync(folder) ? [`folder ${folder}`] : []),
  ]);
}

/** What is there of a real node, whoever runs it; that of another run has other words. */
export function remainsOfNode(): readonly string[] {
  const rules = spawnSync('iptables', ['-w', '-S'], { encoding: 'utf8' }).stdout.split('\n');
  const spaces = readFileSync('/proc/self/mounts', 'utf8').split('\n');
  return [
    ...(existsSync(`/sys/class/net/${BRIDGE}`)
      ? [`bridge ${BRIDGE}, ${readFileSync(`/sys/class/net/${BRIDGE}/ifindex`, 'utf8').trim()}`]
      : []),
    ...rules.filter((rule) => rule.includes(BRIDGE)).map((rule) => `packet rule ${rule}`),
    ...controlGroupFolders(CONTROL_GROUP).map((folder) => `control group ${folder}, ${statSync(folder).ino}`),
    ...spaces.filter((line) => line.includes('/porthole-run-')).map((line) => `mount ${line}`),
  ];
}

/** Linux, as all that is tested with it. */
export function processesOf(folder: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => fileOf(pid, 'environ').split('\0').includes(`${RUN_MARK}=${folder}`));
}

function commandOf(pid: number): string {
  return fileOf(pid, 'cmdline').split('\0').slice(0, 3).join(' ');
}

function fileOf(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return ''; // ended meanwhile, or somebody else's
  }
}
