import { isRecord, text } from '../../common/json.ts';
import type { ExplainedField } from '../hover/manifest-hover.ts';
import { hasUnknown, valueOf } from '../values/reading.ts';
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

/** What is worth knowing of the cluster at a field; nothing at most fields. */
export function questionAbout(found: ExplainedField): Question | undefined {
  const { field, explanation } = found;
  if (field.document.sort !== 'object') return undefined;
  const namespace = namespaceOf(field.root);
  const named = namedObject(found);
  if (named) return { asks: 'exists', namespace: named.namespace, kind: named.kind, name: named.name };
  if (namespace === 'unknown') return undefined;
  const [, side, resource] = /^ResourceRequirements\.(limits|requests)\.(.+)$/.exec(explanation.key) ?? [];
  if ((side === 'limits' || side === 'requests') && resource !== undefined)
    return { asks: 'room', namespace, resource, side };
  if (explanation.key === 'ServiceSpec.selector') return matches(valueOf(field), namespace);
  const name = text(field.root, 'metadata', 'name');
  const isItself = field.path.join('.') === 'metadata.name' || field.path.join('.') === 'kind';
  if (isItself && name !== undefined && RUNNING.has(field.document.kind))
    return { asks: 'state', namespace, kind: field.document.kind, name };
  return undefined;
}

function matches(labels: unknown, namespace: string | undefined): Question | undefined {
  if (!isRecord(labels) || hasUnknown(labels)) return undefined;
  const texts = Object.entries(labels).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return texts.length === 0 || texts.length < Object.keys(labels).length
    ? undefined
    : { asks: 'matches', namespace, labels: Object.fromEntries(texts) };
}
