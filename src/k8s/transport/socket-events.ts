import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import * as l10n from '@vscode/l10n';

/** Resolves when TLS stands and the certificate is trusted. */
export async function secured(socket: TLSSocket): Promise<TLSSocket> {
  await happened(socket, 'secureConnect');
  return socket;
}

/** Resolves at the event; rejects with the error that comes before it, or when the socket closes without one. */
export function happened(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void) => {
      socket.off(event, done).off('error', fail).off('close', close);
      end();
    };
    const done = () => settle(resolve);
    const fail = (error: Error) => {
      socket.on('error', ignore); // a late second one, while it is being destroyed
      settle(() => reject(error));
    };
    const close = () =>
      settle(() =>
        reject(
          Object.assign(new Error(l10n.t('the connection was closed while it was being made')), {
            code: 'ECONNRESET',
          }),
        ),
      );
    socket.on(event, done).on('error', fail).on('close', close);
  });
}

function ignore(): void {
  // the first error has been reported
}
