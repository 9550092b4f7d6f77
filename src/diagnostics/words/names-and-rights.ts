import * as l10n from '@vscode/l10n';
import type { Wording } from '../claim.ts';
import type { Refused } from './admission.ts';
import { refusedBy } from './admission.ts';
import { team, whereToEdit, you } from './place.ts';
import { clipped } from './quantities.ts';

/** What a pod names that is not there, and what it does without the right to. */
export interface NamesAndRightsSays {
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

export const namesAndRightsWords: { [C in keyof NamesAndRightsSays]: Wording<NamesAndRightsSays[C]> } = {
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
