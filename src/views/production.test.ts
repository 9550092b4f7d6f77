import assert from 'node:assert/strict';
import { isProduction } from './production.ts';

describe('a cluster that looks like production', () => {
  it('has a name that matches, whatever its case', () => {
    assert.ok(isProduction(['eu-PROD-1'], 'prod'));
    assert.ok(!isProduction(['staging'], 'prod'));
  });
  it('does not exist where there is no pattern, or none that can be read', () => {
    assert.ok(!isProduction(['prod'], ''));
    assert.ok(!isProduction(['prod'], '('));
  });
});
