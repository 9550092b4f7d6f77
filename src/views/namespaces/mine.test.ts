import assert from 'node:assert/strict';
import { isProbablyTheirs, namesOf } from './mine.ts';

const pod = (labels: Record<string, string>, name = 'work-1', annotations: Record<string, string> = {}) => ({
  name,
  labels,
  annotations,
});

describe('whose a pod probably is', () => {
  it('is asked with the names that an account gives', () => {
    assert.deepEqual(namesOf(['oidc:Ana@example.org']), ['ana@example.org', 'ana']);
    assert.deepEqual(namesOf(['arn:aws:iam::12:user/ana']), ['ana']);
    assert.deepEqual(namesOf(['system:serviceaccount:team-a:ana', 'ana']), ['ana']);
  });

  it('is nobody by an account that many share', () => {
    assert.deepEqual(namesOf(['kubernetes-admin', 'default', 'root', undefined, '']), []);
    assert.equal(isProbablyTheirs(pod({ owner: 'root' }), namesOf(['root'])), false);
  });

  for (const [what, labels] of Object.entries({
    'JupyterHub, escaped': { 'hub.jupyter.org/username': 'ana-40example-2eorg' },
    'JupyterHub 5, with a hash': { 'hub.jupyter.org/username': 'ana---1a2b3c4d' },
    'Argo Workflows': { 'workflows.argoproj.io/creator-email': 'ana.at.example.org' },
    'a label by hand': { owner: 'Ana' },
  }))
    it(`is told by ${what}`, () => {
      assert.equal(isProbablyTheirs(pod(labels), namesOf(['ana@example.org'])), true);
      assert.equal(isProbablyTheirs(pod(labels), namesOf(['ben@example.org'])), false);
    });

  it('is told by the name where nothing else says whose it is, and never against what does', () => {
    const ana = namesOf(['ana']);
    assert.equal(isProbablyTheirs(pod({}, 'notebook-ana-0'), ana), true);
    assert.equal(isProbablyTheirs(pod({}, 'banana-1'), ana), false);
    assert.equal(isProbablyTheirs(pod({ owner: 'ben' }, 'notebook-ana-0'), ana), false);
  });

  it('is told by annotations, too', () => {
    assert.equal(isProbablyTheirs(pod({}, 'x', { 'team.example.org/owner': 'ana' }), namesOf(['ana'])), true);
  });
});
