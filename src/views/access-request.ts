import * as l10n from '@vscode/l10n';
import type { ClusterProblem } from '../k8s/problem.ts';
import { problemWords } from '../rows/problem-words.ts';

/**
 * The message to whoever runs the cluster: what is needed, in their words, ready to be sent. Of several problems those that a Role
 * can mend are asked for together.
 */
export function accessRequest(problems: readonly ClusterProblem[]): string {
  const [problem] = problems;
  if (!problem || problem.kind === 'no-kubeconfig')
    return l10n.t(
      'Hello,\n\nI would like to use our Kubernetes cluster from VS Code (with the Porthole extension). Could you please send me:\n\n- a kubeconfig file for the cluster, and how I sign in (is a program such as kubelogin or the AWS CLI needed?)\n- the names of the namespaces that I may use\n- in those namespaces: permission to get, list and watch pods, pods/log, events, services, deployments, statefulsets, jobs, persistentvolumeclaims and resourcequotas, and to create pods/portforward\n\nThank you!',
    );
  const refused = problems.filter((each) => each.kind === 'not-allowed');
  if (refused.length > 0)
    return l10n.t(
      'Hello,\n\nmy account is not allowed something that I need on our Kubernetes cluster.\n\n{0}\n\nCould you please give me this Role?\n\n{1}\n\nThank you!',
      refused.map(({ message }) => message).join('\n'),
      rolesFor(refused).join('\n---\n'),
    );
  const words = problemWords(problem);
  return l10n.t(
    'Hello,\n\nI cannot connect to our Kubernetes cluster.\n\n{0}\n{1}\n\nWhat should I do?\n\nThank you!',
    words.title,
    words.detail,
  );
}

type Refused = Extract<ClusterProblem, { kind: 'not-allowed' }>;

/** One Role for each namespace, and a ClusterRole for what is in none. */
function rolesFor(refused: readonly Refused[]): readonly string[] {
  const places = [...new Set(refused.map(({ namespace }) => namespace))];
  return places.map((place) => {
    const here = refused.filter(({ namespace }) => namespace === place);
    return [
      'apiVersion: rbac.authorization.k8s.io/v1',
      `kind: ${place === undefined ? 'ClusterRole' : 'Role'}`,
      'metadata:',
      '  name: porthole-user',
      ...(place === undefined ? [] : [`  namespace: ${place}`]),
      'rules:',
      ...[...new Set(here.map(ruleFor))],
    ].join('\n');
  });
}

function ruleFor({ verb, resource }: Refused): string {
  const isReading = ['list', 'watch', 'get'].includes(verb);
  // A log or a connection is read or made; it is never listed.
  const verbs = resource.includes('/') || !isReading ? [verb] : ['get', 'list', 'watch'];
  return [
    `  - apiGroups: ["${GROUPS[resource.split('/')[0] ?? ''] ?? '*'}"]`,
    `    resources: ["${resource}"]`,
    `    verbs: ${JSON.stringify(verbs)}`,
  ].join('\n');
}

/** The API groups of what is commonly asked for; the core group has no name. */
const GROUPS: Readonly<Record<string, string>> = {
  pods: '',
  events: '',
  services: '',
  secrets: '',
  configmaps: '',
  nodes: '',
  namespaces: '',
  persistentvolumeclaims: '',
  resourcequotas: '',
  limitranges: '',
  deployments: 'apps',
  statefulsets: 'apps',
  daemonsets: 'apps',
  replicasets: 'apps',
  jobs: 'batch',
  cronjobs: 'batch',
};

/** What went wrong, for a message to somebody who can mend it. No token or password is ever part of a problem. */
export function problemDetails(problem: ClusterProblem): string {
  const words = problemWords(problem);
  return [words.title, words.detail, '', JSON.stringify(problem, undefined, 2)].join('\n');
}
