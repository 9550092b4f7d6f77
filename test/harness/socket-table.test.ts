import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { isLoopback, listenersOf, processesListeningOn, socketsIn } from './socket-table.ts';

const HEAD =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const line = (local: string, state: string): string =>
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 41 1 0000000000000000 100 0 0 10 0`;
const NOBODY = '00000000000000000000000000000000';

describe('the socket table', () => {
  it('tells what everybody can reach from what only this machine can', () => {
    const addresses = [
      ['0100007F:1388', '127.0.0.1', true],
      ['00000000:1388', '0.0.0.0', false],
      ['0100D50A:1388', '10.213.0.1', false],
      [`${NOBODY}:1388`, '::', false],
      [`${NOBODY.slice(0, 24)}01000000:1388`, '::1', true],
      ['0000000000000000FFFF00000100007F:1388', '127.0.0.1', true],
      ['0000000000000000FFFF000000000000:1388', '0.0.0.0', false],
    ] as const;
    const sockets = socketsIn([HEAD, ...addresses.map(([hex]) => line(hex, '0A'))].join('\n'));
    assert.deepEqual(
      sockets.map(({ localAddress }) => [localAddress, isLoopback(localAddress)]),
      addresses.map(([, address, local]) => [address, local]),
    );
    assert.ok(
      sockets.every(
        ({ localPort, state, inode }) => localPort === 5000 && state === 'listening' && inode === 41,
      ),
    );
  });

  it('finds what this process listens on', async function () {
    if (process.platform !== 'linux') this.skip();
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      assert.ok(listenersOf(['self']).some(({ localPort }) => localPort === port));
      assert.deepEqual(processesListeningOn(port), [process.pid]);
    } finally {
      server.close();
    }
  });
});
