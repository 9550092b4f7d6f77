import assert from 'node:assert/strict';
import { problemOf } from '../problem.ts';
import { ListSplitter } from './list-splitter.ts';

function split(json: string, chunkSize: number): { items: unknown[]; envelope: unknown } {
  const splitter = new ListSplitter();
  const bytes = Buffer.from(json);
  const items: unknown[] = [];
  for (let at = 0; at < bytes.length; at += chunkSize)
    splitter.push(bytes.subarray(at, at + chunkSize), (item) => items.push(JSON.parse(item)));
  return { items, envelope: JSON.parse(splitter.end()) };
}

describe('list splitter', () => {
  const items = [
    {
      metadata: {
        name: 'a',
        managedFields: [{ manager: 'x', fieldsV1: { 'k:{"a":"]}"}': {} } }],
        labels: { 'quo"te': '[{\\"' },
      },
    },
    {
      metadata: { name: 'größe 😀', items: [{ metadata: { managedFields: [1] } }] },
      items: [1, [2]],
      managedFields: ['kept'],
    },
    { metadata: { managedFields: [] }, spec: { managedFields: [{ kept: true }] }, text: '\\' },
  ];
  const list = { kind: 'List', metadata: { resourceVersion: '7', continue: 'x"]}' }, items };
  const expected = structuredClone(items).map((item) => {
    if (item.metadata.managedFields) item.metadata.managedFields = [];
    return item;
  });

  for (const chunkSize of [1, 2, 3, 7, 64, 100_000]) {
    it(`finds the objects of a list in chunks of ${chunkSize}, without their managed fields`, () => {
      for (const indent of [0, 2]) {
        const found = split(JSON.stringify(list, undefined, indent), chunkSize);
        assert.deepEqual(found.items, expected);
        assert.deepEqual(found.envelope, { ...list, items: [] });
      }
    });
  }

  it('takes an empty list and items of null', () => {
    assert.deepEqual(split('{"metadata":{},"items":[]}', 4), {
      items: [],
      envelope: { metadata: {}, items: [] },
    });
    assert.deepEqual(split('{"items":null,"metadata":{}}', 4), {
      items: [],
      envelope: { items: null, metadata: {} },
    });
  });

  it('takes what follows the items', () => {
    assert.deepEqual(split('{"items":[{"a":1}],"metadata":{"resourceVersion":"9"}}', 5).envelope, {
      items: [],
      metadata: { resourceVersion: '9' },
    });
  });

  it('says when the answer was cut off', () => {
    for (const cut of ['', '{"items":[{"a":', '{"items":[{"a":"x']) {
      assert.throws(
        () => split(cut, 4),
        (error) => problemOf(error)?.kind === 'server',
      );
    }
  });
});
