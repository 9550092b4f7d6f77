import * as l10n from '@vscode/l10n';
import type { ClusterProblem } from '../k8s/problem.ts';
import { host } from './server-host.ts';

/** What can be done about a problem, by the view that shows it. Views map each to a command. */
export type NextStep =
  | 'choose-kubeconfig'
  | 'open-kubeconfig'
  | 'try-sample'
  | 'ask-platform-team'
  | 'try-again'
  | 'sign-in'
  | 'switch-cluster'
  | 'trust-workspace'
  | 'copy-details';

/** A problem as a user reads it: one sentence, one explanation, what to do next (most useful first). */
export interface ProblemWords {
  /** For a row: no full stop, starts in lower case unless it begins with a name. */
  readonly short: string;
  readonly title: string;
  readonly detail: string;
  readonly next: readonly NextStep[];
}

/** The one place that turns a `ClusterProblem` into words. */
export function problemWords(problem: ClusterProblem): ProblemWords {
  switch (problem.kind) {
    case 'no-kubeconfig':
      return {
        short: l10n.t('no cluster file found'),
        title: l10n.t(
          'Porthole found no kubeconfig, the file that says where your cluster is and who you are.',
        ),
        detail: l10n.t('Looked in: {0}. Your platform team can give you one.', problem.searched.join(', ')),
        next: ['choose-kubeconfig', 'try-sample', 'ask-platform-team'],
      };
    case 'bad-kubeconfig':
      return {
        short: l10n.t('the kubeconfig cannot be read'),
        title: l10n.t('The kubeconfig {0} cannot be read.', problem.file),
        detail: problem.detail,
        next: ['open-kubeconfig', 'choose-kubeconfig', 'ask-platform-team', 'copy-details'],
      };
    case 'no-context':
      return {
        short: l10n.t('no cluster chosen'),
        title:
          problem.wanted === undefined
            ? l10n.t('The kubeconfig does not say which cluster to use.')
            : l10n.t('The kubeconfig has no usable cluster entry "{0}".', problem.wanted),
        detail: problem.detail,
        next: ['switch-cluster', 'choose-kubeconfig', 'ask-platform-team'],
      };
    case 'unreachable':
      return unreachable(problem);
    case 'certificate':
      return certificate(problem);
    case 'sign-in':
      return signIn(problem);
    case 'not-allowed':
      return {
        short: l10n.t('not visible for you'),
        title:
          problem.namespace === undefined
            ? l10n.t('Your account may not {0} in the whole cluster.', deedWords(problem))
            : l10n.t('Your account may not {0} in {1}.', deedWords(problem), problem.namespace),
        detail: problem.message,
        next: ['ask-platform-team', 'copy-details'],
      };
    case 'not-found':
      return {
        short: l10n.t('not there any more'),
        title: l10n.t('The cluster says that this does not exist (any more).'),
        detail: problem.message,
        next: ['try-again'],
      };
    case 'gone':
      return {
        short: l10n.t('catching up'),
        title: l10n.t('The list was out of date and is being read again.'),
        detail: problem.message,
        next: ['try-again'],
      };
    case 'busy':
      return {
        short: l10n.t('the cluster is busy'),
        title: l10n.t('The cluster is busy and asked Porthole to wait. It goes on by itself.'),
        detail: problem.message,
        next: ['try-again'],
      };
    case 'server':
      return {
        short: l10n.t('the cluster has a problem ({0})', problem.status),
        title: l10n.t(
          'The cluster answered with an error of its own (HTTP {0}). Porthole keeps trying.',
          problem.status,
        ),
        detail: problem.message,
        next: ['try-again', 'ask-platform-team', 'copy-details'],
      };
  }
}

type Unreachable = Extract<ClusterProblem, { kind: 'unreachable' }>;

function unreachable(problem: Unreachable): ProblemWords {
  const server = host(problem.server);
  const words: Record<Unreachable['reason'], [short: string, title: string]> = {
    dns: [
      l10n.t('{0} is not known', server),
      l10n.t('The name {0} is not known from here. Are you on the right network or VPN?', server),
    ],
    refused: [
      l10n.t('{0} does not answer', server),
      l10n.t('{0} refuses the connection: nothing is running there, or it is restarting.', server),
    ],
    timeout: [
      l10n.t('{0} does not answer', server),
      l10n.t('{0} did not answer in time. Are you on the right network or VPN?', server),
    ],
    proxy: [
      l10n.t('the proxy does not let Porthole through'),
      l10n.t('The network proxy on the way to {0} did not let Porthole through.', server),
    ],
    network: [
      l10n.t('no connection to {0}', server),
      l10n.t('The connection to {0} broke off. Porthole keeps trying.', server),
    ],
  };
  const [short, title] = words[problem.reason];
  return { short, title, detail: problem.detail, next: ['try-again', 'switch-cluster', 'copy-details'] };
}

