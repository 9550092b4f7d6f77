import assert from 'node:assert/strict';
import { parseAllDocuments } from 'yaml';
import { list, text } from '../common/json.ts';
import type { ClusterProblem } from '../k8s/problem.ts';
import { accessRequest, missingRight, problemDetails } from './access-request.ts';

const refused = (verb: string, resource: string, namespace = 'team-a'): ClusterProblem => ({
  kind: 'not-allowed',
  verb,
  resource,
  namespace,
  message: `${resource} is forbidden: User "ana@example.org" cannot ${verb} resource`,
});

const documents = (message: string): unknown[] => {
  const [, yaml = ''] = /```yaml\n([\s\S]*)\n```/.exec(message) ?? [];
  return parseAllDocuments(yaml).map((document) => document.toJS() as unknown);
};

describe('the message to the platform team', () => {
  it('asks for a kubeconfig and for what Porthole needs', () => {
    assert.match(
      accessRequest([{ kind: 'no-kubeconfig', searched: [] }]),
      /kubeconfig file[\s\S]*pods\/portforward/,
    );
  });
  it('asks for the very Role that is missing, for the user whom the cluster refused', () => {
    const [role, binding, ...others] = documents(accessRequest([refused('list', 'pods')]));
    assert.deepEqual(others, []);
    assert.deepEqual(role, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'porthole-see-pods', namespace: 'team-a' },
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }],
    });
    assert.equal(text(binding, 'roleRef', 'name'), 'porthole-see-pods');
    assert.deepEqual(list(binding, 'subjects'), [
      { kind: 'User', name: 'ana@example.org', apiGroup: 'rbac.authorization.k8s.io' },
    ]);
  });
  it('knows an account of the cluster itself by its name', () => {
    const [, binding] = documents(
      accessRequest([refused('list', 'pods')], 'system:serviceaccount:people:ana'),
    );
    assert.deepEqual(list(binding, 'subjects'), [
      { kind: 'ServiceAccount', name: 'ana', namespace: 'people' },
    ]);
  });
  it('asks for a Role alone where nobody knows who the user is', () => {
    const problem = missingRight({ verb: 'list', resource: 'pods', namespace: 'team-a' });
    assert.deepEqual(
      documents(accessRequest([problem])).map((each) => text(each, 'kind')),
      ['Role'],
    );
  });
  it('asks once for all that is missing, a Role for each namespace', () => {
    const roles = documents(
      accessRequest([
        refused('list', 'jobs'),
        refused('watch', 'jobs'),
        refused('list', 'cronjobs'),
        refused('get', 'pods/log'),
        refused('list', 'pods', 'team-b'),
      ]),
    ).filter((each) => text(each, 'kind') === 'Role');
    assert.deepEqual(
      roles.map((each) => list(each, 'rules')),
      [
        [
          { apiGroups: ['batch'], resources: ['jobs', 'cronjobs'], verbs: ['get', 'list', 'watch'] },
          { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
        ],
        [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }],
      ],
    );
  });
  it('asks for both verbs that a connection takes', () => {
    const [role] = documents(accessRequest([refused('create', 'pods/portforward')]));
    assert.deepEqual(list(role, 'rules'), [
      { apiGroups: [''], resources: ['pods/portforward'], verbs: ['get', 'create'] },
    ]);
  });
  it('never asks for a Role of a name that another request gave to something else', () => {
    const nameIn = (message: string): unknown[] =>
      documents(message).map((each) => text(each, 'metadata', 'name'));
    const requests = [
      [refused('list', 'pods')],
      [refused('delete', 'pods')],
      [refused('get', 'pods/log')],
      [refused('list', 'pods'), refused('list', 'events')],
    ].map((problems) => nameIn(accessRequest(problems)));
    const other = nameIn(accessRequest([refused('list', 'pods')], 'bob@example.org'));
    assert.equal(new Set(requests.flat()).size, 8);
    assert.deepEqual([other[0] === requests[0]?.[0], other[1] === requests[0]?.[1]], [true, false]);
  });
  it('gives names that Kubernetes takes, however much is asked for and whoever asks', () => {
    const many = ['pods', 'services', 'deployments', 'statefulsets', 'persistentvolumeclaims'];
    const message = accessRequest(
      many.flatMap((resource) => ['create', 'delete', 'patch'].map((verb) => refused(verb, resource))),
      'https://issuer.example.org#Ana "A" Müller: \n- x',
    );
    for (const each of documents(message))
      assert.match(text(each, 'metadata', 'name') ?? '', /^[a-z0-9][-a-z0-9]{0,200}[a-z0-9]$/);
    const binding = documents(message).find((each) => text(each, 'kind') === 'RoleBinding');
    assert.equal(
      text(list(binding, 'subjects')[0], 'name'),
      'https://issuer.example.org#Ana "A" Müller: \n- x',
    );
  });
  it('says what went wrong otherwise', () => {
    const problem = {
      kind: 'certificate',
      server: 'https://k:6443',
      reason: 'expired',
      detail: 'CERT_HAS_EXPIRED',
    } as const;
    assert.match(accessRequest([problem]), /certificate of k:6443 has expired/);
    assert.match(problemDetails(problem), /CERT_HAS_EXPIRED/);
  });
});
