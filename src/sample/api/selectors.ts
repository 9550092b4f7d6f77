import type { Kind } from './kinds.ts';
import type { ClusterObject } from './object.ts';
import { refusals } from './status.ts';

export type Matcher = (object: ClusterObject) => boolean;

/** Label and field selector of a request as one question. Refuses what the real server refuses, in its words. */
export function matcher(kind: Kind, query: URLSearchParams): Matcher {
  const labels = parseLabels(query.get('labelSelector') ?? '');
  const fields = parseFields(kind, query.get('fieldSelector') ?? '');
  return (object) => labels.every((test) => test(object)) && fields.every((test) => test(object));
}

type Token = { readonly text: string; readonly word: boolean };

function tokens(selector: string): Token[] {
  return [...selector.matchAll(/\s*(==|!=|[=!(),<>]|[^\s=!(),<>]+)/g)].map(([, found = '']) => ({
    text: found,
    word: !/^[=!(),<>]/.test(found),
  }));
}

const EXPECTED_OPERATOR = 'in, notin, =, ==, !=, gt, lt';

function parseLabels(selector: string): Matcher[] {
  const rest = tokens(selector);
  const tests: Matcher[] = [];
  while (rest.length > 0) {
    tests.push(requirement(rest));
    const comma = rest.shift();
    if (comma === undefined) break;
    if (comma.text !== ',')
      throw refusals.badRequest(`found '${comma.text}', expected: ',' or 'end of string'`);
    if (rest.length === 0) throw refusals.badRequest("found '', expected: identifier after ','");
  }
  return tests;
}

function requirement(rest: Token[]): Matcher {
  const label = (object: ClusterObject, key: string) => object.metadata.labels?.[key];
  const negated = rest[0]?.text === '!';
  if (negated) rest.shift();
  const key = rest.shift();
  if (!key?.word)
    throw refusals.badRequest(
      `found '${key?.text ?? ''}', expected: ${negated ? 'identifier' : "!, identifier, or 'end of string'"}`,
    );
  if (negated) return (object) => label(object, key.text) === undefined;
  const next = rest[0];
  if (next === undefined || next.text === ',') return (object) => label(object, key.text) !== undefined;
  rest.shift();
  switch (next.text) {
    case '=':
    case '==': {
      const value = rest[0]?.word ? (rest.shift()?.text ?? '') : '';
      return (object) => label(object, key.text) === value;
    }
    case '!=': {
      const value = rest[0]?.word ? (rest.shift()?.text ?? '') : '';
      return (object) => label(object, key.text) !== value;
    }
    case 'in':
    case 'notin': {
      const values = valueSet(rest);
      return (object) => {
        const value = label(object, key.text);
        return (value !== undefined && values.has(value)) === (next.text === 'in');
      };
    }
    default:
      throw refusals.badRequest(
        `unable to parse requirement: found '${next.text}', expected: ${EXPECTED_OPERATOR}`,
      );
  }
}

function valueSet(rest: Token[]): ReadonlySet<string> {
  const open = rest.shift();
  if (open?.text !== '(')
    throw refusals.badRequest(`unable to parse requirement: found '${open?.text ?? ''}', expected: '('`);
  const values = new Set<string>();
  for (let token = rest.shift(); token?.text !== ')'; token = rest.shift()) {
    if (token === undefined)
      throw refusals.badRequest("unable to parse requirement: found '', expected: ',', or ')'");
    if (token.word) values.add(token.text);
  }
  return values;
}

function parseFields(kind: Kind, selector: string): Matcher[] {
  return selector
    .split(',')
    .filter((term) => term !== '')
    .map((term) => {
      const parsed = /^([^=!]*)(!=|==|=)(.*)$/.exec(term);
      if (!parsed) throw refusals.badRequest(`invalid selector: '${selector}'; can't understand '${term}'`);
      const [, path = '', operator, wanted] = parsed;
      const read = kind.fields[path];
      if (!read) throw refusals.badRequest(`field label not supported: ${path}`);
      return (object: ClusterObject) => (read(object) === wanted) === (operator !== '!=');
    });
}
