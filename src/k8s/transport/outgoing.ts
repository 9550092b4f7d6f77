import type { Agent } from 'node:http';
import type { Presented } from '../auth/credentials.ts';
import type { ApiRequest } from './cluster-api.ts';
import { proxyAuthorization, type Dialer } from './dialer.ts';
import type { Outgoing } from './exchange.ts';

/** A request as it goes out: its head as the user, to the server's own path or by way of a proxy. */
export function outgoing(
  request: ApiRequest,
  agent: Agent,
  presented: Presented,
  way: Pick<Dialer, 'url' | 'proxy' | 'sendsWholeAddress'>,
  compress: boolean,
): Outgoing {
  const { url, proxy, sendsWholeAddress } = way;
  const path = `${url.pathname.replace(/\/$/, '')}${pathOf(request)}`;
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  const proxyUser = sendsWholeAddress && proxy ? proxyAuthorization(proxy) : undefined;
  return {
    agent,
    url,
    method: request.method ?? 'GET',
    target: sendsWholeAddress ? `${url.origin}${path}` : path,
    headers: {
      Host: url.host,
      Accept: request.accept ?? '*/*',
      'User-Agent': USER_AGENT,
      ...(compress ? { 'Accept-Encoding': 'gzip' } : {}),
      ...(body === undefined
        ? {}
        : {
            'Content-Type': request.contentType ?? 'application/json',
            'Content-Length': Buffer.byteLength(body),
          }),
      ...(proxyUser === undefined ? {} : { 'Proxy-Authorization': proxyUser }),
      ...presented.headers,
    },
    body,
    isRepeatable: (request.method ?? 'GET') === 'GET' || request.asksOnly === true,
  };
}

/** How Porthole shows up in a server's audit log. */
export const USER_AGENT = 'porthole';

/** The path of a request with its query. */
export function pathOf({ path, query }: Pick<ApiRequest, 'path' | 'query'>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined) parameters.append(name, String(value));
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}
