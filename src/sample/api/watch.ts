import { DisposableStore } from '../../common/disposable.ts';
import type { Backend } from './backend.ts';
import type { Exchange } from './exchange.ts';
import { sourceOf, type Kind } from './kinds.ts';
import type { ClusterObject } from './object.ts';
import { flagOf, revisionOf, wholeNumber } from './query.ts';
import { bookmark, negotiate, shownInWatch } from './representation.ts';
import { matcher } from './selectors.ts';
import { refusals, type Refusal } from './status.ts';
import type { Change } from './store.ts';

/** The real server's: about once a minute, and once more shortly before the watch times out. */
const BOOKMARK_EVERY_MS = 60_000;
const BOOKMARK_BEFORE_END_MS = 2_000;
/** --min-request-timeout of the real server, which picks between this and twice this. */
const DEFAULT_TIMEOUT_SECONDS = 1_800;

/** Answers a watch: one JSON line per change until the client goes, the time is over or the history is lost. */
export function watch(backend: Backend, kind: Kind, namespace: string | undefined, exchange: Exchange): void {
  const { query } = exchange;
  const { store } = backend;
  const source = sourceOf(kind);
  const shape = negotiate(exchange.accept);
  const matches = matcher(kind, query);
  const wantsInitial = flagOf(query, 'sendInitialEvents');
  if (wantsInitial && query.get('resourceVersionMatch') !== 'NotOlderThan')
    throw refusals.invalid('ListOptions', '', 'meta.k8s.io', {
      reason: 'FieldValueForbidden',
      message: 'Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
      field: 'resourceVersionMatch',
    });
  const asked = revisionOf(query);
  const timeoutMs =
    1000 * (wholeNumber(query, 'timeoutSeconds') ?? DEFAULT_TIMEOUT_SECONDS * (1 + backend.random()));
  const bookmarks = flagOf(query, 'allowWatchBookmarks');

  const stream = exchange.stream('application/json');
  const line = (type: string, object: unknown) => stream.write(`${JSON.stringify({ type, object })}\n`);
  const inScope = (object: ClusterObject) =>
    (namespace === undefined || object.metadata.namespace === namespace) && matches(object);
  const fromNow = asked === undefined || asked === 0 || wantsInitial;

  if (fromNow) {
    for (const object of store.list(source, namespace))
      if (matches(object)) line('ADDED', shownInWatch(kind, object, shape));
    if (bookmarks) line('BOOKMARK', bookmark(kind, store.revision, true, shape));
  }

  const watching = new DisposableStore();
  const fail = (refusal: Refusal) => {
    line('ERROR', refusal.body);
    stream.end();
  };
  const send = (change: Change) => {
    const now = inScope(change.object);
    const earlier = change.before !== undefined && inScope(change.before);
    // An object that comes to match a selector is new to this watch, and one that ceases to match is gone for it.
    if (change.type === 'DELETED' ? earlier : earlier && !now)
      line('DELETED', shownInWatch(kind, change.object, shape));
    else if (now) line(earlier ? 'MODIFIED' : 'ADDED', shownInWatch(kind, change.object, shape));
  };

  if (!fromNow) {
    const missed = store.changesSince(source, asked);
    if (missed === undefined) {
      fail(refusals.expired(asked, store.oldestRevision));
      return;
    }
    for (const change of missed) send(change);
  }

  watching.own(
    store.onDidChange((change) => {
      if (change.kind === source && change.revision > (asked ?? 0)) send(change);
    }),
  );
  watching.own(store.onDidForget(() => fail(refusals.expired(asked ?? 0, store.oldestRevision))));
  watching.own(backend.awake());
  watching.own(timer(timeoutMs, () => stream.end()));
  if (bookmarks) {
    const mark = () => line('BOOKMARK', bookmark(kind, store.revision, false, shape));
    if (timeoutMs > BOOKMARK_BEFORE_END_MS) watching.own(timer(timeoutMs - BOOKMARK_BEFORE_END_MS, mark));
    const each = setInterval(mark, BOOKMARK_EVERY_MS);
    watching.own({ dispose: () => clearInterval(each) });
  }
  stream.onClose(() => watching.dispose());
}

function timer(milliseconds: number, then: () => void): { dispose(): void } {
  const handle = setTimeout(then, milliseconds);
  return { dispose: () => clearTimeout(handle) };
}
