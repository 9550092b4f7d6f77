import * as l10n from '@vscode/l10n';
import type { Wording } from '../claim.ts';
import { team, whereToEdit, you } from './place.ts';
import { amountOf, clipped, listed, quantityOf, resourceName } from './quantities.ts';

interface Refused {
  /** What could not be made, as far as the message names it. */
  target?: string | undefined;
  namespace?: string | undefined;
  message: string;
}

/** One resource of a quota, as the API server wrote it. */
export interface QuotaLine {
  readonly resource: string;
  readonly requested?: string | undefined;
  readonly used?: string | undefined;
  readonly limited?: string | undefined;
}

export interface AdmissionSays {
  'quota-exceeded': Refused & {
    quota: string;
    lines: readonly QuotaLine[];
    users?: readonly QuotaUser[] | undefined;
  };
  'quota-must-specify': Refused & { quota: string; fields: readonly string[] };
  'limitrange-violation': Refused & { rule: string };
  'pod-security-violation': Refused & { level: string; problems: readonly string[] };
  'admission-denied': Refused & { webhook: string; reason: string };
  'webhook-unavailable': Refused & { webhook: string; reason: string };
  'webhook-not-injected': Refused & { container?: string | undefined; what: string };
  'serviceaccount-not-found': Refused & { account: string };
  'rbac-forbidden': Refused & {
    user: string;
    verb: string;
    resource: string;
    where?: string | undefined;
    /** The one that refuses is an object store, not the cluster; the resource is its bucket. */
    store?: boolean | undefined;
  };
  'runtimeclass-missing': Refused & { runtimeClass: string; classes: readonly string[] };
  'priorityclass-missing': Refused & { priorityClass: string; classes: readonly string[] };
  'namespace-terminating': Refused & { since?: string | undefined };
}

/** A workload that holds part of a quota. */
export interface QuotaUser {
  readonly owner: string;
  readonly amount: number;
  readonly pods: number;
}

function quotaUser({ owner, amount, pods }: QuotaUser, resource: string): string {
  const name = resource.replace(/^(requests|limits)\./, '');
  if (name === 'pods') return l10n.t('{0} ({1} pods)', owner, amount);
  return pods === 1
    ? l10n.t('{0} ({1})', owner, amountOf(name, amount))
    : l10n.t('{0} ({1} in {2} pods)', owner, amountOf(name, amount), pods);
}

function quotaSentence({ resource, requested, used, limited }: QuotaLine): string {
  const shown = (value: string | undefined): string => {
    const amount = quantityOf(value);
    return amount === undefined
      ? (value ?? '?')
      : `${amountOf(resource, amount)}${amountOf(resource, amount) === value ? '' : ` (${value ?? ''})`}`;
  };
  if (limited === undefined) return l10n.t('{0}: {1} used', resource, shown(used));
  return requested === undefined
    ? l10n.t('{0}: {1} of {2} used', resource, shown(used), shown(limited))
    : l10n.t(
        '{0}: {1} more wanted, {2} of {3} used',
        resource,
        shown(requested),
        shown(used),
        shown(limited),
      );
}

function refusedBy(message: string): string {
  return l10n.t('The answer was: “{0}”', clipped(message, 300));
}

