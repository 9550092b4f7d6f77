import assert from 'node:assert/strict';
import { figureOf } from '../../bench/row.ts';
import { allRows } from '../../bench/rows.ts';
import { World } from '../../bench/world.ts';

describe('bench', function () {
  this.timeout(60_000);

  it('measures its first row, in small, with kubectl beside it', async () => {
    const said: string[] = [];
    const world = new World({ small: true, report: (line) => said.push(line) });
    try {
      const row = (await allRows()).find(({ name }) => name === 'all-rows');
      assert.ok(row);
      const figure = figureOf(row, await row.measure(world));
      assert.equal(figure.peer, 'kubectl get pods -o json');
      assert.ok(figure.value > 0 && (figure.peerValue ?? 0) > 0, JSON.stringify(figure));
      assert.ok(figure.ratio !== null && Number.isFinite(figure.ratio), JSON.stringify({ figure, said }));
    } finally {
      await world.end();
    }
  });
});
