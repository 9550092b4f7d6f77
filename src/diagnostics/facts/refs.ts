import type { JsonRecord } from '../../common/json.ts';
import { text } from '../../common/json.ts';
import type { Evidence, ObjectRef } from '../finding.ts';
import { clipped } from '../words/quantities.ts';

/** One text per object, whatever its API version; cluster-wide objects have an empty namespace. */
export function keyOf(ref: ObjectRef): string {
  return `${ref.kind}/${ref.namespace ?? ''}/${ref.name}`;
}

/** The reference of an object as it came from the API; nothing when it has no kind or name. */
export function refOf(object: JsonRecord): ObjectRef | undefined {
  const kind = text(object, 'kind');
  const name = text(object, 'metadata', 'name');
  if (kind === undefined || name === undefined) return undefined;
  const namespace = text(object, 'metadata', 'namespace');
  return namespace === undefined ? { kind, name } : { kind, namespace, name };
}

/** A reference within a namespace, or cluster-wide where there is none. */
export function refTo(kind: string, namespace: string | undefined, name: string): ObjectRef {
  return namespace === undefined || namespace === '' ? { kind, name } : { kind, namespace, name };
}

/** Longest text that is quoted whole; more is cut, for the page and the report. */
const QUOTE_LIMIT = 1000;

/** Evidence: `text` stands at `path` of the object. */
export function quote(ref: ObjectRef, path: string, quoted: string, container?: string): Evidence {
  const from = {
    kind: ref.kind,
    ...(ref.namespace === undefined ? {} : { namespace: ref.namespace }),
    name: ref.name,
    path,
  };
  return {
    text: clipped(quoted, QUOTE_LIMIT),
    from: container === undefined ? from : { ...from, container },
  };
}
