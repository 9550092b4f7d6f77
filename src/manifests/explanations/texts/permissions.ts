import * as l10n from '@vscode/l10n';
import type { OwnTexts } from '../own-field.ts';

/** Who may do what in the cluster. */
export const permissionTexts: OwnTexts = {
  'Role.rules': () =>
    l10n.t('What this role allows in its namespace. Rules only add up: none can take something away.'),
  'ClusterRole.rules': () =>
    l10n.t(
      'What this role allows: in the whole cluster, or only in the namespaces in which it is given. Rules only add up.',
    ),
  'ClusterRole.aggregationRule': () => l10n.t('Collects the rules of other roles with these labels.'),
  'PolicyRule.apiGroups': () =>
    l10n.t(
      'The family of the objects: "" is the core one (Pods, Services, Secrets), "apps" has Deployments, "batch" has Jobs.',
    ),
  'PolicyRule.resources': () =>
    l10n.t(
      'Which kinds of objects, as lower-case plurals. "pods/log" is reading logs, "pods/exec" is opening a shell.',
    ),
  'PolicyRule.verbs': () =>
    l10n.t(
      'What may be done: get, list and watch are reading; create, update, patch and delete are changing; * is everything.',
    ),
  'PolicyRule.resourceNames': () =>
    l10n.t('Only objects with these names. It cannot narrow "create", nor listing without a name.'),
  'PolicyRule.nonResourceURLs': () =>
    l10n.t('Addresses of the cluster that are not objects, such as /metrics.'),
  'RoleBinding.roleRef': () =>
    l10n.t('The role that is given. It cannot be changed later: delete the binding and create it again.'),
  'RoleBinding.subjects': () => l10n.t('Who gets the role, in this namespace only.'),
  'ClusterRoleBinding.roleRef': () =>
    l10n.t('The role that is given, for the whole cluster. It cannot be changed later.'),
  'ClusterRoleBinding.subjects': () => l10n.t('Who gets the role, in the whole cluster.'),
  'RoleRef.kind': () =>
    l10n.t(
      '"Role": one of this namespace. "ClusterRole": one that is defined for the whole cluster; a RoleBinding still gives it in one namespace only.',
    ),
  'RoleRef.name': () => l10n.t('The name of the role. Usual ones are "view", "edit" and "admin".'),
  'RoleRef.apiGroup': () => l10n.t('Always rbac.authorization.k8s.io.'),
  'RbacV1Subject.kind': () =>
    l10n.t('"User" and "Group" are people, "ServiceAccount" is the identity of a program.'),
  'RbacV1Subject.name': () => l10n.t('The name of the person, the group or the identity of the program.'),
  'RbacV1Subject.namespace': () =>
    l10n.t('The namespace of the identity of the program. Nothing for people and groups.'),
};
