import assert from 'node:assert/strict';
import type { ClusterProblem } from '../problem.ts';
import { Patience } from './patience.ts';

const down: ClusterProblem = { kind: 'unreachable', server: 'x', reason: 'refused', detail: '' };
const refused: ClusterProblem = { kind: 'not-allowed', verb: 'list', resource: 'pods', message: '' };
const waits = (patience: Patience, problem: ClusterProblem, tries: number, now = 0): number[] =>
  Array.from({ length: tries }, () => patience.after(problem, now));

describe('patience', () => {
  it('looks every few seconds for a server that is away, and more seldom after some minutes', () => {
    const patience = new Patience();
    assert.ok(waits(patience, down, 50).every((wait) => wait <= 4_000));
    const later = waits(patience, down, 50, 6 * 60_000);
    assert.ok(later.every((wait) => wait >= 4_000 && wait <= 30_000));
    assert.ok(Math.max(...later) > 15_000);
  });

  it('begins anew when something worked in between', () => {
    const patience = new Patience();
    waits(patience, down, 50);
    waits(patience, down, 50, 6 * 60_000);
    patience.reset();
    assert.ok(patience.after(down, 7 * 60_000) <= 500);
  });

  it('waits as long as a busy server asks for', () => {
    assert.ok(new Patience().after({ kind: 'busy', retryAfterSeconds: 9, message: '' }, 0) >= 9_000);
  });

  it('asks seldom for what was refused', () => {
    const asked = waits(new Patience(), refused, 20);
    assert.ok(asked.every((wait) => wait >= 7_500 && wait <= 180_000));
    assert.ok(Math.max(...asked) > 90_000);
  });

  it('does not start a sign-in program every few seconds', () => {
    const asked = waits(new Patience(), { kind: 'sign-in', reason: 'helper-failed', program: 'aws' }, 20);
    assert.ok(Math.max(...asked) > 30_000);
  });
});
