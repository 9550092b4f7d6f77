import assert from 'node:assert/strict';
import { endWords, remarkWords } from './mark-words.ts';

describe('remarks between the lines of a log', () => {
  const waiting = (reason: string): string | undefined => remarkWords({ kind: 'waiting', reason }, 'main');

  it('say why a program does not run in words, with the word of Kubernetes beside them', () => {
    assert.equal(
      waiting('CrashLoopBackOff'),
      'main is not running now: it keeps crashing (CrashLoopBackOff)',
    );
    assert.equal(
      waiting('ImagePullBackOff'),
      'main is not running now: its image cannot be downloaded (ImagePullBackOff)',
    );
  });

  it('give a reason that nobody has words for as it is, and none where there is none', () => {
    assert.equal(waiting('RunContainerError'), 'main is not running now: RunContainerError');
    assert.equal(waiting(''), 'main is not running now');
  });

  it('say why a program has not started yet', () => {
    assert.equal(
      endWords({ reason: 'not-started', waiting: 'ContainerCreating' }, 'main'),
      'main has not started yet: it is being prepared (ContainerCreating)',
    );
    assert.equal(
      endWords({ reason: 'not-started', waiting: 'CreateContainerConfigError' }, 'main'),
      'main has not started yet: something that it needs is missing (CreateContainerConfigError)',
    );
  });

  it('say how a run ended: the exit code where the reason is no more than "Error"', () => {
    const restarted = (reason: string | undefined, exitCode: number | undefined): string | undefined =>
      remarkWords(
        {
          kind: 'restarted',
          restarts: 4,
          ...(reason !== undefined && { reason }),
          ...(exitCode !== undefined && { exitCode }),
        },
        'main',
      );
    assert.equal(restarted('Error', 1), 'main was stopped (exit code 1) and started again, restart 4');
    assert.equal(
      restarted('OOMKilled', 137),
      'main was stopped (out of memory, OOMKilled) and started again, restart 4',
    );
    assert.equal(restarted('Error', undefined), 'main was stopped (Error) and started again, restart 4');
    assert.equal(restarted(undefined, undefined), 'main was started again, restart 4');
  });
});
