import { isRecord, record, text, type JsonRecord } from '../../common/json.ts';
import type { Backend } from './backend.ts';
import type { Kind } from './kinds.ts';
import { refusals } from './status.ts';

const READ = ['get', 'list', 'watch'];
const ALL = { apiGroups: ['*'], resources: ['*'] };

/** Answers the two reviews with which a user asks what they may do. */
export function review(backend: Backend, kind: Kind, body: unknown): JsonRecord {
  const asked = text(body, 'kind');
  if (asked !== undefined && asked !== kind.kind)
    throw refusals.badRequest(`the object provided is unrecognized (must be of type ${kind.kind})`);
  const head = { kind: kind.kind, apiVersion: 'authorization.k8s.io/v1', metadata: {} };
  return kind.plural === 'selfsubjectaccessreviews'
    ? { ...head, ...oneAnswer(backend, body) }
    : { ...head, ...allRules(backend, body) };
}

function oneAnswer(backend: Backend, body: unknown): JsonRecord {
  const spec = record(body, 'spec');
  const about = record(spec, 'resourceAttributes');
  const path = record(spec, 'nonResourceAttributes');
  if (isRecord(spec['resourceAttributes']) === isRecord(spec['nonResourceAttributes']))
    throw refusals.invalid('', '', 'authorization.k8s.io', {
      reason: 'FieldValueInvalid',
      message:
        'Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified',
      field: 'spec.resourceAttributes',
    });
  const verb = text(about, 'verb') ?? text(path, 'verb') ?? '';
  const below = text(about, 'subresource') ?? '';
  const resource = `${text(about, 'resource') ?? ''}${below === '' ? '' : `/${below}`}`;
  const allowed = backend.allows(verb, resource, text(about, 'namespace'));
  return {
    spec,
    status: allowed
      ? { allowed, reason: `RBAC: allowed for User "${backend.user}" in the sample cluster` }
      : { allowed },
  };
}

function allRules(backend: Backend, body: unknown): JsonRecord {
  const namespace = text(body, 'spec', 'namespace') ?? '';
  if (namespace === '') throw refusals.badRequest('no namespace on request');
  const reviews = {
    verbs: ['create'],
    apiGroups: ['authorization.k8s.io'],
    resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
  };
  const mine = { verbs: backend.allows('delete', 'pods', namespace) ? ['*'] : READ, ...ALL };
  const paths = {
    verbs: ['get'],
    nonResourceURLs: [
      '/api',
      '/api/*',
      '/apis',
      '/apis/*',
      '/healthz',
      '/livez',
      '/readyz',
      '/version',
      '/version/',
    ],
  };
  return {
    spec: {},
    status: { resourceRules: [reviews, mine], nonResourceRules: [paths], incomplete: false },
  };
}
