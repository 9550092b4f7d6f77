import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';

/**
 * Ports of an address that are free at this moment, all different. Somebody else may take one before it is used: whoever uses them has
 * to be ready to try again.
 */
export async function freePorts<Name extends string>(
  names: readonly Name[],
  address = '127.0.0.1',
): Promise<Record<Name, number>> {
  const servers = await Promise.all(names.map(() => listening(address)));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return Object.fromEntries(names.map((name, index) => [name, ports[index]])) as Record<Name, number>;
}

function listening(address: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, address, () => resolve(server));
  });
}
