import assert from 'node:assert/strict';
import type { ClusterProblem } from '../k8s/problem.ts';
import { problemWords } from './problem-words.ts';

const server = 'https://k8s.example.org:6443';
const problems: ClusterProblem[] = [
  { kind: 'no-kubeconfig', searched: ['/home/ana/.kube/config'] },
  { kind: 'bad-kubeconfig', file: '/home/ana/.kube/config', detail: 'line 3: bad indentation' },
  { kind: 'no-context', detail: 'current-context is empty' },
  { kind: 'no-context', wanted: 'old', detail: 'no such context' },
  ...(['dns', 'refused', 'timeout', 'proxy', 'network'] as const).map((reason) => ({
    kind: 'unreachable' as const,
    server,
    reason,
    detail: 'ECONNREFUSED',
  })),
  ...(['unknown-authority', 'expired', 'wrong-host', 'client', 'other'] as const).map((reason) => ({
    kind: 'certificate' as const,
    server,
    reason,
    detail: 'x509',
  })),
  ...(
    [
      'expired',
      'refused',
      'helper-missing',
      'helper-failed',
      'helper-needs-you',
      'untrusted-workspace',
    ] as const
  ).map((reason) => ({ kind: 'sign-in' as const, reason, program: 'aws', searched: ['/usr/bin'] })),
  { kind: 'not-allowed', verb: 'list', resource: 'pods', namespace: 'team-a', message: 'forbidden' },
  { kind: 'not-found', message: 'pods "x" not found' },
  { kind: 'gone', message: 'too old resource version' },
  { kind: 'busy', message: 'too many requests' },
  { kind: 'server', status: 500, message: 'etcdserver: leader changed' },
];

describe('the words for a problem', () => {
  for (const problem of problems) {
    const name = 'reason' in problem ? `${problem.kind} (${problem.reason})` : problem.kind;
    it(`${name}: says what it is and offers a next step`, () => {
      const words = problemWords(problem);
      assert.ok(words.title.endsWith('.') || words.title.endsWith('?'), words.title);
      assert.ok(!words.short.endsWith('.'), words.short);
      assert.ok(words.short.length <= 60, words.short);
      assert.ok(words.next.length > 0);
    });
  }

  it('names the server, the program and where it was looked for', () => {
    assert.match(
      problemWords({ kind: 'unreachable', server, reason: 'dns', detail: '' }).title,
      /k8s\.example\.org:6443/,
    );
    const missing = problemWords({
      kind: 'sign-in',
      reason: 'helper-missing',
      program: 'aws',
      searched: ['/usr/bin', '/opt/bin'],
      hint: 'Install the AWS CLI.',
    });
    assert.match(missing.title, /aws/);
    assert.match(missing.detail, /Install the AWS CLI\. Looked in: \/usr\/bin, \/opt\/bin/);
  });

  it('does not show a refused permission as emptiness', () => {
    const words = problemWords({
      kind: 'not-allowed',
      verb: 'list',
      resource: 'pods',
      namespace: 'team-a',
      message: 'm',
    });
    assert.match(words.title, /may not see pods in team-a/);
  });

  it('says what was refused in words, with those of Kubernetes beside them', () => {
    const title = (verb: string, resource: string): string =>
      problemWords({ kind: 'not-allowed', verb, resource, namespace: 'team-a', message: 'm' }).title;
    assert.equal(title('get', 'pods/log'), 'Your account may not read what pods print (pods/log) in team-a.');
    assert.equal(
      title('create', 'pods/portforward'),
      'Your account may not connect to pods (pods/portforward) in team-a.',
    );
    assert.equal(title('delete', 'jobs'), 'Your account may not delete jobs in team-a.');
  });
});
