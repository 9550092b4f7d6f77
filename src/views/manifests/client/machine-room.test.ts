import assert from 'node:assert/strict';
import { takenBy } from './machine-room.ts';

const asks = (cpu: string, more: object = {}): object => ({ resources: { requests: { cpu } }, ...more });
const on = (nodeName: string, spec: object): object => ({ spec: { nodeName, ...spec } });

describe('what is taken of a machine', () => {
  it('is what its pods have asked for', () => {
    const taken = takenBy([
      on('a', { containers: [asks('1'), asks('500m')] }),
      on('a', { containers: [{}] }),
      on('b', { containers: [asks('2')] }),
      { spec: {} },
    ]);
    assert.deepEqual(
      [...taken],
      [
        ['a', { cpu: 1.5 }],
        ['b', { cpu: 2 }],
      ],
    );
  });

  it('counts the largest step before the start, and helpers that stay', () => {
    const steps = [asks('4'), asks('1', { restartPolicy: 'Always' }), asks('2')];
    assert.deepEqual(takenBy([on('a', { initContainers: steps, containers: [asks('1')] })]).get('a'), {
      cpu: 4,
    });
    assert.deepEqual(takenBy([on('a', { initContainers: steps, containers: [asks('5')] })]).get('a'), {
      cpu: 6,
    });
    assert.deepEqual(takenBy([on('a', { containers: [asks('1')], overhead: { cpu: '250m' } })]).get('a'), {
      cpu: 1.25,
    });
  });

  it('takes what is no quantity for nothing', () => {
    assert.deepEqual([...takenBy([on('a', { containers: [asks('many')] }), null, 7])], [['a', {}]]);
  });
});