type Certificate = Extract<ClusterProblem, { kind: 'certificate' }>;

function certificate(problem: Certificate): ProblemWords {
  const server = host(problem.server);
  const titles: Record<Certificate['reason'], string> = {
    'unknown-authority': l10n.t('{0} shows a certificate that your kubeconfig does not trust.', server),
    expired: l10n.t('The certificate of {0} has expired.', server),
    'wrong-host': l10n.t('The certificate that answers at {0} belongs to another address.', server),
    client: l10n.t('{0} does not accept the certificate in your kubeconfig; it may have expired.', server),
    other: l10n.t('The secure connection to {0} could not be made.', server),
  };
  return {
    short: l10n.t('certificate problem'),
    title: titles[problem.reason],
    detail: l10n.t('{0}. Ask your platform team for a fresh kubeconfig.', problem.detail),
    next: ['ask-platform-team', 'try-again', 'switch-cluster', 'copy-details'],
  };
}

type SignIn = Extract<ClusterProblem, { kind: 'sign-in' }>;

function signIn(problem: SignIn): ProblemWords {
  const program = problem.program ?? l10n.t('the sign-in program');
  const words: Record<SignIn['reason'], [short: string, title: string, next: NextStep[]]> = {
    expired: [
      l10n.t('your sign-in has expired'),
      l10n.t('Your sign-in to this cluster has expired.'),
      ['sign-in', 'ask-platform-team', 'copy-details'],
    ],
    refused: [
      l10n.t('the cluster does not accept your sign-in'),
      l10n.t(
        'The cluster does not accept the sign-in in your kubeconfig. It may have expired or been withdrawn.',
      ),
      ['sign-in', 'ask-platform-team', 'copy-details'],
    ],
    'helper-missing': [
      l10n.t('{0} was not found', program),
      l10n.t('Your kubeconfig signs in with the program {0}, and it was not found.', program),
      ['try-again', 'ask-platform-team', 'copy-details'],
    ],
    'helper-failed': [
      l10n.t('{0} failed', program),
      l10n.t('The program {0}, which signs you in, failed.', program),
      ['sign-in', 'ask-platform-team', 'copy-details'],
    ],
    'helper-needs-you': [
      l10n.t('sign in again'),
      l10n.t('Signing in needs you: {0} would open a log-in page.', program),
      ['sign-in', 'switch-cluster'],
    ],
    'untrusted-workspace': [
      l10n.t('this folder is not trusted'),
      l10n.t(
        'Signing in would run the program {0}. Porthole does not do that in a folder you have not trusted.',
        program,
      ),
      ['trust-workspace', 'switch-cluster'],
    ],
  };
  const [short, title, next] = words[problem.reason];
  const searched = problem.searched?.length
    ? l10n.t('Looked in: {0}.', problem.searched.join(', '))
    : undefined;
  const detail = [problem.detail, problem.hint, searched]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
  return { short, title, detail, next };
}

/** What was refused, as a person would say it. */
function deedWords({ verb, resource }: { readonly verb: string; readonly resource: string }): string {
  switch (resource) {
    case 'pods/log':
      return l10n.t('read what pods print (pods/log)');
    case 'pods/portforward':
      return l10n.t('connect to pods (pods/portforward)');
    case 'pods/exec':
      return l10n.t('run programs in pods (pods/exec)');
    default:
      return l10n.t('{0} {1}', verbWords(verb), resource);
  }
}

/** The verbs of Kubernetes permissions, as a person would say them. */
function verbWords(verb: string): string {
  switch (verb) {
    case 'list':
    case 'get':
    case 'watch':
      return l10n.t('see');
    case 'create':
      return l10n.t('create');
    case 'delete':
      return l10n.t('delete');
    case 'patch':
    case 'update':
      return l10n.t('change');
    default:
      return verb;
  }
}
