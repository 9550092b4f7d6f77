import * as l10n from '@vscode/l10n';
import type { Wording } from '../claim.ts';
import type { Action } from '../finding.ts';
import { programWords, type Program } from './program.ts';
import { moreMemory, team, you } from './place.ts';
import { bytes, bytesForManifest, clipped, duration, times } from './quantities.ts';

export interface MemorySays {
  'oom-killed': Program & {
    limit?: number | undefined;
    restarts: number;
    livedSeconds?: number | undefined;
    agoSeconds?: number | undefined;
    exitCode?: number | undefined;
    runsAgain: boolean;
    sharedMemory?: boolean;
  };
  'oom-child-process': {
    container: string;
    limit?: number | undefined;
    line?: string | undefined;
    exitCode?: number | undefined;
  };
  'node-memory-oom': {
    node: string;
    victim?: string | undefined;
    container?: string | undefined;
    capacity?: number | undefined;
  };
  'shm-too-small': { container: string; line: string; size?: number | undefined };
  'gpu-memory': {
    container: string;
    line: string;
    asked?: string | undefined;
    total?: string | undefined;
    free?: string | undefined;
    kind: 'training' | 'serving';
  };
  'worker-memory-budget': {
    container: string;
    line: string;
    framework: 'dask' | 'ray' | 'jvm' | 'spark' | 'node' | 'other';
  };
}

function limitWords(limit: number | undefined): string {
  return limit === undefined ? l10n.t('its memory limit') : l10n.t('its {0} of memory', bytes(limit));
}

function suggested(limit: number | undefined): string {
  return bytesForManifest(limit === undefined ? 4 * 1024 ** 3 : limit * 1.5);
}

const shmPatch =
  'volumes:\n- name: shm\n  emptyDir: {medium: Memory, sizeLimit: 8Gi}\ncontainers:\n- volumeMounts:\n  - {name: shm, mountPath: /dev/shm}\n';

