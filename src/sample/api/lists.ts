import { number, text, type JsonRecord } from '../../common/json.ts';
import { sourceOf, type Kind } from './kinds.ts';
import { flagOf, revisionOf, wholeNumber } from './query.ts';
import { shownList, type Shape } from './representation.ts';
import { matcher } from './selectors.ts';
import { refusals } from './status.ts';
import { keyOf, type Store } from './store.ts';

/**
 * A list, or a page of one. Pages of one list all show the cluster as it was at the first page; a page whose moment is forgotten
 * is refused with 410 and a token that goes on with today's objects.
 */
export function listOf(
  store: Store,
  kind: Kind,
  namespace: string | undefined,
  query: URLSearchParams,
  shape: Shape,
): JsonRecord {
  const matches = matcher(kind, query);
  const limit = Math.max(0, wholeNumber(query, 'limit') ?? 0);
  const page = pageOf(store, query);
  const all = store
    .list(sourceOf(kind), namespace, page.revision)
    .filter(
      (object) =>
        page.after === undefined || keyOf(object.metadata.namespace, object.metadata.name) > page.after,
    )
    .filter(matches);
  // The watch cache serves resourceVersion=0 and pays no attention to the limit there.
  const whole =
    limit === 0 || all.length <= limit || (query.get('resourceVersion') === '0' && page.after === undefined);
  const shown = whole ? all : all.slice(0, limit);
  const last = shown.at(-1);
  const selected = (query.get('labelSelector') ?? '') !== '' || (query.get('fieldSelector') ?? '') !== '';
  const more =
    whole || !last
      ? {}
      : {
          continue: tokenFor(page.revision, keyOf(last.metadata.namespace, last.metadata.name)),
          ...(selected ? {} : { remainingItemCount: all.length - shown.length }),
        };
  return shownList(kind, shown, { resourceVersion: `${page.revision}`, ...more }, shape);
}

interface Page {
  readonly revision: number;
  readonly after?: string;
}

function pageOf(store: Store, query: URLSearchParams): Page {
  const token = query.get('continue') ?? '';
  const asked = revisionOf(query);
  if (token === '') {
    if (asked === undefined && query.has('resourceVersionMatch'))
      throw refusals.invalid('ListOptions', '', 'meta.k8s.io', {
        reason: 'FieldValueForbidden',
        message: 'Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
        field: 'resourceVersionMatch',
      });
    if (asked !== undefined && asked > store.revision) throw refusals.futureVersion(asked, store.revision);
    const exact =
      asked !== undefined &&
      asked > 0 &&
      (query.get('resourceVersionMatch') === 'Exact' ||
        (flagOf(query, 'limit') && !query.has('resourceVersionMatch')));
    if (exact && asked < store.oldestRevision) throw refusals.expired(asked, store.oldestRevision);
    return { revision: exact ? asked : store.revision };
  }
  if (asked !== undefined && asked !== 0)
    throw refusals.badRequest('specifying resource version is not allowed when using continue');
  const parsed = parseToken(token);
  // -1: a token from a 410 answer, which goes on at the same place with what is there now.
  if (parsed.revision === -1) return { revision: store.revision, after: parsed.after };
  if (parsed.revision < store.oldestRevision) throw refusals.expiredPage(tokenFor(-1, parsed.after));
  return parsed;
}

function tokenFor(revision: number, after: string): string {
  return Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv: revision, start: `${after}\u0000` })).toString(
    'base64url',
  );
}

function parseToken(token: string): { revision: number; after: string } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch (error) {
    throw refusals.badRequest(
      `invalid continue token: continue key is not valid: ${error instanceof Error ? error.message : 'unreadable'}`,
    );
  }
  const revision = number(parsed, 'rv');
  const start = text(parsed, 'start');
  if (revision === undefined || start === undefined)
    throw refusals.badRequest(
      'invalid continue token: continue key is not valid: incorrect encoded start resourceVersion',
    );
  return { revision, after: start.replace(/\u0000$/, '') };
}
