import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import * as models from '@kubernetes/client-node/dist/gen/models/all.js';
import { list, text } from '../../src/common/json.ts';
import type { FieldEntry, ReferenceData } from '../../src/manifests/explanations/reference-data.ts';

const GENERATED = 'node_modules/@kubernetes/client-node/dist/gen';
/** What the paths of the API do not tell: kinds that are read only, or that belong to another group than their path. */
const OTHER_KINDS = {
  v1: { ComponentStatus: 'ComponentStatus' },
  'policy/v1': { Eviction: 'Eviction' },
  'autoscaling/v1': { Scale: 'Scale' },
  'authentication.k8s.io/v1': { TokenRequest: 'AuthenticationV1TokenRequest' },
};
/** Descriptions of how Go keeps a value, repeated at every field of the type: they say nothing about the field. */
const NOT_ABOUT_THE_FIELD =
  /^(IntOrString is a type|Quantity is a fixed-point|Time is a wrapper|MicroTime is version of Time)/;

/**
 * The reference of all fields of all built-in kinds, in the version that the client library was generated from, compressed.
 * The library's declarations carry the descriptions of the Kubernetes API (Apache-2.0, see third-party-licenses.txt).
 */
export function fieldReference(root: string, { small }: { readonly small: boolean }): Uint8Array {
  const data = Buffer.from(JSON.stringify(referenceData(root)));
  return brotliCompressSync(data, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: small ? constants.BROTLI_MAX_QUALITY : 4,
      [constants.BROTLI_PARAM_SIZE_HINT]: data.byteLength,
      [constants.BROTLI_PARAM_LGWIN]: 22,
    },
  });
}

function referenceData(root: string): ReferenceData {
  const all = modelFields();
  const kinds = kindsOf(root, new Set(all.keys()));
  const wanted = reachable(
    Object.values(kinds).flatMap((byName) => Object.values(byName)),
    all,
  );
  const types: Record<string, Record<string, FieldEntry>> = {};
  const about: Record<string, string> = {};
  let version = '';
  for (const [model, attributes] of all) {
    const type = typeName(model);
    if (!wanted.has(type)) continue;
    const declaration = readFileSync(join(root, GENERATED, 'models', `${model}.d.ts`), 'utf8');
    version ||= /OpenAPI spec version: (\S+)/.exec(declaration)?.[1] ?? '';
    const { words, descriptions } = descriptionsIn(declaration);
    if (words !== '') about[type] = words;
    types[type] = Object.fromEntries(
      attributes.map(({ name, key, is }) => [key, entry(is, descriptions.get(name) ?? '')]),
    );
  }
  return { version, kinds, types, about };
}

interface Attribute {
  readonly name: string;
  /** As it stands in a manifest: `continue` where TypeScript says `_continue`. */
  readonly key: string;
  readonly is: string;
}

function modelFields(): Map<string, readonly Attribute[]> {
  const found = new Map<string, readonly Attribute[]>();
  for (const [model, value] of Object.entries(models)) {
    if (typeof value !== 'function' || !('attributeTypeMap' in value)) continue;
    const attributes = list(value.attributeTypeMap).flatMap((attribute) => {
      const [name, key, type] = ['name', 'baseName', 'type'].map((step) => text(attribute, step));
      return name === undefined || key === undefined || type === undefined
        ? []
        : [{ name, key, is: shapeOf(type) }];
    });
    if (attributes.length > 0) found.set(model, attributes);
  }
  return found;
}

/** `Array<V1Container>` is `Container[]`, `{ [key: string]: string; }` is `{string}`. */
function shapeOf(type: string): string {
  const item = /^Array<(.+)>$/.exec(type)?.[1];
  if (item !== undefined) return `${shapeOf(item)}[]`;
  const value = /^\{ \[key: string\]: (.+); \}$/.exec(type)?.[1];
  if (value !== undefined) return `{${shapeOf(value)}}`;
  return typeName(type);
}

