import assert from 'node:assert/strict';
import { spokenOf } from './view-row.ts';

describe('what a screen reader says of a row', () => {
  const row = {
    id: 'x',
    label: 'mlflow',
    description: 'deployment · 2 running',
    tooltip: 'Rest the pointer here',
  };
  it('is what the row says, and not its tooltip', () => {
    assert.equal(spokenOf(row), 'mlflow, deployment, 2 running');
    assert.equal(spokenOf({ id: 'x', label: 'finished', description: '' }), 'finished');
  });
  it('is in words where icon and colour say something', () => {
    assert.equal(
      spokenOf({ ...row, spoken: 'mlflow, out of memory · 4 restarts, needs attention' }),
      'mlflow, out of memory, 4 restarts, needs attention',
    );
  });
});
