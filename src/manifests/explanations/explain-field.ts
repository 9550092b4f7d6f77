import type { Field, FieldExplanation, FieldPath } from '../field.ts';
import { chartValues } from './charts/charts.ts';
import { nameOf } from './names.ts';
import { FREE, type OwnField, type OwnFields } from './own-field.ts';
import { ownTexts } from './texts/own-texts.ts';
import { pageOf } from './pages.ts';
import type { FieldReference } from './reference.ts';
import { formerFields, formerVersion } from './former-versions.ts';
import { toolBase, toolKindOf, toolType } from './custom-kinds/tool-kinds.ts';

/** A place in the schema: what may stand there and how it was reached. */
interface Place {
  readonly shape: string;
  /** The fields of an object that a tool's schema writes in place. */
  readonly fields?: OwnFields | undefined;
  /** `Container.image`; `ResourceRequirements.limits.memory` for an entry of a map. */
  readonly key: string;
  readonly own?: string | undefined;
  readonly reference?: string | undefined;
  readonly link?: string | undefined;
}

/** Where the reference says "any", for a schema or something else: a schema is what has fields. */
const SCHEMAS_IN_SCHEMAS: Readonly<Record<string, true>> = {
  'JSONSchemaProps.items': true,
  'JSONSchemaProps.additionalProperties': true,
  'JSONSchemaProps.additionalItems': true,
};

/** What is known about the field whatever its value is; nothing where the path leaves the schema. */
export function explainField(reference: FieldReference, field: Field): FieldExplanation | undefined {
  if (field.path.length === 0) return undefined;
  const root = rootOf(reference, field);
  if (root === undefined) return undefined;
  let place: Place | undefined = root;
  for (const step of field.path) {
    place = typeof step === 'number' ? itemOf(place) : memberOf(reference, place, step);
    if (place === undefined) return undefined;
  }
  if (place.own === undefined && place.reference === undefined) return undefined;
  return {
    name: nameOf(field.path, keysAlong(reference, root, field.path)),
    key: place.key,
    shape: place.shape,
    ...(place.own !== undefined ? { own: place.own } : {}),
    ...(place.own === undefined && place.reference !== undefined ? { reference: place.reference } : {}),
    ...linked(place.link ?? root.link ?? pageOf(place.key)),
  };
}

function linked(link: string | undefined): { readonly link?: string } {
  return link === undefined ? {} : { link };
}

function rootOf(reference: FieldReference, { document }: Field): Place | undefined {
  if (document.sort === 'values') {
    const chart = chartValues(document.chart);
    return (
      chart && { shape: 'object', fields: chart.fields, key: `values:${document.chart}`, link: chart.link }
    );
  }
  const { apiVersion, kind } = document;
  const builtIn =
    reference.typeOfKind(apiVersion, kind) ??
    reference.typeOfKind(formerVersion(apiVersion, kind) ?? '', kind) ??
    reference.typeInGroup(apiVersion, kind);
  if (builtIn !== undefined) return { shape: builtIn, key: builtIn };
  const tool = toolKindOf(apiVersion, kind) ?? listOf(reference, apiVersion, kind);
  return tool && { shape: tool.type, key: tool.type, link: tool.link };
}

/** `PodList`: what the server answers when it is asked for all pods. */
function listOf(reference: FieldReference, apiVersion: string, kind: string): ReturnType<typeof toolKindOf> {
  const item = /^(\w+)List$/.exec(kind)?.[1];
  if (item === undefined) return undefined;
  const isKnown =
    reference.typeOfKind(apiVersion, item) !== undefined || toolKindOf(apiVersion, item) !== undefined;
  return isKnown ? toolKindOf('v1', 'List') : undefined;
}

/** The `Type.field` of each step, for names that depend on what holds a field. */
function keysAlong(reference: FieldReference, root: Place, path: FieldPath): readonly string[] {
  const keys: string[] = [];
  let place: Place | undefined = root;
  for (const step of path) {
    place = place && (typeof step === 'number' ? itemOf(place) : memberOf(reference, place, step));
    keys.push(place?.key ?? '');
  }
  return keys;
}

/** What nobody but a program knows has one explanation for all that is in it. */
function isFree({ shape }: Place): boolean {
  return shape === FREE || shape === 'any';
}

function itemOf(place: Place): Place | undefined {
  if (isFree(place)) return place;
  return place.shape.endsWith('[]') ? { ...place, shape: place.shape.slice(0, -2) } : undefined;
}

function memberOf(reference: FieldReference, place: Place, step: string): Place | undefined {
  if (isFree(place)) return place;
  if (/^\{.*\}$/.test(place.shape)) return entryOf(place, step);
  if (place.shape === 'object') return ownMember(reference, place.fields ?? {}, place.key, step);
  const tool = toolType(place.shape);
  if (tool !== undefined) {
    const base = toolBase(place.shape);
    return (
      ownMember(reference, tool, place.shape, step) ??
      (base === undefined ? undefined : builtInMember(reference, base, step))
    );
  }
  return builtInMember(reference, place.shape, step);
}

/** An entry of a map is explained like the map, or by a text for just this entry (`limits.memory`). */
function entryOf(place: Place, step: string): Place {
  const key = `${place.key}.${step}`;
  const own = textFor(key) ?? textFor(`${place.key}.*`) ?? place.own;
  return { ...place, shape: place.shape.slice(1, -1), key, own };
}

function builtInMember(reference: FieldReference, type: string, step: string): Place | undefined {
  const entry = reference.entryOf(type, step);
  const key = `${type}.${step}`;
  if (entry === undefined) {
    const former = Object.hasOwn(formerFields, key) ? formerFields[key] : undefined;
    return former && { shape: 'string', key, own: former() };
  }
  const [given, description, link] = entry;
  const shape = Object.hasOwn(SCHEMAS_IN_SCHEMAS, key) ? 'JSONSchemaProps' : given;
  return {
    shape,
    key,
    own: textFor(key),
    reference: description || reference.aboutType(shape.replace(/[{}[\]]/g, '')),
    link,
  };
}

function ownMember(
  reference: FieldReference,
  fields: OwnFields,
  holder: string,
  step: string,
): Place | undefined {
  const found = Object.hasOwn(fields, step) ? fields[step] : undefined;
  if (found === undefined) return undefined;
  if (found.like !== undefined) return likeMember(reference, found, found.like);
  const key = `${holder}.${step}`;
  return { shape: found.is, fields: found.fields, key, own: found.says?.() };
}

function likeMember(reference: FieldReference, found: OwnField, key: string): Place | undefined {
  const [type = '', name = ''] = key.split('.');
  const place = builtInMember(reference, type, name);
  return place && { ...place, own: found.says?.() ?? place.own, link: pageOf(key) };
}

function textFor(key: string): string | undefined {
  return Object.hasOwn(ownTexts, key) ? ownTexts[key]?.() : undefined;
}
