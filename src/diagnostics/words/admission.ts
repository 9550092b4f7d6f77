import * as l10n from '@vscode/l10n';
import type { Wording } from '../claim.ts';
import type { Action } from '../finding.ts';
import { team, whereToEdit, you } from './place.ts';
import { amountOf, clipped, duration, listed, quantityOf, resourceName } from './quantities.ts';

export interface Refused {
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
  'admission-denied': Refused & {
    webhook: string;
    reason: string;
    /** No answer is there to read; only that none of so many pods was made. */
    unmade?: { readonly pods: number; readonly seconds: number | undefined; readonly eventsHidden: boolean };
  };
  'webhook-unavailable': Refused & { webhook: string; reason: string };
  'webhook-not-injected': Refused & { container?: string | undefined; what: string };
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

export function refusedBy(message: string): string {
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
    short: ({ unmade }) =>
      unmade ? l10n.t('none of its pods was made') : l10n.t('refused by a rule of the cluster'),
    title: ({ webhook, reason, unmade }) =>
      unmade
        ? unmade.pods === 1
          ? l10n.t('Its pod was never made, and nothing here says why.')
          : l10n.t('None of its {0} pods was made, and nothing here says why.', unmade.pods)
        : webhook === ''
          ? l10n.t('The cluster refuses to make its pods: {0}', clipped(reason, 220))
          : l10n.t('A rule of the cluster ({0}) refuses it: {1}', webhook, clipped(reason, 220)),
    why: ({ message, target, unmade }) =>
      unmade
        ? unmadeWords(unmade)
        : target === undefined
          ? refusedBy(message)
          : `${l10n.t('It concerns "{0}".', target)} ${refusedBy(message)}`,
    actions: ({ webhook, unmade, target, message }, place) =>
      unmade
        ? askAgain(message, target ?? '')
        : webhook === ''
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
};

function unmadeWords({
  seconds,
  eventsHidden,
}: {
  seconds: number | undefined;
  eventsHidden: boolean;
}): string {
  return [
    seconds === undefined ? '' : l10n.t('It has been waiting for {0}.', duration(seconds)),
    l10n.t(
      'When the cluster refuses a pod (a quota, a security rule), its answer is an event of this object.',
    ),
    eventsHidden
      ? l10n.t('Events could not be read here.')
      : l10n.t('Events are kept for about an hour, and there is none.'),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function askAgain(kind: string, name: string): readonly Action[] {
  return [
    you(
      l10n.t('Let it be tried again, and read the answer in the events: a small change is enough.'),
      `kubectl annotate ${kind.toLowerCase()} ${name} asked-again=$(date +%s) --overwrite\nkubectl describe ${kind.toLowerCase()} ${name}\n`,
    ),
    team(
      l10n.t('If no event comes: please look whether the controller manager of the cluster works.'),
      'kubectl get pods -n kube-system\n',
    ),
  ];
}

function resourcesPatch(fields: readonly string[]): string {
  const of = (prefix: 'requests' | 'limits'): string[] =>
    fields
      .filter((field) => field.startsWith(`${prefix}.`) || (prefix === 'requests' && !field.includes('.')))
      .map((field) => `    ${field.replace(`${prefix}.`, '')}: ${field.includes('cpu') ? '1' : '2Gi'}`);
  const requests = of('requests');
  const limits = of('limits');
  return `resources:\n${requests.length > 0 ? `  requests:\n${requests.join('\n')}\n` : ''}${limits.length > 0 ? `  limits:\n${limits.join('\n')}\n` : ''}`;
}
