import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import type { Diagnosis } from '../../diagnostics/finding.ts';
import { LogNotes } from './log-notes.ts';

const diagnosis = (title: string): Diagnosis => ({
  takenAt: '2026-01-15T10:00:00Z',
  subject: { kind: 'Pod', namespace: 'a', name: 'p' },
  findings: [
    {
      cause: 'oom-killed',
      subject: { kind: 'Pod', namespace: 'a', name: 'p' },
      severity: 'broken',
      confidence: 'certain',
      title,
      short: title,
      why: '',
      actions: [],
      evidence: [{ text: 'Killed', from: { kind: 'Pod', namespace: 'a', name: 'p', path: 'log' } }],
    },
  ],
  alsoSeen: [],
  notSeen: [],
  timeline: [],
  files: [],
});

describe('what is the matter with the pods of a log', () => {
  it('is asked one pod after the other, and again when it breaks again', async () => {
    const asked: string[] = [];
    const changes = new EventEmitter();
    const notes = new LogNotes(
      (pod) => {
        asked.push(pod);
        return Promise.resolve(diagnosis(`${pod} ${asked.length}`));
      },
      (error) => assert.fail(String(error)),
    );
    notes.onDidChange(() => changes.emit('change'));
    notes.look('a');
    notes.look('b');
    while (notes.all.length < 2) await once(changes, 'change');
    notes.look('a');
    await once(changes, 'change');
    assert.deepEqual(asked, ['a', 'b', 'a']);
    assert.deepEqual(notes.all, [
      { pod: 'a', title: 'a 3', quote: 'Killed' },
      { pod: 'b', title: 'b 2', quote: 'Killed' },
    ]);
    notes.dispose();
  });

  it('is not asked of every pod of a job that fails as a whole', async () => {
    const asked: string[] = [];
    const changes = new EventEmitter();
    const notes = new LogNotes(
      (pod) => {
        asked.push(pod);
        return Promise.resolve(undefined);
      },
      (error) => assert.fail(String(error)),
    );
    notes.onDidChange(() => changes.emit('change'));
    for (let n = 0; n < 40; n += 1) notes.look(`w-${n}`);
    while (asked.length < 8) await once(changes, 'change');
    await new Promise(setImmediate);
    assert.equal(asked.length, 8);
    notes.dispose();
  });

  it('is asked on after a question that failed', async () => {
    const errors: unknown[] = [];
    const changes = new EventEmitter();
    const notes = new LogNotes(
      (pod) => (pod === 'a' ? Promise.reject(new Error('bug')) : Promise.resolve(diagnosis(pod))),
      (error) => errors.push(error),
    );
    notes.onDidChange(() => changes.emit('change'));
    notes.look('a');
    notes.look('b');
    while (notes.all.length < 1) await once(changes, 'change');
    assert.equal(errors.length, 1);
    notes.dispose();
  });
});
