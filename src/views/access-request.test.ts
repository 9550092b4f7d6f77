import assert from 'node:assert/strict';
import { accessRequest, problemDetails } from './access-request.ts';

describe('the message to the platform team', () => {
  it('asks for a kubeconfig and for what Porthole needs', () => {
    assert.match(
      accessRequest({ kind: 'no-kubeconfig', searched: [] }),
      /kubeconfig file[\s\S]*pods\/portforward/,
    );
  });
  it('asks for the very Role that is missing', () => {
    const message = accessRequest({
      kind: 'not-allowed',
      verb: 'list',
      resource: 'pods',
      namespace: 'team-a',
      message: 'pods is forbidden',
    });
    assert.match(
      message,
      /kind: Role\n[\s\S]*namespace: team-a[\s\S]*resources: \["pods"\]\n\s+verbs: \["get","list","watch"\]/,
    );
  });
  it('says what went wrong otherwise', () => {
    const problem = {
      kind: 'certificate',
      server: 'https://k:6443',
      reason: 'expired',
      detail: 'CERT_HAS_EXPIRED',
    } as const;
    assert.match(accessRequest(problem), /certificate of k:6443 has expired/);
    assert.match(problemDetails(problem), /CERT_HAS_EXPIRED/);
  });
});
