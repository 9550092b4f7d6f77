import assert from 'node:assert/strict';
import {
  explainInSchema,
  schemaOfKind,
  type ClusterSchema,
} from '../../src/manifests/explanations/cluster-schema.ts';
import type { FieldPath } from '../../src/manifests/field.ts';
import { startControlPlane, type ControlPlane } from '../harness/control-plane.ts';

const WIDGETS = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Widget', plural: 'widgets', singular: 'widget' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                description: 'What the widget is.',
                properties: {
                  parts: {
                    type: 'array',
                    items: {
                      type: 'object',
                      properties: { size: { type: 'integer', description: 'How large it is.' } },
                    },
                  },
                },
              },
            },
          },
        },
      },
    ],
  },
};

describe('the schema of a custom kind on a real API server', function () {
  this.timeout(120_000);
  let plane: ControlPlane;
  before(async () => {
    plane = await startControlPlane({});
    await plane.apply(JSON.stringify(WIDGETS));
  });
  after(() => plane.stop());

  it('is found in the description of its group, and explains fields', async () => {
    let schema: ClusterSchema | undefined;
    while (schema === undefined) {
      // The server describes a new kind a moment after it knows it.
      const groups = await plane.kubectl(['get', '--raw', '/openapi/v3']);
      if (!groups.includes('apis/example.com/v1')) continue;
      const openApi: unknown = JSON.parse(
        await plane.kubectl(['get', '--raw', '/openapi/v3/apis/example.com/v1']),
      );
      schema = schemaOfKind(openApi, 'example.com/v1', 'Widget');
    }
    const described = schema;
    const explain = (...path: FieldPath): string | undefined =>
      explainInSchema(described, {
        document: { sort: 'object', apiVersion: 'example.com/v1', kind: 'Widget' },
        path,
        root: {},
      })?.reference;
    assert.equal(explain('spec'), 'What the widget is.');
    assert.equal(explain('spec', 'parts', 0, 'size'), 'How large it is.');
    assert.match(explain('metadata', 'labels', 'app') ?? '', /Map of string keys/);
  });
});
