import { stamp } from './clock.ts';
import type { Jobs } from './jobs.ts';
import type { LogScript } from './log-script.ts';
import { podSpec } from './spec.ts';
import { ownerOf, type World } from './world.ts';

const NAMESPACE = 'team-a';
const FEATURES = 'registry.example.com/team-a/features:2026.01';

const pipelineSpec = podSpec({
  restartPolicy: 'Never',
  containers: [
    {
      name: 'features',
      image: FEATURES,
      command: ['python', '-m', 'features.nightly'],
      requests: { cpu: '2', memory: '8Gi' },
      limits: { memory: '8Gi' },
    },
  ],
});

/** containerd's words for a tag that the registry does not have. */
const NOT_FOUND = `rpc error: code = NotFound desc = failed to pull and unpack image "${FEATURES}": failed to resolve reference "${FEATURES}": ${FEATURES}: not found`;

/** The nightly pipeline: somebody changed the tag of its image and never pushed that one. */
export function pipeline(world: World, jobs: Jobs): void {
  const begun = new Date(world.clock.toWorld(world.life.at));
  const labels = { app: 'nightly-features', owner: 'ben' };
  const cronJob = world.store.put({
    kind: 'CronJob',
    apiVersion: 'batch/v1',
    metadata: world.meta('nightly-features', NAMESPACE, {
      labels,
      generation: 1,
      creationTimestamp: stamp(begun.getTime() - 30 * 86_400_000),
    }),
    spec: {
      schedule: `${begun.getUTCMinutes()} ${begun.getUTCHours()} * * *`,
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
      jobTemplate: { spec: { template: { metadata: { labels }, spec: pipelineSpec } } },
    },
    status: {
      lastScheduleTime: stamp(begun.getTime()),
      lastSuccessfulTime: stamp(begun.getTime() - 86_400_000 + 560_000),
    },
  });
  const job = jobs.create({
    namespace: NAMESPACE,
    name: `nightly-features-${Math.floor(begun.getTime() / 60_000)}`,
    completions: 1,
    parallelism: 1,
    labels,
    owner: ownerOf(cronJob),
    spec: pipelineSpec,
    program: () => ({ node: 'cpu-1', logs: {}, pullError: NOT_FOUND }),
  });
  world.tell({
    about: cronJob,
    reason: 'SuccessfulCreate',
    message: `Created job ${job.metadata.name}`,
    by: 'cronjob-controller',
  });
  world.store.put({
    ...cronJob,
    status: {
      ...cronJob.status,
      active: [
        {
          kind: 'Job',
          apiVersion: 'batch/v1',
          namespace: NAMESPACE,
          name: job.metadata.name,
          uid: job.metadata.uid,
        },
      ],
    },
  });
}

const epochs = (seconds: number, first: string): LogScript => ({
  opening: [
    [1, first],
    ...Array.from({ length: Math.floor((seconds - 10) / 10) }, (_, index): [number, string] => [
      5 + index * 10,
      `epoch ${index + 1}/${Math.floor((seconds - 10) / 10)}  loss ${(2.1 * 0.93 ** index + 0.31).toFixed(4)}  val_loss ${(2.2 * 0.935 ** index + 0.36).toFixed(4)}  lr 3.0e-04`,
    ]),
    [seconds - 1, 'done, model written to /tmp/model.pt'],
  ],
});

const smallSpec = (image: string, command: readonly string[]) =>
  podSpec({
    restartPolicy: 'Never',
    containers: [
      { name: 'main', image, command, requests: { cpu: '1', memory: '2Gi' }, limits: { memory: '4Gi' } },
    ],
  });

/** A job that is over, and was well. */
export function evaluation(jobs: Jobs): void {
  const seconds = 14 * 60;
  jobs.create({
    namespace: NAMESPACE,
    name: 'evaluate-baseline',
    completions: 1,
    parallelism: 1,
    labels: { app: 'evaluate-baseline', owner: 'ana' },
    spec: smallSpec('registry.example.com/team-a/evaluate:1.2.0', [
      'python',
      'evaluate.py',
      '--model',
      'baseline',
    ]),
    program: () => ({
      node: 'cpu-1',
      pullSeconds: 12,
      logs: { main: epochs(seconds, 'evaluating model baseline on 12 folds') },
      ends: { afterSeconds: seconds, reason: 'Completed', exitCode: 0 },
    }),
  });
}

/** A search with two workers at a time: one of them finishes every few minutes. */
export function search(jobs: Jobs): void {
  jobs.create({
    namespace: NAMESPACE,
    name: 'tune-lr',
    completions: 12,
    parallelism: 2,
    labels: { app: 'tune-lr', owner: 'ana' },
    spec: smallSpec('registry.example.com/team-a/tune:0.4.1', ['python', 'tune.py']),
    program: (index) => {
      const seconds = 240 + (index % 3) * 70;
      return {
        node: index % 2 === 0 ? 'cpu-1' : 'gpu-1',
        logs: {
          main: epochs(
            seconds,
            `trial ${index + 1} of 12: lr ${(3e-4 * 1.4 ** (index % 6)).toExponential(1)}`,
          ),
        },
        ends: { afterSeconds: seconds, reason: 'Completed', exitCode: 0 },
      };
    },
  });
}
