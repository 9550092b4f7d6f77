import assert from 'node:assert/strict';
import { diagnose } from '../diagnose.ts';
import { ref } from '../testing/cases.ts';
import { bundle, object, pod } from '../testing/objects.ts';

const step = (phase: string, message: string): Record<string, unknown> =>
  object('Workflow', 'wf', {
    status: {
      phase: 'Error',
      message: 'child failed',
      nodes: { one: { type: 'Pod', phase, displayName: 'train', message } },
    },
  });

/** What a controller writes of work whose pods are gone. */
const WORDS: readonly (readonly [string, Record<string, unknown>, RegExp])[] = [
  [
    'deadline-exceeded',
    step('Failed', 'Pod was active on the node longer than the specified deadline'),
    /deadline|longer|allowed/,
  ],
  ['node-scale-down', step('Error', 'pod deleted'), /./],
  [
    'scheduling-insufficient-resources',
    step('Pending', 'Unschedulable: 0/3 nodes are available: 3 Insufficient memory.'),
    /3 machines.*memory/,
  ],
  ['oom-killed', step('Failed', 'OOMKilled (exit code 137)'), /memory/],
  ['app-error', step('Failed', 'Error (exit code 3)'), /exit code 3/],
  [
    'app-error',
    object('SparkApplication', 'etl', {
      status: {
        applicationState: {
          state: 'FAILED',
          errorMessage: 'driver container failed with ExitCode: 1, Reason: Error',
        },
      },
    }),
    /ExitCode: 1/,
  ],
  [
    'app-error',
    object('PyTorchJob', 'train', {
      status: {
        conditions: [
          {
            type: 'Failed',
            status: 'True',
            reason: 'PyTorchJobFailed',
            message: 'PyTorchJob train is failed because 1 Worker replica(s) failed.',
          },
        ],
      },
    }),
    /1 Worker replica/,
  ],
  [
    'app-error',
    object('RayJob', 'tune', {
      status: { jobStatus: 'FAILED', message: 'Job entrypoint command failed with exit code 1' },
    }),
    /exit code 1/,
  ],
];

describe('work that its own controller calls failed', () => {
  for (const [cause, owner, title] of WORDS) {
    it(`is ${cause}: ${String(title)}`, () => {
      const { kind, metadata } = owner as { kind: string; metadata: { name: string } };
      const [first] = diagnose(bundle([owner]), ref(kind, metadata.name)).findings;
      assert.equal(first?.cause, cause, first?.title);
      assert.match(first.title, title);
      assert.notEqual(
        first.confidence === 'certain' && cause === 'app-error',
        true,
        'its words are second hand',
      );
    });
  }

  it('is told by its pod, where that is there', () => {
    const builder = pod('train-worker-0')
      .ownedBy('PyTorchJob', 'train')
      .ended({ exitCode: 1 })
      .withLog("ModuleNotFoundError: No module named 'torch'\n");
    const [first] = diagnose(builder.bundle(WORDS[6]?.[1] ?? {}), ref('PyTorchJob', 'train')).findings;
    assert.equal(first?.cause, 'python-dependency');
  });

  it('is not made up for work that goes on or has ended well', () => {
    for (const phase of ['Running', 'Succeeded', 'Pending', '']) {
      const owner = object('Workflow', 'wf', { status: { phase, message: '' } });
      assert.deepEqual(diagnose(bundle([owner]), ref('Workflow', 'wf')).findings, []);
    }
  });
});
