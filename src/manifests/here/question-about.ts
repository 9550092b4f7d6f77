import { at, isRecord, text } from '../../common/json.ts';
import type { Field, FieldPath } from '../field.ts';
import type { ExplainedField } from '../hover/manifest-hover.ts';
import { hasUnknown } from '../values/reading.ts';
import { namedObject, namespaceOf } from './named-object.ts';
import type { Question } from './question.ts';

/** Kinds that run pods, and so have a state to tell. */
const RUNNING = new Set([
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'ReplicaSet',
  'Notebook',
  'Workflow',
  'RayCluster',
  'DaskCluster',
  'PyTorchJob',
]);
/** Where labels choose pods. */
const SELECTORS: Readonly<Record<string, FieldPath>> = {
  Service: ['spec', 'selector'],
  NetworkPolicy: ['spec', 'podSelector'],
  PodDisruptionBudget: ['spec', 'selector'],
};

/** What is worth knowing of the cluster at a field; nothing at most fields. */
export function questionsAbout(found: ExplainedField): readonly Question[] {
  const { field, explanation } = found;
  if (field.document.sort !== 'object') return [];
  const namespace = namespaceOf(field.root);
  const named = namedObject(found);
  if (named) return [{ asks: 'exists', namespace: named.namespace, kind: named.kind, name: named.name }];
  if (explanation.key.startsWith('PodSpec.nodeSelector')) {
    const labels = labelsOf(field, field.path.slice(0, field.path.lastIndexOf('nodeSelector') + 1));
    return labels ? [{ asks: 'machines', labels }] : [];
  }
  if (namespace === 'unknown') return [];
  const [, side, resource] = /^ResourceRequirements\.(limits|requests)\.(.+)$/.exec(explanation.key) ?? [];
  if ((side === 'limits' || side === 'requests') && resource !== undefined)
    return [{ asks: 'room', namespace, resource, side }, ...state(found, namespace)];
  if (/^(?:Container\.resources|ResourceRequirements\.(?:limits|requests))$/.test(explanation.key))
    return [{ asks: 'defaults', namespace }];
  const quota = text(field.root, 'metadata', 'name');
  const [, counted] = /^ResourceQuotaSpec\.hard\.(.+)$/.exec(explanation.key) ?? [];
  if (counted !== undefined)
    return quota === undefined ? [] : [{ asks: 'used', namespace, quota, resource: counted }];
  const selector = Object.hasOwn(SELECTORS, field.document.kind) ? SELECTORS[field.document.kind] : undefined;
  if (selector?.every((step, index) => field.path[index] === step) === true) {
    const labels = labelsOf(field, selector);
    return labels ? [{ asks: 'matches', namespace, labels }] : [];
  }
  const way = field.path.join('.');
  return way === 'metadata.name' || way === 'kind' ? state(found, namespace) : [];
}

function state({ field }: ExplainedField, namespace: string | undefined): readonly Question[] {
  const name = text(field.root, 'metadata', 'name');
  return field.document.sort === 'object' && name !== undefined && RUNNING.has(field.document.kind)
    ? [{ asks: 'state', namespace, kind: field.document.kind, name }]
    : [];
}

/** The labels of a selector. Nothing where it says more than labels, or a template says a part of it. */
function labelsOf({ root }: Field, selector: FieldPath): Readonly<Record<string, string>> | undefined {
  const found: unknown = at(root, ...selector);
  if (!isRecord(found) || hasUnknown(found) || found['matchExpressions'] !== undefined) return undefined;
  const labels = found['matchLabels'] ?? found;
  if (!isRecord(labels)) return undefined;
  const texts = Object.entries(labels).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return texts.length === 0 || texts.length < Object.keys(labels).length
    ? undefined
    : Object.fromEntries(texts);
}
