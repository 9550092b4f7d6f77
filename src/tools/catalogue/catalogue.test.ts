import assert from 'node:assert/strict';
import { catalogue } from './catalogue.ts';

describe('the catalogue', () => {
  it('has words and a documentation for each tool', () => {
    for (const rule of catalogue) {
      assert.match(rule.about(), /^[A-Z].*\.$/, rule.id);
      assert.match(rule.docs ?? '', /^https:/, rule.id);
    }
  });

  it('knows what to open first, for each tool that has something to open', () => {
    for (const { id, endpoints, withoutPage } of catalogue) {
      assert.equal(
        endpoints.some(({ main }) => main),
        endpoints.length > 0 || !withoutPage,
        id,
      );
    }
  });

  it('connects only what the tool has, together with what is opened', () => {
    for (const { id, endpoints } of catalogue) {
      const ids = endpoints.map((endpoint) => endpoint.id);
      assert.equal(new Set(ids).size, ids.length, id);
      for (const { companions = [] } of endpoints)
        for (const companion of companions) assert.ok(ids.includes(companion), `${id}: ${companion}`);
    }
  });
});
