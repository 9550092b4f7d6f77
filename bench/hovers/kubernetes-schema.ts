import type { ReferenceData } from '../../src/manifests/explanations/reference-data.ts';

/**
 * The Kubernetes fields as a JSON schema, in the form in which yaml-language-server usually downloads them: one definition for each
 * type, and a choice among all kinds.
 */
export function kubernetesSchema({ kinds, types }: ReferenceData): unknown {
  const definitions = Object.fromEntries(
    Object.entries(types).map(([type, fields]) => [
      type,
      {
        type: 'object',
        properties: Object.fromEntries(
          Object.entries(fields).map(([name, [shape, description]]) => [
            name,
            { ...schemaOf(shape, types), ...(description !== undefined && { description }) },
          ]),
        ),
      },
    ]),
  );
  const choices = Object.entries(kinds).flatMap(([apiVersion, byKind]) =>
    Object.entries(byKind).map(([kind, type]) => ({
      allOf: [{ $ref: `#/definitions/${type}` }],
      properties: { apiVersion: { enum: [apiVersion] }, kind: { enum: [kind] } },
      required: ['apiVersion', 'kind'],
    })),
  );
  return { $schema: 'http://json-schema.org/draft-07/schema#', definitions, oneOf: choices };
}

function schemaOf(shape: string, types: ReferenceData['types']): object {
  if (shape.endsWith('[]')) return { type: 'array', items: schemaOf(shape.slice(0, -2), types) };
  if (shape.startsWith('{'))
    return { type: 'object', additionalProperties: schemaOf(shape.slice(1, -1), types) };
  return Object.hasOwn(types, shape) ? { $ref: `#/definitions/${shape}` } : {};
}