export const admissionWords: { [C in keyof AdmissionSays]: Wording<AdmissionSays[C]> } = {
  'quota-exceeded': {
    short: ({ lines }) =>
      lines[0] === undefined
        ? l10n.t('quota used up')
        : l10n.t('quota used up: {0}', resourceName(lines[0].resource)),
    title: ({ quota, namespace, lines }) =>
      l10n.t(
        'The quota "{0}"{1} is used up: {2}.',
        quota,
        namespace === undefined ? '' : l10n.t(' of namespace {0}', namespace),
        lines.map(quotaSentence).join('; '),
      ),
    why: ({ target, users, lines }) =>
      [
        target === undefined
          ? l10n.t('New pods are refused while it is; a quota does not queue.')
          : l10n.t('"{0}" was refused for it; a quota does not queue.', target),
        users === undefined || users.length === 0
          ? ''
          : l10n.t(
              'Most of it is used by: {0}.',
              listed(
                users.map((user) => quotaUser(user, lines[0]?.resource ?? '')),
                4,
              ),
            ),
      ]
        .filter((part) => part !== '')
        .join(' '),
    actions: ({ quota, namespace }, place) => [
      you(
        l10n.t(
          'Stop what you do not need (idle notebooks, finished clusters, old claims), or ask for less in {0}.',
          whereToEdit(place),
        ),
      ),
      team(
        l10n.t(
          'Please raise the quota "{0}", or tell what uses it. If the numbers do not match what runs, its count is stale.',
          quota,
        ),
        `kubectl describe resourcequota ${quota}${namespace === undefined ? '' : ` -n ${namespace}`}\n`,
      ),
    ],
  },
  'quota-must-specify': {
    short: () => l10n.t('has to say how much it needs'),
    title: ({ quota, fields }) =>
      l10n.t(
        'The quota "{0}" demands that every pod states {1}; this one does not.',
        quota,
        listed([...fields], 6),
      ),
    why: ({ message }) => refusedBy(message),
    actions: ({ fields }, place) => [
      you(l10n.t('State them in {0}.', whereToEdit(place)), resourcesPatch(fields)),
      team(l10n.t('A LimitRange with defaults in this namespace would fill them in for everybody.')),
    ],
  },
  'limitrange-violation': {
    short: () => l10n.t('asks for more or less than this namespace allows'),
    title: ({ rule, namespace }) =>
      l10n.t(
        'The pod asks for an amount outside of what namespace {1} allows: {0}.',
        clipped(rule, 200),
        namespace ?? '',
      ),
    why: ({ message }) => refusedBy(message),
    actions: (_says, place) => [
      you(l10n.t('Change requests and limits in {0} to stay within that.', whereToEdit(place))),
      team(l10n.t('Or please change the LimitRange of this namespace.'), 'kubectl describe limitrange\n'),
    ],
  },
  'pod-security-violation': {
    short: () => l10n.t('not allowed by the namespace’s security rules'),
    title: ({ level, problems }) =>
      l10n.t(
        'The pod breaks the security level "{0}" of its namespace: {1}.',
        level,
        listed(
          problems.map((p) => clipped(p, 90)),
          4,
        ),
      ),
    why: ({ message }) => refusedBy(message),
    actions: (_says, place) => [
      you(
        l10n.t('Add what the level demands, in {0}.', whereToEdit(place)),
        'securityContext:\n  runAsNonRoot: true\n  seccompProfile: {type: RuntimeDefault}\ncontainers:\n- securityContext:\n    allowPrivilegeEscalation: false\n    capabilities: {drop: [ALL]}\n',
      ),
      team(
        l10n.t('If this program really needs more rights: it needs a namespace with another security level.'),
      ),
    ],
  },
  'admission-denied': {
    short: () => l10n.t('refused by a rule of the cluster'),
    title: ({ webhook, reason }) =>
      webhook === ''
        ? l10n.t('The cluster refuses to make its pods: {0}', clipped(reason, 220))
        : l10n.t('A rule of the cluster ({0}) refuses it: {1}', webhook, clipped(reason, 220)),
    why: ({ message, target }) =>
      target === undefined
        ? refusedBy(message)
        : `${l10n.t('It concerns "{0}".', target)} ${refusedBy(message)}`,
    actions: ({ webhook }, place) =>
      webhook === ''
        ? [
            you(l10n.t('Change the field that the answer names, in {0}.', whereToEdit(place))),
            team(l10n.t('If the answer names none: please tell what refuses these pods.')),
          ]
        : [
            you(l10n.t('Change what the rule names, in {0}.', whereToEdit(place))),
            team(
              l10n.t('Please explain the rule, or allow an exception.'),
              'kubectl get validatingwebhookconfiguration,mutatingwebhookconfiguration\n',
            ),
          ],
  },
  'webhook-unavailable': {
    short: () => l10n.t('a checking program of the cluster is down'),
    title: ({ webhook }) =>
      l10n.t(
        'Nothing can be created: the cluster asks the webhook "{0}" first, and that does not answer.',
        webhook,
      ),
    why: ({ reason }) =>
      l10n.t(
        'It says: “{0}”. If the webhook’s own pod has to be created through it, it can never come back by itself.',
        clipped(reason, 240),
      ),
    actions: ({ webhook }) => [
      team(
        l10n.t(
          'Please look at the program behind the webhook "{0}"; to break a circle, set its failurePolicy to Ignore until it runs.',
          webhook,
        ),
        `kubectl get validatingwebhookconfiguration,mutatingwebhookconfiguration -o yaml | grep -B5 -A20 '${webhook}'\n`,
      ),
    ],
  },
  'webhook-not-injected': {
    short: ({ what }) => l10n.t('{0} was not added to it', what),
    title: ({ what }) => l10n.t('The cluster should have added {0} to the pod, and did not.', what),
    why: ({ message }) => clipped(message, 260),
    actions: ({ what }) => [
      team(
        l10n.t(
          'Please check why {0} is not added here: the webhook’s namespace selector (labels on the namespace), and that it runs.',
          what,
        ),
        'kubectl get ns --show-labels\nkubectl get mutatingwebhookconfiguration\n',
      ),
      you(l10n.t('Once that works: delete the pod, so that it is made anew.')),
    ],
  },
  'serviceaccount-not-found': {
    short: ({ account }) => l10n.t('service account {0} does not exist', account),
    title: ({ account, namespace }) =>
      l10n.t(
        'The service account "{0}" does not exist in namespace {1}, so pods with it cannot be made.',
        account,
        namespace ?? '',
      ),
    why: ({ message }) => refusedBy(message),
    actions: ({ account, namespace }, place) => [
      you(
        l10n.t('Correct the name in {0}, or create it.', whereToEdit(place)),
        `kubectl create serviceaccount ${account}${namespace === undefined ? '' : ` -n ${namespace}`}\n`,
      ),
      team(
        l10n.t('If a chart or an operator should have made it: please check that it ran in this namespace.'),
      ),
    ],
  },
  'rbac-forbidden': {
    short: ({ verb, resource, store }) =>
      store === true
        ? l10n.t('the object store refuses it access')
        : l10n.t('may not {0} {1}', verb, resource),
    title: ({ user, verb, resource, where, store }) =>
      store === true
        ? storeRefusal(verb, resource)
        : where === undefined
          ? l10n.t('"{0}" may not {1} {2}.', user, verb, resource)
          : l10n.t('"{0}" may not {1} {2} in namespace {3}.', user, verb, resource, where),
    why: ({ message }) => refusedBy(message),
    actions: ({ user, verb, resource, where, store }) =>
      store === true
        ? [
            team(
              l10n.t(
                'Please give the login of this program the right it lacks: {0}.',
                [verb, resource].join(' ').trim(),
              ),
            ),
            you(
              l10n.t(
                'Check that bucket and folder are yours; some stores say "forbidden" for what does not exist.',
              ),
            ),
          ]
        : [
            team(
              l10n.t('Please give "{0}" the right to {1} {2}.', user, verb, resource),
              rolePatch(user, verb, resource, where),
            ),
          ],
  },
  'runtimeclass-missing': {
    short: ({ runtimeClass }) => l10n.t('runtime class {0} does not exist', runtimeClass),
    title: ({ runtimeClass, target }) =>
      target === undefined
        ? l10n.t(
            'The runtime class "{0}" does not exist in this cluster, so pods with it are refused.',
            runtimeClass,
          )
        : l10n.t(
            'The runtime class "{0}" does not exist in this cluster, so "{1}" is refused.',
            runtimeClass,
            target,
          ),
    why: ({ message, classes }) =>
      [refusedBy(message), classes.length === 0 ? '' : l10n.t('There are: {0}.', classes.join(', '))]
        .filter((part) => part !== '')
        .join(' '),
    actions: ({ runtimeClass }, place) => [
      you(
        l10n.t(
          'Remove or correct runtimeClassName in {0}; if you did not write it, a program of the cluster adds it.',
          whereToEdit(place),
        ),
      ),
      team(
        l10n.t('Please create the runtime class "{0}" (for GPUs: the GPU operator makes it).', runtimeClass),
        `apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: {name: ${runtimeClass}}\nhandler: ${runtimeClass}\n`,
      ),
    ],
  },
  'priorityclass-missing': {
    short: ({ priorityClass }) => l10n.t('priority class {0} does not exist', priorityClass),
    title: ({ priorityClass }) =>
      l10n.t(
        'The priority class "{0}" does not exist in this cluster, so pods with it are refused.',
        priorityClass,
      ),
    why: ({ message, classes }) =>
      [refusedBy(message), classes.length === 0 ? '' : l10n.t('There are: {0}.', classes.join(', '))]
        .filter((part) => part !== '')
        .join(' '),
    actions: ({ priorityClass }, place) => [
      you(l10n.t('Correct or remove priorityClassName in {0}.', whereToEdit(place))),
      team(
        l10n.t('Or please create the priority class "{0}".', priorityClass),
        'kubectl get priorityclass\n',
      ),
    ],
  },
  'namespace-terminating': {
    short: () => l10n.t('its namespace is being deleted'),
    title: ({ namespace }) =>
      l10n.t('The namespace {0} is being deleted, so nothing new can be made in it.', namespace ?? ''),
    why: ({ message }) => clipped(message, 300),
    actions: ({ namespace }) => [
      you(l10n.t('Use another namespace.')),
      team(
        l10n.t(
          'If the deletion hangs: please look at what is left in it (finalizers, an API service that is down).',
        ),
        `kubectl get namespace ${namespace ?? 'NAMESPACE'} -o jsonpath='{.status.conditions}'\n`,
      ),
    ],
  },
};

