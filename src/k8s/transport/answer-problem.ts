import type { IncomingHttpHeaders } from 'node:http';
import * as l10n from '@vscode/l10n';
import { isRecord, number, text, type Json } from '../../common/json.ts';
import type { ClusterProblem } from '../problem.ts';
import type { ApiRequest } from './cluster-api.ts';

type Asked = Pick<ApiRequest, 'path' | 'query' | 'method'>;

/** Longest part of an answer that is quoted where it is not the API's own. */
const LONGEST_QUOTE = 300;

/** What an answer that is no success means: from its status, and from the `Status` object that the API puts into the body. */
export function answerProblem(
  asked: Asked,
  status: number,
  headers: IncomingHttpHeaders,
  body: string,
): ClusterProblem {
  const told = statusObject(body);
  const message = text(told, 'message') ?? text(told, 'reason') ?? plainMessage(status, headers, body);
  switch (status) {
    case 401:
      return { kind: 'sign-in', reason: 'refused', detail: message };
    case 403:
      return { kind: 'not-allowed', ...subject(asked), message };
    case 404:
      return { kind: 'not-found', message };
    case 410:
      return { kind: 'gone', message };
    case 429:
      return busy(retryAfterSeconds(headers, told), message);
    case 503: {
      const seconds = retryAfterSeconds(headers, told);
      return seconds === undefined ? { kind: 'server', status, message } : busy(seconds, message);
    }
    default:
      // An expired continue token comes as 410; some proxies keep only the reason.
      if (text(told, 'reason') === 'Expired') return { kind: 'gone', message };
      return { kind: 'server', status, message };
  }
}

function busy(seconds: number | undefined, message: string): ClusterProblem {
  return { kind: 'busy', message, ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }) };
}

/** Retry-After in seconds; the form with a date is not used by API servers, but proxies may. */
function retryAfterSeconds(headers: IncomingHttpHeaders, told: Json): number | undefined {
  const value = headers['retry-after'];
  if (value === undefined) return number(told, 'details', 'retryAfterSeconds');
  if (/^\d+$/.test(value)) return Number(value);
  const until = Date.parse(value);
  return Number.isNaN(until) ? undefined : Math.max(0, Math.ceil((until - Date.now()) / 1000));
}

function statusObject(body: string): Json {
  try {
    const value = JSON.parse(body) as Json;
    return isRecord(value) && text(value, 'kind') === 'Status' ? value : undefined;
  } catch {
    return undefined; // a proxy's page, or plain text
  }
}

function plainMessage(status: number, headers: IncomingHttpHeaders, body: string): string {
  const type = headers['content-type'] ?? '';
  if (status >= 300 && status < 400)
    return l10n.t('the address leads to another one ({0})', origin(headers.location));
  if (/html/i.test(type) || body.trimStart().startsWith('<'))
    return l10n.t('a web page came instead of an answer of the cluster (HTTP {0})', status);
  const plain = body.trim().slice(0, LONGEST_QUOTE);
  return plain === '' ? `HTTP ${status}` : plain;
}

/** Only where it leads: the rest of such addresses may hold what nobody else should see. */
function origin(location: string | undefined): string {
  return location !== undefined && URL.canParse(location) ? new URL(location).origin : '?';
}

interface Subject {
  readonly verb: string;
  readonly group?: string;
  readonly resource: string;
  readonly namespace?: string;
}

/** What a request asks for in the words of permissions, from its path: apiserver's own rule (RequestInfo). */
function subject(asked: Asked): Subject {
  const parts = asked.path.split('/').filter((part) => part !== '');
  const rest = parts[0] === 'api' ? parts.slice(2) : parts[0] === 'apis' ? parts.slice(3) : [];
  if (rest.length === 0) return { verb: (asked.method ?? 'GET').toLowerCase(), resource: asked.path };
  const isNamespaced = rest[0] === 'namespaces' && rest.length > 2;
  const [resource = '', name, ...sub] = isNamespaced ? rest.slice(2) : rest;
  return {
    verb: verb(asked, name !== undefined),
    ...(parts[0] === 'apis' ? { group: parts[1] ?? '' } : {}),
    resource: sub.length > 0 ? `${resource}/${sub[0] ?? ''}` : resource,
    ...(isNamespaced ? { namespace: decodeURIComponent(rest[1] ?? '') } : {}),
  };
}

function verb({ method = 'GET', query }: Asked, hasName: boolean): string {
  switch (method) {
    case 'GET': {
      const watch = query?.['watch'];
      if (watch !== undefined && watch !== false && watch !== 0 && watch !== 'false') return 'watch';
      return hasName ? 'get' : 'list';
    }
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return hasName ? 'delete' : 'deletecollection';
  }
}
