import * as l10n from '@vscode/l10n';

/** Fields of former versions that today's have not, by the type that held them. Old charts still have them in a branch of their own. */
export const formerFields: Readonly<Record<string, () => string>> = {
  'IngressBackend.serviceName': () =>
    l10n.t('The Service that gets the requests. Since version v1 it is written "service.name".'),
  'IngressBackend.servicePort': () =>
    l10n.t('The port of that Service. Since version v1 it is written "service.port".'),
};

/** Versions of built-in kinds that clusters no longer serve, whose fields are those of today's version. */
const FORMER: Readonly<Record<string, { readonly today: string; readonly gone: string }>> = {
  'batch/v1beta1 CronJob': { today: 'batch/v1', gone: '1.25' },
  'batch/v2alpha1 CronJob': { today: 'batch/v1', gone: '1.21' },
  'policy/v1beta1 PodDisruptionBudget': { today: 'policy/v1', gone: '1.25' },
  'extensions/v1beta1 Deployment': { today: 'apps/v1', gone: '1.16' },
  'extensions/v1beta1 DaemonSet': { today: 'apps/v1', gone: '1.16' },
  'extensions/v1beta1 ReplicaSet': { today: 'apps/v1', gone: '1.16' },
  'extensions/v1beta1 NetworkPolicy': { today: 'networking.k8s.io/v1', gone: '1.16' },
  'apps/v1beta1 Deployment': { today: 'apps/v1', gone: '1.16' },
  'apps/v1beta1 StatefulSet': { today: 'apps/v1', gone: '1.16' },
  'apps/v1beta2 Deployment': { today: 'apps/v1', gone: '1.16' },
  'apps/v1beta2 StatefulSet': { today: 'apps/v1', gone: '1.16' },
  'apps/v1beta2 DaemonSet': { today: 'apps/v1', gone: '1.16' },
  'apps/v1beta2 ReplicaSet': { today: 'apps/v1', gone: '1.16' },
  'rbac.authorization.k8s.io/v1beta1 Role': { today: 'rbac.authorization.k8s.io/v1', gone: '1.22' },
  'rbac.authorization.k8s.io/v1beta1 RoleBinding': { today: 'rbac.authorization.k8s.io/v1', gone: '1.22' },
  'rbac.authorization.k8s.io/v1beta1 ClusterRole': { today: 'rbac.authorization.k8s.io/v1', gone: '1.22' },
  'rbac.authorization.k8s.io/v1beta1 ClusterRoleBinding': {
    today: 'rbac.authorization.k8s.io/v1',
    gone: '1.22',
  },
  'storage.k8s.io/v1beta1 StorageClass': { today: 'storage.k8s.io/v1', gone: '1.22' },
  'scheduling.k8s.io/v1beta1 PriorityClass': { today: 'scheduling.k8s.io/v1', gone: '1.22' },
  'autoscaling/v2beta2 HorizontalPodAutoscaler': { today: 'autoscaling/v2', gone: '1.26' },
  'autoscaling/v2beta1 HorizontalPodAutoscaler': { today: 'autoscaling/v2', gone: '1.25' },
  'extensions/v1beta1 Ingress': { today: 'networking.k8s.io/v1', gone: '1.22' },
  'networking.k8s.io/v1beta1 Ingress': { today: 'networking.k8s.io/v1', gone: '1.22' },
  'networking.k8s.io/v1beta1 IngressClass': { today: 'networking.k8s.io/v1', gone: '1.22' },
  'apiextensions.k8s.io/v1beta1 CustomResourceDefinition': { today: 'apiextensions.k8s.io/v1', gone: '1.22' },
  'discovery.k8s.io/v1beta1 EndpointSlice': { today: 'discovery.k8s.io/v1', gone: '1.25' },
  'node.k8s.io/v1beta1 RuntimeClass': { today: 'node.k8s.io/v1', gone: '1.25' },
};

/** Today's version of a kind that stands in a manifest under one that is gone. */
export function formerVersion(apiVersion: string, kind: string): string | undefined {
  return removal(apiVersion, kind)?.today;
}

/** Since which Kubernetes version a kind is no longer served under this apiVersion, and what to write instead. */
export function removal(
  apiVersion: string,
  kind: string,
): { readonly today: string; readonly gone: string } | undefined {
  const name = `${apiVersion} ${kind}`;
  return Object.hasOwn(FORMER, name) ? FORMER[name] : undefined;
}