function resourcesPatch(fields: readonly string[]): string {
  const of = (prefix: 'requests' | 'limits'): string[] =>
    fields
      .filter((field) => field.startsWith(`${prefix}.`) || (prefix === 'requests' && !field.includes('.')))
      .map((field) => `    ${field.replace(`${prefix}.`, '')}: ${field.includes('cpu') ? '1' : '2Gi'}`);
  const requests = of('requests');
  const limits = of('limits');
  return `resources:\n${requests.length > 0 ? `  requests:\n${requests.join('\n')}\n` : ''}${limits.length > 0 ? `  limits:\n${limits.join('\n')}\n` : ''}`;
}

function rolePatch(user: string, verb: string, resource: string, where: string | undefined): string {
  const account = /^system:serviceaccount:([^:]+):(.+)$/.exec(user);
  const namespace = where ?? account?.[1] ?? 'NAMESPACE';
  const name = `allow-${resource.replace(/[^a-z]+/g, '-')}`;
  const subject = account
    ? `{kind: ServiceAccount, namespace: ${account[1] ?? ''}, name: ${account[2] ?? ''}}`
    : `{kind: User, name: "${user}"}`;
  return `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {namespace: ${namespace}, name: ${name}}\nrules:\n- {apiGroups: [""], resources: ["${resource}"], verbs: ["${verb}"]}\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {namespace: ${namespace}, name: ${name}}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${name}}\nsubjects: [${subject}]\n`;
}

function storeRefusal(operation: string, bucket: string): string {
  if (operation === '') return l10n.t('The object store refuses this program access.');
  return bucket === ''
    ? l10n.t('The object store does not let this program do {0}.', operation)
    : l10n.t('The object store does not let this program do {0} on {1}.', operation, bucket);
}
