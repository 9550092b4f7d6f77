import type { JsonRecord } from '../../common/json.ts';
import { groupVersion, type Kind } from './kinds.ts';
import type { ClusterObject } from './object.ts';
import { refusals } from './status.ts';

/** How a client wants objects shown: whole, or their metadata only. */
export type Shape = 'whole' | 'metadata' | 'metadata-list';

const SERVED =
  'application/json, application/yaml, application/vnd.kubernetes.protobuf, application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch';

/** The first thing of an Accept header that the sample can make. It makes JSON only; a Table is passed over for what follows it. */
export function negotiate(accept: string | undefined): Shape {
  if (accept === undefined || accept.trim() === '') return 'whole';
  for (const range of accept.split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
    if (!['application/json', 'application/*', '*/*'].includes(type)) continue;
    const as = parameters.find((parameter) => parameter.startsWith('as='))?.slice(3);
    if (as === undefined) return 'whole';
    if (as === 'PartialObjectMetadata') return 'metadata';
    if (as === 'PartialObjectMetadataList') return 'metadata-list';
  }
  throw refusals.notAcceptable(`406: Not Acceptable\n\nAvailable representations: ${SERVED}`);
}

const META = { apiVersion: 'meta.k8s.io/v1' };

export function shownObject(kind: Kind, object: ClusterObject, shape: Shape): JsonRecord {
  if (shape === 'metadata-list')
    throw refusals.notAcceptable(
      `you requested PartialObjectMetadataList, but the requested object is not a list (*core.${kind.kind})`,
    );
  if (shape === 'metadata') return partial(object);
  return kind.view ? kind.view.show(object) : object;
}

/** Items of a typed list do not repeat `kind` and `apiVersion`; items of a list of metadata do. */
export function shownList(
  kind: Kind,
  objects: readonly ClusterObject[],
  metadata: JsonRecord,
  shape: Shape,
): JsonRecord {
  if (shape === 'metadata')
    throw refusals.notAcceptable(
      `you requested PartialObjectMetadata, but the requested object is a list (*core.${kind.kind}List)`,
    );
  if (shape === 'metadata-list')
    return { kind: 'PartialObjectMetadataList', ...META, metadata, items: objects.map(partial) };
  const items = objects.map((object) =>
    Object.fromEntries(
      Object.entries(shownObject(kind, object, 'whole')).filter(
        ([name]) => name !== 'kind' && name !== 'apiVersion',
      ),
    ),
  );
  return { kind: `${kind.kind}List`, apiVersion: groupVersion(kind), metadata, items };
}

/** An object inside a watch line: there both metadata shapes mean the same. */
export function shownInWatch(kind: Kind, object: ClusterObject, shape: Shape): JsonRecord {
  return shape === 'whole' ? shownObject(kind, object, shape) : partial(object);
}

/** A bookmark has the kind's name and a resource version, and nothing that could be taken for an object. */
export function bookmark(kind: Kind, revision: number, initialEnd: boolean, shape: Shape): JsonRecord {
  const named =
    shape === 'whole'
      ? { kind: kind.kind, apiVersion: groupVersion(kind) }
      : { kind: 'PartialObjectMetadata', ...META };
  const annotations = initialEnd ? { annotations: { 'k8s.io/initial-events-end': 'true' } } : {};
  return { ...named, metadata: { resourceVersion: `${revision}`, ...annotations } };
}

const partial = (object: ClusterObject): JsonRecord => ({
  kind: 'PartialObjectMetadata',
  ...META,
  metadata: object.metadata,
});