/** The stable version needs no mark: `Container`, but `V2HorizontalPodAutoscaler` and `V1beta1PodCertificateRequest`. */
function typeName(model: string): string {
  return model.replace(/^V1(?=[A-Z])/, '');
}

/** By what the API takes at the path of a collection: `/apis/apps/v1/namespaces/{namespace}/deployments` takes a V1Deployment. */
function kindsOf(root: string, known: ReadonlySet<string>): Record<string, Record<string, string>> {
  const kinds: Record<string, Record<string, string>> = structuredClone(OTHER_KINDS);
  const folder = join(root, GENERATED, 'apis');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('Api.js'))) {
    let apiVersion: string | undefined;
    const source = readFileSync(join(folder, file), 'utf8');
    for (const [, path, model] of source.matchAll(/localVarPath = '([^']+)'|serialize\(body, "(\w+)"/g)) {
      if (path !== undefined) apiVersion = apiVersionOf(path);
      else if (
        apiVersion !== undefined &&
        model !== undefined &&
        model !== 'V1DeleteOptions' &&
        known.has(model)
      )
        (kinds[apiVersion] ??= {})[kindOf(model)] = typeName(model);
    }
  }
  return kinds;
}

function apiVersionOf(path: string): string | undefined {
  const match =
    /^\/(?:api|apis\/([^/]+))\/(v[^/]+)(?:\/namespaces\/\{namespace\})?\/[a-z]+(?:\/\{name\})?$/.exec(path);
  if (!match) return undefined;
  const [, group, version = ''] = match;
  return group === undefined ? version : `${group}/${version}`;
}

/** `CoreV1Event` and `V1Event` are an Event. */
function kindOf(model: string): string {
  return model.replace(/^(?:[A-Z][a-z]+)?V\d+(?:(?:alpha|beta)\d+)?(?=[A-Z])/, '');
}

function reachable(
  from: readonly string[],
  all: ReadonlyMap<string, readonly Attribute[]>,
): ReadonlySet<string> {
  const byType = new Map([...all].map(([model, attributes]) => [typeName(model), attributes]));
  const reached = new Set<string>();
  const visit = (type: string): void => {
    const attributes = byType.get(type);
    if (attributes === undefined || reached.has(type)) return;
    reached.add(type);
    for (const { is } of attributes) visit(is.replace(/^\{+|\}+$|(\[\])+$/g, ''));
  };
  from.forEach(visit);
  return reached;
}

function descriptionsIn(declaration: string): { words: string; descriptions: ReadonlyMap<string, string> } {
  const words = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export declare class/.exec(declaration)?.[1] ?? '';
  const found = declaration.matchAll(/^ {4}\/\*\*\n((?: {4}\*(?!\/).*\n)+) {4}\*\/\n {4}'(\w+)'\??:/gm);
  const descriptions = new Map([...found].map(([, comment = '', name = '']) => [name, plain(comment)]));
  return { words: plain(words), descriptions };
}

/** One paragraph without the comment's stars and escapes. */
function plain(comment: string): string {
  return comment
    .replace(/^\s*\*/gm, ' ')
    .replace(/\\(['"\\])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

const PAGE = /https:\/\/kubernetes\.io\/docs\/[^\s)"',]*[^\s)"',.]/;

/** The page that a description names is the field's link; the sentence that only names it goes. */
function entry(is: string, description: string): FieldEntry {
  const page = PAGE.exec(description)?.[0];
  const words = NOT_ABOUT_THE_FIELD.test(description)
    ? ''
    : description
        .replace(
          /(^|[.;:)]\s+)(?:More info(?:rmation)?(?: can be found (?:in|at))?|See|Read more)(?: at)?:?\s+https?:\S+\.?(?=\s|$)/gi,
          '$1',
        )
        .trim();
  return page === undefined ? (words === '' ? [is] : [is, words]) : [is, words, page];
}
