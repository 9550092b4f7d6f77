import * as l10n from '@vscode/l10n';
import { duration } from '../../diagnostics/words/quantities.ts';
import type { ForwardProblem } from '../../k8s/streams/forward-problem.ts';
import { problemWords } from '../../rows/problem-words.ts';

/** Why a connection to a tool does not work, in one sentence. `tool` is its name. */
export function forwardWords(problem: ForwardProblem, tool: string): string {
  switch (problem.kind) {
    case 'port-closed':
      return l10n.t(
        '{0} does not listen on port {1} yet: its program is still starting, or has failed.',
        tool,
        problem.port,
      );
    case 'no-ready-pod':
      return l10n.t(
        'Nothing of {0} is ready to answer (waited {1}).',
        tool,
        duration(problem.waitedMs / 1000),
      );
    case 'no-such-port':
      return l10n.t(
        '{0} has no port {1}; it has {2}.',
        tool,
        problem.port,
        problem.ports.map(({ name, port }) => name ?? String(port)).join(', '),
      );
    case 'outside-the-cluster':
      return l10n.t('{0} runs outside the cluster, at {1}.', tool, problem.host);
    case 'local-port-taken':
      return problem.reason === 'busy'
        ? l10n.t('Port {0} on this machine is taken by another program.', problem.port)
        : l10n.t('Port {0} on this machine may not be used.', problem.port);
    case 'connection-lost':
      return l10n.t('The connection to {0} broke off.', tool);
    case 'node':
      return l10n.t('The machine that runs {0} could not make the connection: {1}', tool, problem.detail);
    case 'cluster':
      return problemWords(problem.problem).title;
  }
}
