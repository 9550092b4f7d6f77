import assert from 'node:assert/strict';
import { families } from './testing/installs/families.ts';
import { doors } from './testing/installs/install.ts';

describe('tools in what charts, manifests and operators leave', () => {
  for (const [family, installs] of families) {
    describe(family, () => {
      for (const { title, objects, expect } of installs)
        it(title, () => assert.deepEqual(doors(objects), expect));
    });
  }

  it('are the same in whatever order the objects come', () => {
    for (const { title, objects, expect } of families.flatMap(([, installs]) => installs))
      assert.deepEqual(doors([...objects].reverse()), expect, title);
  });
});
