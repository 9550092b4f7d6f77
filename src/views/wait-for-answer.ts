import * as l10n from '@vscode/l10n';
import type { ProbeFailure } from '../k8s/streams/probe-http.ts';
import type { ToolConnection } from './connections/tool-connections.ts';
import { NoAnswer } from './open-tool.ts';
import { forwardWords } from '../rows/forward-words.ts';

/** A tool that was started a moment ago may need this long for its first page. */
const PATIENCE_MS = 90_000;

/** Waits until the tool behind a connection answers. Throws `NoAnswer` when it does not, and `CancelledError`. */
export async function waitForAnswer(
  { endpoint, forward, title }: ToolConnection,
  waiting: (words: string) => void,
  signal: AbortSignal,
): Promise<void> {
  if (endpoint.scheme === 'tcp') return;
  const { probeHttp } = await import('../k8s/streams/probe-http.ts');
  const url = `${endpoint.scheme}://127.0.0.1:${forward.localPort}`;
  const why = (failure: ProbeFailure): string =>
    forward.problem ? forwardWords(forward.problem, title) : failureWords(failure, title);
  const options = {
    path: endpoint.health ?? endpoint.path,
    ...(endpoint.alive === undefined ? {} : { alive: endpoint.alive }),
    timeout: PATIENCE_MS,
    onTry: (failure: ProbeFailure) => waiting(why(failure)),
  };
  const result = await probeHttp(url, options, signal);
  if (!result.alive) throw new NoAnswer(why(result.failure));
}

function failureWords(failure: ProbeFailure, tool: string): string {
  switch (failure.kind) {
    case 'status':
      return failure.status >= 500
        ? l10n.t('{0} is still starting, or has a problem (it answers with HTTP {1}).', tool, failure.status)
        : l10n.t('{0} answers, but not as expected (HTTP {1}).', tool, failure.status);
    case 'not-http':
      return l10n.t('Something answers on the port of {0}, but it is not a web page.', tool);
    case 'no-connection':
      return l10n.t('{0} does not answer yet.', tool);
    case 'silent':
      return l10n.t('{0} takes the connection and says nothing.', tool);
  }
}
