import { UNKNOWN, type DocumentSort, type ManifestValue } from '../field.ts';
import type { ManifestDocument } from './manifest-document.ts';
import type { Mapping, Node, Pair } from './node.ts';

/** Tells which chart a values file belongs to, where that is known for sure. */
export type ChartOf = (fileName: string, root: ManifestValue) => string | undefined;

/** An object of a document: the document itself, or one item of a list of objects. */
export interface ManifestObject {
  readonly sort: DocumentSort;
  readonly node: Mapping;
}

/** Where lists of objects keep them: `kind: List` as kubectl prints it, and OpenShift's templates. */
const LISTS: Readonly<Record<string, string>> = { List: 'items', Template: 'objects' };

/** The object that an offset of a document lies in, if it is one of Kubernetes' or a values file of a known chart. */
export function objectAt(
  document: ManifestDocument,
  offset: number,
  fileName: string,
  chartOf: ChartOf,
): ManifestObject | undefined {
  const { root } = document;
  if (root?.type !== 'mapping') return undefined;
  const sort = sortOf(document, root) ?? impliedSort(fileName, root);
  if (sort?.sort !== 'object') {
    if (isSomethingElse(root)) return undefined;
    const chart = chartOf(fileName, document.value(root));
    return chart === undefined ? undefined : { sort: { sort: 'values', chart }, node: root };
  }
  const item = itemAt(document, root, sort, offset);
  return item === undefined ? { sort, node: root } : item.object;
}

/** `object` is nothing where the offset lies in an item that says not what it is. */
function itemAt(
  document: ManifestDocument,
  root: Mapping,
  list: DocumentSort & { sort: 'object' },
  offset: number,
): { readonly object: ManifestObject | undefined } | undefined {
  const isTyped = list.kind !== 'List' && list.kind.endsWith('List');
  const field = isTyped ? 'items' : LISTS[list.kind];
  if (field === undefined) return undefined;
  const pair = pairOf(root, field);
  if (pair?.value?.type !== 'sequence' || offset < pair.value.start || offset > pair.value.end)
    return undefined;
  const item = pair.value.items.find(({ start, end }) => start <= offset && offset < end);
  if (item?.value?.type !== 'mapping') return { object: undefined };
  const { value: node } = item;
  const implied: DocumentSort | undefined = isTyped
    ? { sort: 'object', apiVersion: list.apiVersion, kind: list.kind.slice(0, -'List'.length) }
    : undefined;
  const sort = sortOf(document, node) ?? implied;
  return { object: sort && { sort, node } };
}

function sortOf(document: ManifestDocument, root: Mapping): DocumentSort | undefined {
  const versions = root.pairs.filter(({ key }) => key === 'apiVersion').map(({ value }) => value);
  const kindNode = pairOf(root, 'kind')?.value;
  const kind = word(document, kindNode) ?? oneOfKinds(document, kindNode);
  const apiVersion =
    newest(versions.map((value) => word(document, value))) ??
    (versions.some((value) => document.value(value) === UNKNOWN) ? versionOf(kind) : undefined);
  return apiVersion === undefined || kind === undefined ? undefined : { sort: 'object', apiVersion, kind };
}

/** Kinds that have moved from version to version, which is why many charts leave it to a template to say which one a cluster has. */
const MOVED: Readonly<Record<string, readonly string[]>> = {
  v1: ['Pod', 'ConfigMap', 'Secret', 'PersistentVolumeClaim', 'ServiceAccount'],
  'apps/v1': ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'],
  'batch/v1': ['Job', 'CronJob'],
  'networking.k8s.io/v1': ['Ingress', 'IngressClass', 'NetworkPolicy'],
  'autoscaling/v2': ['HorizontalPodAutoscaler'],
  'policy/v1': ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io/v1': ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'],
  'storage.k8s.io/v1': ['StorageClass'],
  'scheduling.k8s.io/v1': ['PriorityClass'],
};

/** `{{ if .x }}StatefulSet{{ else }}Deployment{{ end }}`: kinds of one family, whose fields are nearly the same. */
function oneOfKinds(document: ManifestDocument, node: Node | undefined): string | undefined {
  if (node?.type !== 'scalar') return undefined;
  const written = document.written.slice(node.start, node.end);
  const kinds = written.replace(/\{\{.*?\}\}/g, ' ').match(/[\w.-]+/g) ?? [];
  const [family] = kinds.map(versionOf);
  return family !== undefined && kinds.length > 1 && kinds.every((kind) => versionOf(kind) === family)
    ? kinds.at(-1)
    : undefined;
}

function versionOf(kind: string | undefined): string | undefined {
  if (kind === undefined) return undefined;
  return Object.keys(MOVED).find((version) => MOVED[version]?.includes(kind));
}

/** Templates of charts write one version for each age of Kubernetes; the fields are explained as they are today. */
function newest(versions: readonly (string | undefined)[]): string | undefined {
  return (
    versions.find((version) => version !== undefined && /(?:^|\/)v\d+$/.test(version)) ?? versions.at(-1)
  );
}

/** Kustomize may leave out what its file name says. */
function impliedSort(fileName: string, root: Mapping): DocumentSort | undefined {
  if (!/(?:^|[\\/])kustomization\.ya?ml$|(?:^|[\\/])Kustomization$/.test(fileName)) return undefined;
  if (pairOf(root, 'kind')) return undefined;
  return { sort: 'object', apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' };
}

/** Files that have keys in common with values of charts and are not. */
const OTHER_FILES = ['openapi', 'swagger', 'jobs', 'stages', 'apiVersion', 'kind'];

function isSomethingElse(root: Mapping): boolean {
  return OTHER_FILES.some((key) => pairOf(root, key) !== undefined);
}

function word(document: ManifestDocument, node: Node | undefined): string | undefined {
  const value = node?.type === 'scalar' ? document.value(node) : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function pairOf(mapping: Mapping, key: string): Pair | undefined {
  return mapping.pairs.findLast((pair) => pair.key === key);
}
