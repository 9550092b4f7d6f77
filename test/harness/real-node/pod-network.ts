import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Ledger } from '../ledger.ts';
import { runProgram } from './run-program.ts';

/** The bridge that the pods are plugged into. There is one real node on a machine, so it has one name. */
export const BRIDGE = 'porthole0';
/** The bridge's own address is the node's, so that the kubelet is reached from this machine only. */
export const NODE_ADDRESS = '10.213.0.1';
const RANGE = '10.213.0.0/16';
const FORWARDING = '/proc/sys/net/ipv4/ip_forward';

/**
 * Makes the pods' network before the first pod. Pods reach each other and this machine; whatever else they send is refused: tests do not
 * talk to the world.
 */
export async function makePodNetwork(ledger: Ledger, configurationFolder: string): Promise<void> {
  const reject = [
    'FORWARD',
    '-i',
    BRIDGE,
    '!',
    '-o',
    BRIDGE,
    '-m',
    'comment',
    '--comment',
    basename(ledger.folder),
    '-j',
    'REJECT',
  ];
  ledger.enter({ kind: 'command', program: 'iptables', args: ['-w', '-D', ...reject] });
  await runProgram('iptables', ['-w', '-I', ...reject]);
  ledger.enter({ kind: 'command', program: 'ip', args: ['link', 'delete', BRIDGE] });
  await runProgram('ip', ['link', 'add', BRIDGE, 'type', 'bridge']);
  await runProgram('ip', ['address', 'add', `${NODE_ADDRESS}/16`, 'dev', BRIDGE]);
  await runProgram('ip', ['link', 'set', BRIDGE, 'up']);
  const before = readFileSync(FORWARDING, 'utf8').trim();
  if (before !== '1') {
    ledger.enter({ kind: 'command', program: 'sysctl', args: ['-qw', `net.ipv4.ip_forward=${before}`] });
    writeFileSync(FORWARDING, '1');
  }
  mkdirSync(configurationFolder, { recursive: true });
  const bridge = {
    type: 'bridge',
    bridge: BRIDGE,
    isGateway: true,
    ipMasq: false,
    hairpinMode: true,
    ipam: {
      type: 'host-local',
      dataDir: join(ledger.folder, 'addresses'),
      ranges: [[{ subnet: RANGE, gateway: NODE_ADDRESS }]],
      routes: [{ dst: '0.0.0.0/0' }],
    },
  };
  const configuration = { cniVersion: '0.4.0', name: 'porthole', plugins: [bridge] };
  writeFileSync(join(configurationFolder, '10-porthole.conflist'), JSON.stringify(configuration));
}
