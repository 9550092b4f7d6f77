import type { ContextKeys } from './contributions.ts';
import type { CurrentConnection } from './current-connection.ts';

/** What the views have to say when they are empty. */
export function viewState({
  connection,
  problem,
}: Pick<CurrentConnection, 'connection' | 'problem'>): ContextKeys['porthole.state'] {
  if (!connection) return 'starting';
  if (problem) return problem.kind === 'no-kubeconfig' ? 'no-kubeconfig' : 'problem';
  return connection.state === 'open' && connection.session.namespaces.state === 'known'
    ? 'open'
    : 'connecting';
}
