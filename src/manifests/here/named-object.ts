import { at, flag, text } from '../../common/json.ts';
import type { ExplainedField } from '../hover/manifest-hover.ts';
import { valueOf } from '../values/reading.ts';
import { NAMED_KINDS, type NamedKind } from './question.ts';

/** Another object that the value of a field names. */
export interface NamedObject {
  readonly kind: NamedKind;
  readonly name: string;
  /** The namespace that the manifest says; nothing where it says none. */
  readonly namespace: string | undefined;
  /** The program starts without it, too. */
  readonly isOptional: boolean;
}

/** Fields whose value is the name of an object, by the type that holds them. */
const NAMING: Readonly<Record<string, NamedKind>> = {
  'SecretKeySelector.name': 'Secret',
  'SecretEnvSource.name': 'Secret',
  'SecretProjection.name': 'Secret',
  'SecretVolumeSource.secretName': 'Secret',
  'IngressTLS.secretName': 'Secret',
  'ConfigMapKeySelector.name': 'ConfigMap',
  'ConfigMapEnvSource.name': 'ConfigMap',
  'ConfigMapProjection.name': 'ConfigMap',
  'ConfigMapVolumeSource.name': 'ConfigMap',
  'PersistentVolumeClaimVolumeSource.claimName': 'PersistentVolumeClaim',
  'PodSpec.serviceAccountName': 'ServiceAccount',
  'PodSpec.serviceAccount': 'ServiceAccount',
  'PodSpec.priorityClassName': 'PriorityClass',
  'PodSpec.runtimeClassName': 'RuntimeClass',
  'PersistentVolumeClaimSpec.storageClassName': 'StorageClass',
  'IngressSpec.ingressClassName': 'IngressClass',
  'IngressServiceBackend.name': 'Service',
  'StatefulSetSpec.serviceName': 'Service',
};

export function namedObject({ field, explanation }: ExplainedField): NamedObject | undefined {
  const name = valueOf(field);
  if (typeof name !== 'string' || name === '' || field.document.sort !== 'object') return undefined;
  const kind = kindNamed(explanation.key, field.path);
  if (kind === undefined) return undefined;
  const namespace = NAMED_KINDS[kind].namespaced ? namespaceOf(field.root) : undefined;
  if (namespace === 'unknown') return undefined;
  return {
    kind,
    name,
    namespace,
    isOptional: flag(field.root, ...field.path.slice(0, -1), 'optional') === true,
  };
}

function kindNamed(key: string, path: readonly (string | number)[]): NamedKind | undefined {
  if (Object.hasOwn(NAMING, key)) return NAMING[key];
  return key === 'LocalObjectReference.name' && path.includes('imagePullSecrets') ? 'Secret' : undefined;
}

/** `unknown` where a template fills it in. */
export function namespaceOf(root: unknown): string | undefined {
  const written = at(root, 'metadata', 'namespace');
  if (written === undefined || written === null || written === '') return undefined;
  return text(root, 'metadata', 'namespace') ?? 'unknown';
}
