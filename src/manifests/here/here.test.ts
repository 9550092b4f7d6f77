import assert from 'node:assert/strict';
import { fieldReference } from '../../../scripts/build/field-reference.ts';
import { ManifestFile } from '../documents/manifest-file.ts';
import { openFieldReference } from '../explanations/reference.ts';
import { explainedFieldAt, type ExplainedField } from '../hover/manifest-hover.ts';
import { hereWords } from './here-words.ts';
import { questionsAbout } from './question-about.ts';
import type { Answer } from './question.ts';

const reference = openFieldReference(fieldReference(process.cwd(), { small: false }));
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: team-a}
spec:
  template:
    spec:
      serviceAccountName: runner
      priorityClassName: high
      imagePullSecrets: [{name: pull}]
      containers:
        - name: main
          env:
            - name: TOKEN
              valueFrom: {secretKeyRef: {name: token, key: value, optional: true}}
            - name: TEMPLATED
              valueFrom: {secretKeyRef: {name: "{{ .Values.secret }}", key: value}}
          envFrom: [{configMapRef: {name: settings}}]
          resources:
            limits: {memory: 64Gi, nvidia.com/gpu: 8}
      volumes:
        - name: data
          persistentVolumeClaim: {claimName: home}
`;

function at(text: string, words: string): ExplainedField {
  const found = explainedFieldAt(new ManifestFile(text), text.indexOf(words) + 1, 'a.yaml', reference);
  assert.ok(found, words);
  return found;
}
function says(words: string, answer: Answer, text = DEPLOYMENT): string {
  const found = at(text, words);
  const question = questionsAbout(found).find(({ asks }) => asks === answer.to);
  assert.ok(question);
  return hereWords(found, question, answer)
    .map((sentence) => sentence.text)
    .join(' ');
}

describe('what a manifest meets in the cluster', () => {
  it('is asked for where an object is named, an amount is written, and of the object itself', () => {
    for (const [words, asked] of [
      ['token,', 'Secret token team-a'],
      ['settings}', 'ConfigMap settings team-a'],
      ['home}', 'PersistentVolumeClaim home team-a'],
      ['runner', 'ServiceAccount runner team-a'],
      ['pull}', 'Secret pull team-a'],
      ['high', 'PriorityClass high '],
    ] as const) {
      const [question] = questionsAbout(at(DEPLOYMENT, words));
      assert.ok(question?.asks === 'exists', words);
      assert.equal(`${question.kind} ${question.name} ${question.namespace ?? ''}`, asked);
    }
    assert.deepEqual(questionsAbout(at(DEPLOYMENT, 'memory'))[0], {
      asks: 'room',
      namespace: 'team-a',
      resource: 'memory',
      side: 'limits',
    });
    assert.equal(questionsAbout(at(DEPLOYMENT, 'web'))[0]?.asks, 'state');
    assert.deepEqual(questionsAbout(at(DEPLOYMENT, 'containers')), []);
  });

  it('is not asked where a template decides', () => {
    assert.deepEqual(questionsAbout(at(DEPLOYMENT, '"{{ .Values')), []);
    const templated = DEPLOYMENT.replace('namespace: team-a', 'namespace: "{{ .Release.Namespace }}"');
    for (const words of ['token,', 'memory', 'web'])
      assert.deepEqual(questionsAbout(at(templated, words)), []);
  });

  it('is said with the numbers, and what follows from them', () => {
    const GiB = 1024 ** 3;
    const room = { to: 'room', namespace: 'team-a' } as const;
    assert.equal(
      says('memory', {
        ...room,
        quota: { left: 96 * GiB, hard: 256 * GiB, counts: 'limits' },
        largest: 128 * GiB,
      }),
      'In team-a: 96 GiB of the quota for memory limits (256 GiB) are left. The largest machine has 128 GiB in all.',
    );
    assert.match(
      says('memory', { ...room, quota: { left: 8 * GiB, hard: 256 * GiB, counts: 'requests' } }),
      /less than what stands here/,
    );
    assert.match(says('memory', { ...room, largest: 32 * GiB }), /would wait for ever/);
    assert.match(says('nvidia.com', { ...room, largest: 0 }), /No machine/);
    assert.match(says('memory', { ...room, most: 16 * GiB }), /16 GiB at most/);
    assert.equal(says('memory', room), '');
  });

  it('says that something is missing, and whether that matters', () => {
    const missing = { to: 'exists', namespace: 'team-a', found: false } as const;
    assert.equal(
      says('settings}', missing),
      'There is no ConfigMap "settings" in team-a. Without it, this will not start.',
    );
    assert.equal(says('token,', missing), 'There is no Secret "token" in team-a.');
    assert.equal(
      says('high', { to: 'exists', found: false }).includes('This cluster has no PriorityClass'),
      true,
    );
    assert.equal(
      says('home}', { to: 'exists', namespace: 'team-a', found: true, size: 10 * 1024 ** 3 }),
      'PersistentVolumeClaim "home" exists in team-a. It has 10 GiB.',
    );
  });

  it('says what is free, and when that is not enough', () => {
    const GiB = 1024 ** 3;
    const room = { to: 'room', namespace: 'team-a', largest: 128 * GiB } as const;
    assert.match(
      says('memory', { ...room, free: 96 * GiB }),
      /128 GiB in all; right now 96 GiB are free on one/,
    );
    assert.match(
      says('memory', { ...room, free: 16 * GiB }),
      /at most 16 GiB are free on one: this would wait until/,
    );
    assert.doesNotMatch(says('memory', { ...room, largest: 32 * GiB, free: 16 * GiB }), /free/);
  });

  it('says what the namespace fills in, and leaves out what is written', () => {
    const filledIn: Answer = {
      to: 'defaults',
      namespace: 'team-a',
      limits: { memory: 512 * 1024 ** 2, cpu: 1 },
      requests: { cpu: 0.5 },
    };
    assert.equal(
      says('resources', filledIn),
      'In team-a, what is not written here becomes: 1 CPU (limit), 0.5 CPUs (request).',
    );
    assert.equal(says('limits', filledIn).includes('request'), false);
  });

  it('says how much of a quota is used', () => {
    const quota =
      'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: q, namespace: team-a}\nspec: {hard: {requests.memory: 256Gi}}\n';
    const GiB = 1024 ** 3;
    assert.equal(
      says('requests.memory', { to: 'used', namespace: 'team-a', used: 112 * GiB, hard: 256 * GiB }, quota),
      'Right now in team-a: 112 GiB of 256 GiB are used.',
    );
  });

  it('says that a selector chooses nothing, wherever in it one points', () => {
    const service =
      'apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: team-a}\nspec: {selector: {app: web, tier: front}}\n';
    for (const words of ['selector', 'app', 'front'])
      assert.match(
        says(words, { to: 'matches', namespace: 'team-a', count: 0 }, service),
        /nobody would answer/,
      );
    const policy = service
      .replace('v1', 'networking.k8s.io/v1')
      .replace('Service', 'NetworkPolicy')
      .replace('selector: {', 'podSelector: {matchLabels: {')
      .replace('}}', '}}}');
    for (const words of ['podSelector', 'matchLabels', 'web'])
      assert.match(says(words, { to: 'matches', namespace: 'team-a', count: 0 }, policy), /change nothing/);
    const pod = 'apiVersion: v1\nkind: Pod\nspec: {nodeSelector: {gpu: a100}}\n';
    for (const words of ['nodeSelector', 'gpu', 'a100'])
      assert.match(says(words, { to: 'machines', count: 0, all: 3 }, pod), /wait for ever/);
    assert.equal(
      says('gpu', { to: 'machines', count: 2, all: 3 }, pod),
      '2 of 3 machines have these labels.',
    );
    assert.deepEqual(questionsAbout(at(pod.replace('a100', '"{{ .Values.gpu }}"'), 'gpu')), []);
  });

  it('takes no answer to another question', () => {
    const found = at(DEPLOYMENT, 'memory');
    const [question] = questionsAbout(found);
    assert.ok(question);
    assert.deepEqual(hereWords(found, question, { to: 'matches', namespace: 'team-a', count: 3 }), []);
  });
});
