import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';

/** A wire to the API server that can be cut: every connection on it breaks off, and new ones work again. */
export interface CutWire {
  /** A kubeconfig that leads over the wire. */
  readonly kubeconfig: string;
  cut(): void;
  stop(): Promise<void>;
}

export async function cutWire(kubeconfig: string, folder: string): Promise<CutWire> {
  const text = readFileSync(kubeconfig, 'utf8');
  const [, port] = /https:\/\/127\.0\.0\.1:(\d+)/.exec(text) ?? [];
  if (port === undefined) throw new Error(`${kubeconfig} does not lead to loopback`);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const onward = connect(Number(port), '127.0.0.1');
    for (const [from, to] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      // Either end breaking off breaks the other one off.
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const changed = join(folder, 'cut-wire.kubeconfig');
  const own = (server.address() as AddressInfo).port;
  writeFileSync(changed, text.replaceAll(`https://127.0.0.1:${port}`, `https://127.0.0.1:${own}`), {
    mode: 0o600,
  });
  const cut = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    kubeconfig: changed,
    cut,
    stop: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
