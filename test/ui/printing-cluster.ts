import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrintingServer } from '../../src/k8s/streams/testing/printing-server.ts';

/** A cluster in this process whose pods print what a test says, and the kubeconfig that leads to it. */
export interface PrintingCluster {
  readonly server: PrintingServer;
  readonly kubeconfig: string;
  stop(): Promise<void>;
}

export async function startPrintingCluster(): Promise<PrintingCluster> {
  const server = new PrintingServer();
  await server.start();
  const folder = mkdtempSync(join(tmpdir(), 'porthole-printing-'));
  const kubeconfig = join(folder, 'config');
  writeFileSync(
    kubeconfig,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'printing', cluster: { server: server.url } }],
      users: [{ name: 'nobody', user: {} }],
      contexts: [{ name: 'printing', context: { cluster: 'printing', user: 'nobody', namespace: 'a' } }],
      'current-context': 'printing',
    }),
  );
  return {
    server,
    kubeconfig,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
