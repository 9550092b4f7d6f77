import * as l10n from '@vscode/l10n';
import type { ClusterProblem } from '../k8s/problem.ts';
import type { Question } from '../k8s/session.ts';
import { problemWords } from '../rows/problem-words.ts';
import { rolesFor } from './access-role.ts';
import type { Refused } from './access-role.ts';

/**
 * The message to whoever runs the cluster: what is needed, in their words, ready to be sent. Of several problems those that a Role
 * can mend are asked for together.
 */
export function accessRequest(problems: readonly ClusterProblem[], user?: string): string {
  const [problem] = problems;
  if (!problem || problem.kind === 'no-kubeconfig')
    return l10n.t(
      'Hello,\n\nI would like to use our Kubernetes cluster from VS Code (with the Porthole extension). Could you please send me:\n\n- a kubeconfig file for the cluster, and how I sign in (is a program such as kubelogin or the AWS CLI needed?)\n- the names of the namespaces that I may use\n- in those namespaces: permission to get, list and watch pods, pods/log, events, services, deployments, statefulsets, jobs, persistentvolumeclaims and resourcequotas, and to get and create pods/portforward\n\nThank you!',
    );
  const refused = problems.filter((each) => each.kind === 'not-allowed');
  if (refused.length > 0)
    return l10n.t(
      'Hello,\n\nmy account is not allowed something that I need on our Kubernetes cluster.\n\n{0}\n\nCould you please give it to me? This would do (kubectl apply):\n\n```yaml\n{1}\n```\n\nThank you!',
      [...new Set(refused.map(({ message }) => message))].join('\n'),
      rolesFor(refused, user ?? refusedUser(refused)),
    );
  const words = problemWords(problem);
  return l10n.t(
    'Hello,\n\nI cannot connect to our Kubernetes cluster.\n\n{0}\n{1}\n\nWhat should I do?\n\nThank you!',
    words.title,
    words.detail,
  );
}

/** A permission that is missing, as a problem: to be asked for together with those that were refused. */
export function missingRight({ verb, group, resource, namespace }: Question): ClusterProblem {
  const message =
    namespace === undefined
      ? l10n.t('{0} {1} in the whole cluster', verb, resource)
      : l10n.t('{0} {1} in the namespace {2}', verb, resource, namespace);
  return {
    kind: 'not-allowed',
    verb,
    resource,
    message,
    ...(group !== undefined && { group }),
    ...(namespace !== undefined && { namespace }),
  };
}

/** Whom the cluster refused: it says so in each refusal. */
function refusedUser(refused: readonly Refused[]): string | undefined {
  return refused
    .map(({ message }) => /\bUser "([^"]+)" cannot /.exec(message)?.[1])
    .find((user) => user !== undefined);
}

/** What went wrong, for a message to somebody who can mend it. No token or password is ever part of a problem. */
export function problemDetails(problem: ClusterProblem): string {
  const words = problemWords(problem);
  return [words.title, words.detail, '', JSON.stringify(problem, undefined, 2)].join('\n');
}
