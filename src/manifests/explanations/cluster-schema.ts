import { at, isRecord, text, type Json, type JsonRecord } from '../../common/json.ts';
import type { Field, FieldExplanation } from '../field.ts';
import { nameOf } from './names.ts';

/** The schema of a kind as a cluster describes it (OpenAPI v3), without references to elsewhere. */
export type ClusterSchema = JsonRecord;

/** What the cluster's own schema says of a field, for kinds and fields that nothing else explains. */
export function explainInSchema(
  schema: ClusterSchema,
  { path, document }: Field,
): FieldExplanation | undefined {
  if (document.sort !== 'object' || path.length === 0) return undefined;
  let place: Json = schema;
  for (const step of path) place = typeof step === 'number' ? at(place, 'items') : memberOf(place, step);
  const description = text(place, 'description')?.replace(/\s+/g, ' ').trim();
  if (description === undefined || description === '') return undefined;
  const shape = text(place, 'type');
  return {
    name: nameOf(path, []),
    key: `${document.kind}.${path.join('.')}`,
    reference: description,
    ...(shape !== undefined && { shape }),
  };
}

function memberOf(place: Json, step: string): Json {
  const own = at(place, 'properties', step);
  if (own !== undefined) return own;
  const others = at(place, 'additionalProperties');
  // An entry of a map is explained like the map.
  return isRecord(others)
    ? { ...others, description: others['description'] ?? at(place, 'description') }
    : undefined;
}

/** Deeper than any schema that people write. */
const DEEPEST = 40;

/**
 * The schema of one kind out of the description of its group, as `/openapi/v3/apis/GROUP/VERSION` gives it: references are followed,
 * and what a hover does not need is left out.
 */
export function schemaOfKind(openApi: Json, apiVersion: string, kind: string): ClusterSchema | undefined {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  const schemas = at(openApi, 'components', 'schemas');
  if (!isRecord(schemas)) return undefined;
  const found = Object.values(schemas).find((schema) => {
    const kinds = at(schema, 'x-kubernetes-group-version-kind');
    return (
      Array.isArray(kinds) &&
      kinds.some(
        (each) =>
          text(each, 'group') === group && text(each, 'version') === version && text(each, 'kind') === kind,
      )
    );
  });
  return found === undefined ? undefined : pruned(found, { schemas, depth: 0, followed: [] });
}

interface Way {
  readonly schemas: JsonRecord;
  readonly depth: number;
  /** References between here and the top: one that leads back is not followed again. */
  readonly followed: readonly string[];
}

function pruned(schema: Json, way: Way): ClusterSchema | undefined {
  if (!isRecord(schema) || way.depth > DEEPEST) return undefined;
  const below = { ...way, depth: way.depth + 1 };
  const reference = text(schema, '$ref') ?? text(schema, 'allOf', 0, '$ref');
  if (reference !== undefined) {
    const isCircle = way.followed.includes(reference);
    const name = reference.slice(reference.lastIndexOf('/') + 1);
    const target = isCircle
      ? {}
      : pruned(way.schemas[name], { ...below, followed: [...way.followed, reference] });
    const description = text(schema, 'description');
    return description === undefined ? target : { ...target, description };
  }
  const { description, type, properties, items, additionalProperties } = schema;
  return {
    ...(typeof description === 'string' && { description }),
    ...(typeof type === 'string' && { type }),
    ...(isRecord(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, each]) => [name, pruned(each, below)]),
      ),
    }),
    ...(isRecord(items) && { items: pruned(items, below) }),
    ...(isRecord(additionalProperties) && { additionalProperties: pruned(additionalProperties, below) }),
  };
}
