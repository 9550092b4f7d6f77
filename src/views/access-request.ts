import * as l10n from '@vscode/l10n';
import type { ClusterProblem } from '../k8s/problem.ts';
import { problemWords } from '../rows/problem-words.ts';

/** The message to whoever runs the cluster: what is needed, in their words, ready to be sent. */
export function accessRequest(problem: ClusterProblem | undefined): string {
  if (!problem || problem.kind === 'no-kubeconfig')
    return l10n.t(
      'Hello,\n\nI would like to use our Kubernetes cluster from VS Code (with the Porthole extension). Could you please send me:\n\n- a kubeconfig file for the cluster, and how I sign in (is a program such as kubelogin or the AWS CLI needed?)\n- the names of the namespaces that I may use\n- in those namespaces: permission to get, list and watch pods, pods/log, events, services, deployments, statefulsets, jobs, persistentvolumeclaims and resourcequotas, and to create pods/portforward\n\nThank you!',
    );
  if (problem.kind === 'not-allowed')
    return l10n.t(
      'Hello,\n\nmy account is not allowed something that I need on our Kubernetes cluster.\n\n{0}\n\nCould you please give me this Role?\n\n{1}\n\nThank you!',
      problem.message,
      roleFor(problem),
    );
  const words = problemWords(problem);
  return l10n.t(
    'Hello,\n\nI cannot connect to our Kubernetes cluster.\n\n{0}\n{1}\n\nWhat should I do?\n\nThank you!',
    words.title,
    words.detail,
  );
}

function roleFor({ verb, resource, namespace }: Extract<ClusterProblem, { kind: 'not-allowed' }>): string {
  const scoped = namespace !== undefined;
  const verbs = ['list', 'watch', 'get'].includes(verb) ? ['get', 'list', 'watch'] : [verb];
  return [
    'apiVersion: rbac.authorization.k8s.io/v1',
    `kind: ${scoped ? 'Role' : 'ClusterRole'}`,
    'metadata:',
    '  name: porthole-user',
    ...(scoped ? [`  namespace: ${namespace}`] : []),
    'rules:',
    `  - apiGroups: ["*"]`,
    `    resources: ["${resource}"]`,
    `    verbs: ${JSON.stringify(verbs)}`,
  ].join('\n');
}

/** What went wrong, for a message to somebody who can mend it. No token or password is ever part of a problem. */
export function problemDetails(problem: ClusterProblem): string {
  const words = problemWords(problem);
  return [words.title, words.detail, '', JSON.stringify(problem, undefined, 2)].join('\n');
}
