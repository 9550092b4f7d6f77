import { number } from '../../common/json.ts';
import { review } from './access.ts';
import type { Backend } from './backend.ts';
import { discovery } from './discovery.ts';
import type { Exchange } from './exchange.ts';
import { kindAt, sourceOf, versionsOf, type Kind } from './kinds.ts';
import { listOf } from './lists.ts';
import { podLog } from './logs.ts';
import { metricsOf } from './metrics.ts';
import type { ClusterObject } from './object.ts';
import { flagOf, wholeNumber } from './query.ts';
import { negotiate, shownObject } from './representation.ts';
import { scale } from './scale.ts';
import { refusals } from './status.ts';
import { watch } from './watch.ts';

/** What a path of the API points at. */
export interface Target {
  readonly kind: Kind;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
}

/** `/api/v1/namespaces/NS/pods/NAME/log` and its shorter forms. `undefined`: not a path of the API at all. */
export function targetOf(pathname: string): Target | undefined {
  const segments = segmentsOf(pathname);
  const core = segments[0] === 'api' && segments[1] === 'v1';
  if (!core && !(segments[0] === 'apis' && versionsOf(segments[1] ?? '').length > 0)) return undefined;
  const [group, version] = core ? ['', 'v1'] : [segments[1] ?? '', segments[2] ?? ''];
  let rest = segments.slice(core ? 2 : 3);
  let namespace: string | undefined;
  // /namespaces/NAME and /namespaces/NAME/status are the namespace itself; anything else behind a name lies in it.
  if (rest[0] === 'namespaces' && rest.length > 2 && rest[2] !== 'status') {
    namespace = rest[1];
    rest = rest.slice(2);
  }
  const [plural = '', name, subresource, ...beyond] = rest;
  const kind = kindAt(group, version, plural);
  const known = subresource === undefined || kind?.subresources.includes(subresource);
  if (!kind || beyond.length > 0 || !known || (namespace !== undefined && !kind.namespaced))
    throw refusals.noSuchResource();
  if (name !== undefined && kind.namespaced && namespace === undefined) throw refusals.noSuchResource();
  return { kind, namespace, name, subresource };
}

const segmentsOf = (pathname: string): string[] =>
  pathname
    .replace(/^\/|\/$/g, '')
    .split('/')
    .map(decodeURIComponent);

/** Answers one request of a signed-in user. Refusals are thrown. */
export async function route(backend: Backend, server: string, exchange: Exchange): Promise<void> {
  const { pathname } = exchange.url;
  if (['/healthz', '/livez', '/readyz'].includes(pathname)) {
    exchange.text(200, 'ok');
    return;
  }
  const document = discovery(segmentsOf(pathname), server);
  if (document) {
    if (exchange.method !== 'GET') throw refusals.method();
    exchange.json(200, document);
    return;
  }
  const target = targetOf(pathname);
  if (!target) exchange.text(404, '404 page not found\n');
  else await answer(backend, target, exchange);
}

async function answer(backend: Backend, target: Target, exchange: Exchange): Promise<void> {
  const { kind, namespace, name, subresource } = target;
  const { method, query } = exchange;
  if (kind.kind === 'PodMetrics') {
    if (method !== 'GET' || flagOf(query, 'watch')) throw refusals.method();
    exchange.json(200, metricsOf(backend, kind, namespace, name, query));
  } else if (kind.verbs.includes('create')) {
    if (method !== 'POST') throw refusals.method();
    exchange.json(201, review(backend, kind, await exchange.body()));
  } else if (name === undefined) {
    if (method !== 'GET') throw refusals.method();
    if (flagOf(query, 'watch')) watch(backend, kind, namespace, exchange);
    else exchange.json(200, listOf(backend.store, kind, namespace, query, negotiate(exchange.accept)));
  } else if (subresource === 'log') {
    if (method !== 'GET') throw refusals.method();
    podLog(backend, (pod) => found(backend, kind, namespace, pod), name, exchange);
  } else if (subresource === 'portforward') {
    if (method !== 'GET' && method !== 'POST') throw refusals.method();
    found(backend, kind, namespace, name);
    throw refusals.badRequest('Upgrade request required');
  } else if (subresource === 'scale') {
    if (method === 'PATCH') permit(backend, 'patch', target);
    exchange.json(200, await scale(backend, found(backend, kind, namespace, name), exchange));
  } else if (method === 'DELETE' && kind.verbs.includes('delete') && subresource === undefined) {
    permit(backend, 'delete', target);
    const grace =
      number(await exchange.body(), 'gracePeriodSeconds') ?? wholeNumber(query, 'gracePeriodSeconds');
    exchange.json(200, backend.deletePod(found(backend, kind, namespace, name), grace));
  } else if (method === 'GET') {
    exchange.json(200, shownObject(kind, found(backend, kind, namespace, name), negotiate(exchange.accept)));
  } else throw refusals.method();
}

function permit(backend: Backend, verb: string, target: Target): void {
  const { kind, subresource, namespace, name } = target;
  const resource = subresource === undefined ? kind.plural : `${kind.plural}/${subresource}`;
  if (!backend.allows(verb, resource, namespace))
    throw refusals.forbidden(backend.user, verb, kind, subresource, namespace, name);
}

export function found(
  backend: Backend,
  kind: Kind,
  namespace: string | undefined,
  name: string,
): ClusterObject {
  const object = backend.store.get(sourceOf(kind), namespace, name);
  if (!object) throw refusals.notFound(kind, name);
  return object;
}
