import type { LogOutputChannel } from 'vscode';
import type { OpenConnections } from './cluster-connector.ts';

export function openConnections(log: LogOutputChannel): OpenConnections {
  return async (wish) => {
    const { createConnections } = await import('../k8s/connection.ts');
    return createConnections(wish, log);
  };
}
