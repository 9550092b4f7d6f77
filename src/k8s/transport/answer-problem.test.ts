import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import type { ClusterProblem } from '../problem.ts';
import { answerProblem } from './answer-problem.ts';
import type { ApiRequest } from './cluster-api.ts';
import { codeOf, connectionProblem } from './connection-problem.ts';

const status = (message: string, more: object = {}) =>
  JSON.stringify({ kind: 'Status', apiVersion: 'v1', message, ...more });
const PODS = '/api/v1/namespaces/team-a/pods';

describe('an answer that is no success', () => {
  const cases: [
    name: string,
    code: number,
    headers: IncomingHttpHeaders,
    body: string,
    expected: ClusterProblem,
  ][] = [
    [
      'not found',
      404,
      {},
      status('pods "x" not found'),
      { kind: 'not-found', message: 'pods "x" not found' },
    ],
    [
      'no such API',
      404,
      { 'content-type': 'text/plain' },
      '404 page not found\n',
      { kind: 'not-found', message: '404 page not found' },
    ],
    [
      'too old',
      410,
      {},
      status('too old resource version', { reason: 'Expired' }),
      { kind: 'gone', message: 'too old resource version' },
    ],
    [
      'too old, as a proxy passes it on',
      400,
      {},
      status('too old', { reason: 'Expired' }),
      { kind: 'gone', message: 'too old' },
    ],
    [
      'too many',
      429,
      { 'retry-after': '7' },
      status('slow down'),
      { kind: 'busy', retryAfterSeconds: 7, message: 'slow down' },
    ],
    [
      'too many, in the body',
      429,
      {},
      status('slow down', { details: { retryAfterSeconds: 3 } }),
      { kind: 'busy', retryAfterSeconds: 3, message: 'slow down' },
    ],
    ['too many, without a time', 429, {}, '', { kind: 'busy', message: 'HTTP 429' }],
    [
      'too many, with a date gone by',
      429,
      { 'retry-after': 'Thu, 01 Jan 2026 00:00:00 GMT' },
      '',
      { kind: 'busy', retryAfterSeconds: 0, message: 'HTTP 429' },
    ],
    [
      'unavailable for a while',
      503,
      { 'retry-after': '2' },
      '',
      { kind: 'busy', retryAfterSeconds: 2, message: 'HTTP 503' },
    ],
    [
      'unavailable',
      503,
      {},
      status('no endpoints'),
      { kind: 'server', status: 503, message: 'no endpoints' },
    ],
    [
      'a broken server',
      500,
      {},
      status('etcdserver: leader changed'),
      { kind: 'server', status: 500, message: 'etcdserver: leader changed' },
    ],
    [
      'a gateway’s page',
      502,
      { 'content-type': 'text/html' },
      '<html>secret',
      {
        kind: 'server',
        status: 502,
        message: 'a web page came instead of an answer of the cluster (HTTP 502)',
      },
    ],
    [
      'a log-in page',
      302,
      { location: 'https://login.example.org/start?state=s3cr3t' },
      '',
      {
        kind: 'server',
        status: 302,
        message: 'the address leads to another one (https://login.example.org)',
      },
    ],
    [
      'HTTP to an HTTPS server',
      400,
      {},
      'Client sent an HTTP request to an HTTPS server.\n',
      { kind: 'server', status: 400, message: 'Client sent an HTTP request to an HTTPS server.' },
    ],
    [
      'a conflict',
      409,
      {},
      status('', { reason: 'Conflict', message: undefined }),
      { kind: 'server', status: 409, message: 'Conflict' },
    ],
    [
      'a body that lies',
      500,
      {},
      '{"kind":"Status","message":5,"details":"x"}',
      { kind: 'server', status: 500, message: '{"kind":"Status","message":5,"details":"x"}' },
    ],
    ['an endless body', 500, {}, 'x'.repeat(5000), { kind: 'server', status: 500, message: 'x'.repeat(300) }],
  ];
  for (const [name, code, headers, body, expected] of cases) {
    it(name, () => assert.deepEqual(answerProblem({ path: PODS }, code, headers, body), expected));
  }

  const subjects: [
    request: Pick<ApiRequest, 'path' | 'query' | 'method'>,
    verb: string,
    resource: string,
    namespace?: string | undefined,
    group?: string,
  ][] = [
    [{ path: PODS }, 'list', 'pods', 'team-a'],
    [{ path: PODS, query: { watch: 1 } }, 'watch', 'pods', 'team-a'],
    [{ path: PODS, query: { watch: false } }, 'list', 'pods', 'team-a'],
    [{ path: `${PODS}/p` }, 'get', 'pods', 'team-a'],
    [{ path: `${PODS}/p/log` }, 'get', 'pods/log', 'team-a'],
    [{ path: `${PODS}/p`, method: 'DELETE' }, 'delete', 'pods', 'team-a'],
    [{ path: PODS, method: 'DELETE' }, 'deletecollection', 'pods', 'team-a'],
    [{ path: PODS, method: 'POST' }, 'create', 'pods', 'team-a'],
    [{ path: `${PODS}/p`, method: 'PATCH' }, 'patch', 'pods', 'team-a'],
    [{ path: '/api/v1/namespaces' }, 'list', 'namespaces'],
    [{ path: '/api/v1/namespaces/team-a' }, 'get', 'namespaces'],
    [{ path: '/api/v1/nodes' }, 'list', 'nodes'],
    [
      { path: '/apis/apps/v1/namespaces/a%20b/deployments/d/scale', method: 'PUT' },
      'update',
      'deployments/scale',
      'a b',
      'apps',
    ],
    [{ path: '/apis/batch/v1/jobs' }, 'list', 'jobs', undefined, 'batch'],
    [{ path: '/version' }, 'get', '/version'],
  ];
  for (const [request, verb, resource, namespace, group] of subjects) {
    it(`refused: ${request.method ?? 'GET'} ${request.path} is ${verb} ${resource}`, () => {
      const expected = {
        kind: 'not-allowed',
        verb,
        ...(group === undefined ? {} : { group }),
        resource,
        ...(namespace === undefined ? {} : { namespace }),
        message: 'no',
      };
      assert.deepEqual(answerProblem(request, 403, {}, status('no')), expected);
    });
  }
});

