import assert from 'node:assert/strict';
import type { FieldPath } from '../field.ts';
import { explainInSchema, schemaOfKind } from './cluster-schema.ts';

const OPEN_API = {
  components: {
    schemas: {
      'com.example.v1.Widget': {
        'x-kubernetes-group-version-kind': [{ group: 'example.com', version: 'v1', kind: 'Widget' }],
        description: 'A widget.',
        properties: {
          metadata: { allOf: [{ $ref: '#/components/schemas/Meta' }], description: 'Who it is.' },
          spec: {
            type: 'object',
            properties: {
              size: { type: 'integer', description: 'How\n  large it is.', minimum: 1 },
              parts: { type: 'array', items: { $ref: '#/components/schemas/Part' } },
              labels: { description: 'Marks.', additionalProperties: { type: 'string' } },
            },
          },
        },
      },
      Meta: { properties: { name: { type: 'string', description: 'Its name.' } } },
      Part: {
        properties: {
          name: { description: 'The name of the part.' },
          part: { allOf: [{ $ref: '#/components/schemas/Part' }], description: 'A part in the part.' },
        },
      },
    },
  },
};

const schema = schemaOfKind(OPEN_API, 'example.com/v1', 'Widget');
const explain = (...path: FieldPath): string | undefined =>
  explainInSchema(schema ?? {}, {
    document: { sort: 'object', apiVersion: 'example.com/v1', kind: 'Widget' },
    path,
    root: {},
  })?.reference;

describe("the cluster's own schema", () => {
  it('explains fields of kinds that nobody else knows, through references, lists and maps', () => {
    assert.equal(explain('spec', 'size'), 'How large it is.');
    assert.equal(explain('spec', 'parts', 0, 'name'), 'The name of the part.');
    assert.equal(explain('spec', 'labels', 'x'), 'Marks.');
    assert.equal(explain('metadata'), 'Who it is.');
    assert.equal(explain('metadata', 'name'), 'Its name.');
  });

  it('is silent where it has nothing, and not caught in a circle', () => {
    for (const path of [['spec', 'nothing'], ['spec', 0], ['constructor'], ['spec', 'parts', 'name']])
      assert.equal(explain(...path), undefined, path.join('.'));
    assert.equal(schemaOfKind(OPEN_API, 'example.com/v2', 'Widget'), undefined);
    assert.equal(schemaOfKind('broken', 'example.com/v1', 'Widget'), undefined);
    assert.equal(explain('spec', 'parts', 0, 'part'), 'A part in the part.');
    assert.equal(explain('spec', 'parts', 0, 'part', 'name'), undefined);
  });
});
