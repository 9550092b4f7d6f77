import assert from 'node:assert/strict';
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { ManifestFile } from '../documents/manifest-file.ts';
import { UNKNOWN } from '../field.ts';
import { fieldAt, type FieldAt } from './field-at.ts';
import { pathText } from './path-text.ts';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: {app: web, "x.y/z": q}
spec:
  template:
    spec:
      containers:
      - name: main
        image: "python:3.12" # pinned
        command: ["python", -c, 'x']
        args:
        - |
          import os
          # not a comment: x
          print("a: b")
        - plain text
          that goes on
        resources:
          limits:
            memory: 32Gi
            nvidia.com/gpu: 1
      volumes:
      - name: shm
        emptyDir: {medium: Memory,
          sizeLimit: 1Gi
        }
`;

function look(text: string, needle: string, within = 0): FieldAt | undefined {
  const at = text.indexOf(needle);
  assert.notEqual(at, -1, needle);
  return fieldAt(new ManifestFile(text), at + within, 'a.yaml', () => undefined);
}

function pathAt(text: string, needle: string, within = 0): string | undefined {
  const found = look(text, needle, within);
  return found && pathText(found.field.path);
}

describe('the field at a position', () => {
  it('is the one that a YAML parser finds, at every key and every value', () => {
    const file = new ManifestFile(DEPLOYMENT);
    let seen = 0;
    const check = (node: unknown, path: (string | number)[]): void => {
      if (isMap(node))
        for (const { key, value } of node.items) {
          assert.ok(isScalar(key));
          const below = [...path, String(key.value)];
          checkAt(key.range?.[0], below, 'key');
          check(value, below);
        }
      else if (isSeq(node)) node.items.forEach((item, index) => check(item, [...path, index]));
      else if (isScalar(node)) checkAt(node.range?.[0], path, 'value');
    };
    const checkAt = (offset: number | undefined, path: (string | number)[], part: string): void => {
      const found = fieldAt(file, offset ?? -1, 'a.yaml', () => undefined);
      assert.equal(found && pathText(found.field.path), pathText(path));
      assert.equal(found?.part, part);
      seen += 1;
    };
    check(parseDocument(DEPLOYMENT).contents, []);
    assert.equal(seen, 41); // 24 keys and 17 values
  });

  it('is the same with Windows line ends, in later documents, in lists and in JSON', () => {
    const memory = 'spec.template.spec.containers[0].resources.limits.memory';
    assert.equal(pathAt(DEPLOYMENT.replaceAll('\n', '\r\n'), '32Gi'), memory);
    assert.equal(pathAt(`a: 1\n--- # next\n${DEPLOYMENT}`, '32Gi'), memory);
    const item = DEPLOYMENT.trimEnd().replaceAll('\n', '\n  ');
    assert.equal(pathAt(`apiVersion: v1\nkind: List\nitems:\n- ${item}\n`, '32Gi'), memory);
    const json = JSON.stringify(parseDocument(DEPLOYMENT).toJS(), undefined, 2);
    assert.equal(pathAt(json, '32Gi'), memory);
    assert.equal(pathAt(json.replace('\n', ''), '32Gi'), memory);
  });

  it('reads the text of a block scalar as one value, what looks like a comment or a key in it too', () => {
    for (const needle of ['import os', '# not a comment', 'print("a: b")'])
      assert.equal(pathAt(DEPLOYMENT, needle), 'spec.template.spec.containers[0].args[0]');
  });

  it('is silent on comments, blanks, and in what is no manifest', () => {
    assert.equal(look(DEPLOYMENT, '# pinned', 2), undefined);
    assert.equal(look(DEPLOYMENT, '  resources'), undefined);
    assert.equal(look('services:\n  web:\n    image: nginx\n', 'image'), undefined);
    assert.equal(look('on: push\njobs:\n  test:\n    runs-on: x\n', 'runs-on'), undefined);
  });

  it('reads Helm templates through their actions, and knows what it cannot know', () => {
    const template = `apiVersion: batch/v1
kind: Job
metadata:
  labels:
    {{- include "x.labels" . | nindent 4 }}
spec:
  {{- if .Values.retry }}
  backoffLimit: {{ .Values.retry }}
  {{- else }}
  backoffLimit: 0
  {{- end }}
  {{ .Values.key }}: 3
  parallelism: 2
`;
    const limit = look(template, 'backoffLimit: {{');
    assert.equal(limit && pathText(limit.field.path), 'spec.backoffLimit');
    assert.deepEqual(limit?.field.root, {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { labels: UNKNOWN },
      spec: { backoffLimit: UNKNOWN, parallelism: 2 },
    });
    assert.equal(limit.field.partial, true);
    assert.equal(pathAt(template, 'parallelism'), 'spec.parallelism');
    assert.equal(look(template, 'include'), undefined);
    assert.equal(look(template, ': 3', 2), undefined);
  });

  it('keeps its place while somebody types, and says nothing of what does not fit', () => {
    const memory = 'spec.template.spec.containers[0].resources.limits.memory';
    for (const [before, typed] of [
      ['        args:', '        ima\n        args:'],
      ['"python:3.12"', '"python:3.12'],
      ["'x']", ''],
      ['    app: web', '    app: {'],
    ] as const)
      assert.equal(pathAt(DEPLOYMENT.replace(before, typed), '32Gi'), memory, typed);
    assert.equal(look(DEPLOYMENT.replace('        args:', '        ima\n        args:'), 'ima\n'), undefined);
    const tabbed = DEPLOYMENT.replace('        resources:', '\t\tresources:');
    assert.equal(look(tabbed, '32Gi'), undefined); // tabs on one line, blanks on the others
    assert.equal(look(DEPLOYMENT.replace('      volumes:', '     volumes:'), 'shm'), undefined);
  });

  it('follows anchors and merges, and aliases that lead nowhere', () => {
    const text = `apiVersion: v1
kind: ConfigMap
base: &base {a: 1, b: 2}
data:
  <<: *base
  b: 3
  c: *none
  loop: &loop [*loop]
`;
    assert.deepEqual(look(text, 'data:')?.field.root, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      base: { a: 1, b: 2 },
      data: { a: 1, b: 3, c: UNKNOWN, loop: [UNKNOWN] },
    });
    assert.equal(pathAt(text, '*none'), 'data.c');
  });
});
