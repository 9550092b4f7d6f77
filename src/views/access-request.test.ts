import assert from 'node:assert/strict';
import type { ClusterProblem } from '../k8s/problem.ts';
import { accessRequest, problemDetails } from './access-request.ts';

const refused = (verb: string, resource: string, namespace = 'team-a'): ClusterProblem => ({
  kind: 'not-allowed',
  verb,
  resource,
  namespace,
  message: `${resource} is forbidden`,
});

describe('the message to the platform team', () => {
  it('asks for a kubeconfig and for what Porthole needs', () => {
    assert.match(
      accessRequest([{ kind: 'no-kubeconfig', searched: [] }]),
      /kubeconfig file[\s\S]*pods\/portforward/,
    );
  });
  it('asks for the very Role that is missing', () => {
    const message = accessRequest([refused('list', 'pods')]);
    assert.match(
      message,
      /kind: Role\n[\s\S]*namespace: team-a[\s\S]*resources: \["pods"\]\n\s+verbs: \["get","list","watch"\]/,
    );
  });
  it('asks once for all that is missing, a Role for each namespace', () => {
    const message = accessRequest([
      refused('list', 'jobs'),
      refused('watch', 'jobs'),
      refused('get', 'pods/log'),
      refused('list', 'pods', 'team-b'),
    ]);
    assert.equal(message.match(/kind: Role$/gm)?.length, 2);
    assert.equal(message.match(/resources: \["jobs"\]/g)?.length, 1);
    assert.match(message, /apiGroups: \["batch"\]\n {4}resources: \["jobs"\]/);
    assert.match(message, /resources: \["pods\/log"\]\n {4}verbs: \["get"\]/);
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
