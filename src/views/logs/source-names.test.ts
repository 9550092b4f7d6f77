import assert from 'node:assert/strict';
import { sourceNames } from './source-names.ts';

const names = (...sources: readonly (readonly [pod: string, container: string])[]): string[] =>
  sourceNames(sources.map(([pod, container]) => ({ pod, container }))).map(
    ({ label, short }) => `${label} | ${short}`,
  );

describe('the names of the sources of a log', () => {
  it('are containers where there is one pod, and pods where each has the same one', () => {
    assert.deepEqual(names(['p', 'main'], ['p', 'proxy']), ['main | main', 'proxy | proxy']);
    assert.deepEqual(names(['w-0', 'main'], ['w-1', 'main']), ['w-0 | w-0', 'w-1 | w-1']);
  });

  it('are both where both differ', () => {
    assert.deepEqual(names(['w-0', 'main'], ['w-1', 'proxy']), [
      'w-0 / main | w-0 / main',
      'w-1 / proxy | w-1 / proxy',
    ]);
  });

  it('leave out a long beginning that all pods have in common', () => {
    assert.deepEqual(names(['api-5d9c8f7b6-x2x9k', 'main'], ['api-5d9c8f7b6-x7z8z', 'main']), [
      'api-5d9c8f7b6-x2x9k | …x2x9k',
      'api-5d9c8f7b6-x7z8z | …x7z8z',
    ]);
  });
});
