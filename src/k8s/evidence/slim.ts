import { isRecord, list, record, text, type Json, type JsonRecord } from '../../common/json.ts';

/** Stands for a value that is there and is nobody's business. */
export const SET = '<set>';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * An object as evidence: without the book-keeping of field managers, and without values that may be secret. Environment variables
 * keep their names and references; Secrets and ConfigMaps keep the names of their keys.
 */
export function slim(object: JsonRecord): JsonRecord {
  const kind = text(object, 'kind');
  if (kind === 'Secret' || kind === 'ConfigMap') return keysOnly(object);
  if (kind === 'Node') return { ...object, metadata: slimMetadata(object), status: nodeStatus(object) };
  return { ...withoutEnvValues(object), metadata: slimMetadata(object) };
}

/** For lists, whose items do not say what they are. */
export function named(object: JsonRecord, apiVersion: string, kind: string): JsonRecord {
  return { apiVersion, kind, ...object };
}

/** The list of images can be most of a node. */
function nodeStatus(node: JsonRecord): JsonRecord {
  const bulk = ['images', 'volumesInUse', 'volumesAttached', 'config'];
  return Object.fromEntries(Object.entries(record(node, 'status')).filter(([key]) => !bulk.includes(key)));
}

function slimMetadata(object: JsonRecord): JsonRecord {
  const kept = Object.entries(record(object, 'metadata')).filter(
    ([key]) => key !== 'managedFields' && key !== 'selfLink',
  );
  const metadata: Record<string, Json> = Object.fromEntries(kept);
  const annotations = Object.entries(record(object, 'metadata', 'annotations')).filter(
    ([key]) => key !== LAST_APPLIED,
  );
  if (isRecord(metadata['annotations'])) metadata['annotations'] = Object.fromEntries(annotations);
  return metadata;
}

/**
 * Replaces the literal `value` in every `env` list, wherever pod templates stand: in a pod, in a workload, or anywhere inside a
 * custom resource.
 */
function withoutEnvValues(object: JsonRecord): JsonRecord {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [
      key,
      key === 'env' && Array.isArray(value) ? value.map(withoutValue) : masked(value),
    ]),
  );
}

function masked(value: Json): Json {
  if (Array.isArray(value)) return value.map(masked);
  return isRecord(value) ? withoutEnvValues(value) : value;
}

function withoutValue(variable: Json): Json {
  return isRecord(variable) && 'value' in variable ? { ...variable, value: SET } : variable;
}

/**
 * What may be known of a Secret or ConfigMap: that it is there, and the names of its keys. Where only metadata was asked for, the
 * key names come from the field managers, who list the fields that they set (`f:data: {f:password: {}}`) and not their values.
 */
function keysOnly(object: JsonRecord): JsonRecord {
  const data: Record<string, string> = {};
  for (const part of ['data', 'stringData', 'binaryData']) {
    for (const key of Object.keys(record(object, part))) data[key] = SET;
    for (const manager of list(object, 'metadata', 'managedFields')) {
      for (const field of Object.keys(record(manager, 'fieldsV1', `f:${part}`)))
        if (field.startsWith('f:')) data[field.slice(2)] = SET;
    }
  }
  const { name, namespace, uid, creationTimestamp, deletionTimestamp, ownerReferences } = record(
    object,
    'metadata',
  );
  const metadata = Object.entries({
    name,
    namespace,
    uid,
    creationTimestamp,
    deletionTimestamp,
    ownerReferences,
  }).filter(([, value]) => value !== undefined);
  const kept: Record<string, Json> = {
    apiVersion: object['apiVersion'],
    kind: object['kind'],
    metadata: Object.fromEntries(metadata),
    data,
  };
  if (typeof object['type'] === 'string') kept['type'] = object['type'];
  return kept;
}
