import assert from 'node:assert/strict';
import { fieldReference } from '../../../scripts/build/field-reference.ts';
import { ManifestFile } from '../documents/manifest-file.ts';
import { openFieldReference } from '../explanations/reference.ts';
import { explainedFieldAt, type ExplainedField } from '../hover/manifest-hover.ts';
import { hereWords } from './here-words.ts';
import { questionAbout } from './question-about.ts';
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
  const question = questionAbout(found);
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
      const question = questionAbout(at(DEPLOYMENT, words));
      assert.ok(question?.asks === 'exists', words);
      assert.equal(`${question.kind} ${question.name} ${question.namespace ?? ''}`, asked);
    }
    assert.deepEqual(questionAbout(at(DEPLOYMENT, 'memory')), {
      asks: 'room',
      namespace: 'team-a',
      resource: 'memory',
      side: 'limits',
    });
    assert.equal(questionAbout(at(DEPLOYMENT, 'web'))?.asks, 'state');
    assert.equal(questionAbout(at(DEPLOYMENT, 'containers')), undefined);
  });

  it('is not asked where a template decides', () => {
    assert.equal(questionAbout(at(DEPLOYMENT, '"{{ .Values')), undefined);
    const templated = DEPLOYMENT.replace('namespace: team-a', 'namespace: "{{ .Release.Namespace }}"');
    for (const words of ['token,', 'memory', 'web'])
      assert.equal(questionAbout(at(templated, words)), undefined);
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

  it('takes no answer to another question', () => {
    assert.equal(says('memory', { to: 'matches', namespace: 'team-a', count: 3 }), '');
  });
});