describe('an error of a connection', () => {
  const cases: [code: string, kind: string, reason: string][] = [
    ['ENOTFOUND', 'unreachable', 'dns'],
    ['EAI_AGAIN', 'unreachable', 'dns'],
    ['ECONNREFUSED', 'unreachable', 'refused'],
    ['ETIMEDOUT', 'unreachable', 'timeout'],
    ['ECONNRESET', 'unreachable', 'network'],
    ['EHOSTUNREACH', 'unreachable', 'network'],
    ['', 'unreachable', 'network'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate', 'unknown-authority'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate', 'unknown-authority'],
    ['CERT_HAS_EXPIRED', 'certificate', 'expired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate', 'wrong-host'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'certificate', 'client'],
    ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED', 'certificate', 'client'],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'certificate', 'client'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'certificate', 'other'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'certificate', 'other'],
    ['EPROTO', 'certificate', 'other'],
  ];
  for (const [code, kind, reason] of cases) {
    it(`${code || 'without a code'} is ${kind}, ${reason}`, () => {
      const found = connectionProblem(Object.assign(new Error('m'), code === '' ? {} : { code }), 's');
      assert.equal(found.kind, kind);
      assert.equal('reason' in found && found.reason, reason);
    });
  }

  it('of several addresses is that of the first', () => {
    const error = new AggregateError([
      Object.assign(new Error('a'), { code: 'ECONNREFUSED' }),
      new Error('b'),
    ]);
    assert.equal(codeOf(error), 'ECONNREFUSED');
    assert.deepEqual(connectionProblem(error, 's'), {
      kind: 'unreachable',
      server: 's',
      reason: 'refused',
      detail: 'a; b',
    });
  });
});