export const memoryWords: { [C in keyof MemorySays]: Wording<MemorySays[C]> } = {
  'oom-killed': {
    short: ({ limit }) =>
      limit === undefined ? l10n.t('out of memory') : l10n.t('out of memory ({0})', bytes(limit)),
    title: ({ limit, restarts, runsAgain, ...program }) =>
      restarts > 1
        ? l10n.t(
            '{0} used more than {1} and was stopped, {2} so far.',
            programWords(program),
            limitWords(limit),
            times(restarts),
          )
        : runsAgain
          ? l10n.t(
              '{0} used more than {1}, was stopped and started again.',
              programWords(program),
              limitWords(limit),
            )
          : l10n.t('{0} used more than {1} and was stopped.', programWords(program), limitWords(limit)),
    why: ({ livedSeconds, exitCode, agoSeconds }) => {
      const parts = [
        l10n.t(
          'Kubernetes ends a program the moment it goes over its memory limit (OOMKilled, exit code {0}).',
          exitCode ?? 137,
        ),
      ];
      if (livedSeconds !== undefined) parts.push(l10n.t('The last run lasted {0}.', duration(livedSeconds)));
      if (agoSeconds !== undefined) parts.push(l10n.t('It happened {0} ago.', duration(agoSeconds)));
      return parts.join(' ');
    },
    actions: ({ container, limit }, place) => [
      you(
        l10n.t(
          'Use less at once: read the data in parts or fewer columns, take smaller batches, start fewer workers.',
        ),
      ),
      moreMemory(place, container, suggested(limit)),
      ...(limit === undefined
        ? [
            team(
              l10n.t(
                'Please check which memory limit applies: none is visible on the container (a default of the namespace may have been added later).',
              ),
            ),
          ]
        : []),
    ],
  },
  'oom-child-process': {
    short: ({ limit }) =>
      limit === undefined
        ? l10n.t('a process in it ran out of memory')
        : l10n.t('a process in it ran out of memory ({0})', bytes(limit)),
    title: ({ container, limit }) =>
      limit === undefined
        ? l10n.t('A process inside "{0}" was killed, most likely because memory ran out.', container)
        : l10n.t(
            'A process inside "{0}" was killed because the container reached {1}.',
            container,
            limitWords(limit),
          ),
    why: ({ line, exitCode, limit }) =>
      [
        ...(limit === undefined
          ? [l10n.t('The container has no memory limit of its own: it lives on what its machine has left.')]
          : []),
        l10n.t(
          'Only a child process (a kernel, a worker, a script’s command) was killed, so Kubernetes does not report the container as out of memory.',
        ),
        ...(exitCode === undefined
          ? []
          : [l10n.t('The main program then ended with exit code {0}.', exitCode)]),
        ...(line === undefined ? [] : [l10n.t('It shows in the line: {0}', clipped(line))]),
      ].join(' '),
    actions: ({ container, limit }, place) => [
      you(
        l10n.t(
          'Use less memory in that process: smaller pieces of data, fewer parallel workers; restart the kernel to free what it holds.',
        ),
      ),
      moreMemory(place, container, suggested(limit)),
    ],
  },
  'node-memory-oom': {
    short: () => l10n.t('its machine ran out of memory'),
    title: ({ node, victim }) =>
      victim === undefined
        ? l10n.t('The machine {0} ran out of memory and killed programs on it.', node)
        : l10n.t('The machine {0} ran out of memory and killed programs on it ({1}).', node, victim),
    why: ({ container }) =>
      container === undefined
        ? l10n.t(
            'When a machine itself has no memory left, its kernel ends processes, also those that kept within their own limits.',
          )
        : l10n.t(
            '"{0}" has no memory limit or was below it: it is the machine that had none left, used up by everything on it together.',
            container,
          ),
    actions: ({ node }) => [
      team(
        l10n.t('Please look at what uses the memory of {0}, and give pods without a memory limit one.', node),
        `kubectl describe node ${node}\nkubectl top pod -A --sort-by=memory\n`,
      ),
      you(
        l10n.t(
          'State how much memory your program needs (requests), so that it is placed where that much is free.',
        ),
        'resources:\n  requests:\n    memory: 4Gi\n',
      ),
    ],
  },
  'shm-too-small': {
    short: () => l10n.t('shared memory too small'),
    title: ({ container, size }) =>
      size === undefined
        ? l10n.t(
            'The shared memory (/dev/shm) of "{0}" is too small: containers get 64 MiB unless they ask for more.',
            container,
          )
        : l10n.t('The shared memory (/dev/shm) of "{0}" is full: it holds {1}.', container, bytes(size)),
    why: ({ line }) =>
      l10n.t(
        'Data loaders with several workers and GPU communication pass data through shared memory. The program says: “{0}”',
        clipped(line),
      ),
    actions: () => [
      you(
        l10n.t('Mount a larger /dev/shm; what is written there counts towards the memory limit.'),
        shmPatch,
      ),
      you(l10n.t('Until then: use fewer loader workers (PyTorch: num_workers=0).')),
    ],
  },
  'gpu-memory': {
    short: () => l10n.t('out of GPU memory'),
    title: ({ container, asked, total }) =>
      asked !== undefined && total !== undefined
        ? l10n.t(
            '"{0}" needs more GPU memory than there is: {1} asked for, the GPU has {2} in all.',
            container,
            asked,
            total,
          )
        : l10n.t('"{0}" needs more GPU memory than there is.', container),
    why: ({ line, free }) =>
      [
        l10n.t(
          'This is the memory of the GPU itself, not the memory limit of the pod. The program says: “{0}”',
          clipped(line),
        ),
        ...(free === undefined
          ? []
          : [
              l10n.t(
                '{0} were free; if your own program had reserved little, another process shares this GPU.',
                free,
              ),
            ]),
      ].join(' '),
    actions: ({ kind }) =>
      kind === 'serving'
        ? [
            you(
              l10n.t(
                'Make the model or its cache smaller: a shorter maximum length, fewer cache blocks, quantised weights, or more GPUs (tensor parallel).',
              ),
            ),
            you(l10n.t('Or ask for a GPU with more memory.')),
          ]
        : [
            you(
              l10n.t(
                'Take a smaller batch, mixed precision or gradient checkpointing, and free what is not needed between steps.',
              ),
            ),
            you(l10n.t('Or ask for a GPU with more memory.')),
          ],
  },
  'worker-memory-budget': {
    short: () => l10n.t('a worker ran out of its memory budget'),
    title: ({ container, framework }) =>
      l10n.t(
        '{0} in "{1}" stopped a worker that used more memory than it is given.',
        frameworkName(framework),
        container,
      ),
    why: ({ line }) =>
      l10n.t(
        'The framework guards memory itself, so Kubernetes reports nothing. The program says: “{0}”',
        clipped(line),
      ),
    actions: ({ framework, container }, place) => [
      ...budgetActions(framework),
      moreMemory(place, container, '8Gi'),
    ],
  },
};

function frameworkName(framework: MemorySays['worker-memory-budget']['framework']): string {
  switch (framework) {
    case 'dask':
      return 'Dask';
    case 'ray':
      return 'Ray';
    case 'jvm':
      return l10n.t('The Java virtual machine');
    case 'spark':
      return 'Spark';
    case 'node':
      return 'Node.js';
    case 'other':
      return l10n.t('The program');
  }
}

function budgetActions(framework: MemorySays['worker-memory-budget']['framework']): Action[] {
  switch (framework) {
    case 'dask':
      return [
        you(
          l10n.t(
            'Use smaller partitions (repartition, smaller chunks) so that one worker holds less, or fewer threads per worker.',
          ),
        ),
      ];
    case 'ray':
      return [
        you(
          l10n.t('Let each task say how much memory it needs, so that Ray runs fewer at once.'),
          '@ray.remote(memory=4 * 1024**3)\n',
        ),
      ];
    case 'spark':
      return [
        you(
          l10n.t('Give the executor more overhead, not a larger heap; or use more, smaller partitions.'),
          '--conf spark.executor.memoryOverhead=2g\n',
        ),
      ];
    case 'jvm':
      return [
        you(
          l10n.t('Raise the heap, and keep it at about three quarters of the container’s memory limit.'),
          'JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75"\n',
        ),
      ];
    case 'node':
      return [
        you(
          l10n.t('Raise the heap of Node.js, and the container’s memory with it.'),
          'NODE_OPTIONS="--max-old-space-size=4096"\n',
        ),
      ];
    case 'other':
      return [you(l10n.t('Let it hold less at once.'))];
  }
}
