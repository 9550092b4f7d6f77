import * as l10n from '@vscode/l10n';
import type { Wording } from '../claim.ts';
import { moreMemory, team, whereToEdit, you } from './place.ts';
import { bytes, clipped, listed } from './quantities.ts';

interface Evicted {
  node?: string | undefined;
  message: string;
  container?: string | undefined;
  used?: number | undefined;
  request?: number | undefined;
  limit?: number | undefined;
}

export interface NodeSays {
  'node-unhealthy': {
    node?: string | undefined;
    kind: 'not-ready' | 'unreachable' | 'lost' | 'runtime-hung' | 'rebooted' | 'disk-broken' | 'network';
    message: string;
    pods: readonly string[];
    nodes?: readonly string[] | undefined;
  };
  'node-disk-pressure': { node?: string | undefined; message: string; refused: boolean };
  'node-scale-down': {
    node?: string | undefined;
    message: string;
    kind: 'autoscaler' | 'drain' | 'spot' | 'shutdown' | 'other';
  };
  'node-kernel-limit': {
    container: string;
    line: string;
    node?: string | undefined;
    kind: 'pids' | 'inotify' | 'files' | 'threads' | 'maps';
  };
  'evicted-memory': Evicted & { admission: boolean };
  'evicted-ephemeral-storage': Evicted & {
    kind: 'own-limit' | 'empty-dir' | 'node';
    volume?: string | undefined;
  };
  preempted: { by?: string | undefined; node?: string | undefined; message: string };
}

function where(node: string | undefined): string {
  return node ?? l10n.t('its machine');
}

function usage({ container, used, request }: Evicted): string {
  if (container === undefined || used === undefined) return '';
  return request === undefined || request === 0
    ? l10n.t(
        '"{0}" was using {1} and had asked for nothing, which puts it first in line.',
        container,
        bytes(used),
      )
    : l10n.t('"{0}" was using {1} and had asked for {2}.', container, bytes(used), bytes(request));
}

export const nodeWords: { [C in keyof NodeSays]: Wording<NodeSays[C]> } = {
  'node-unhealthy': {
    short: ({ kind }) =>
      kind === 'lost' || kind === 'unreachable'
        ? l10n.t('lost contact with its machine')
        : l10n.t('its machine is broken'),
    title: ({ node, kind, nodes }) => {
      if (node === undefined)
        return nodes === undefined || nodes.length === 0
          ? l10n.t('The machines that would fit are not working.')
          : l10n.t('Machines are not working: {0}.', listed([...nodes]));
      switch (kind) {
        case 'lost':
        case 'unreachable':
          return l10n.t('The machine {0} does not answer any more.', node);
        case 'runtime-hung':
          return l10n.t('The machine {0} hangs: pods on it can neither start nor stop.', node);
        case 'rebooted':
          return l10n.t('The machine {0} was restarted.', node);
        case 'disk-broken':
          return l10n.t(
            'The machine {0} is broken: its own disk is read-only (read-only file system).',
            node,
          );
        case 'network':
          return l10n.t('The network of the machine {0} is not ready.', node);
        case 'not-ready':
          return l10n.t('The machine {0} is not ready.', node);
      }
    },
    why: ({ message, pods, nodes }) =>
      [
        message === '' ? '' : l10n.t('It reports: “{0}”', clipped(message, 260)),
        pods.length > 1
          ? l10n.t(
              'Several pods there are affected ({0}), so it is the machine and not one of them.',
              listed([...pods]),
            )
          : '',
        nodes !== undefined && nodes.length > 1
          ? l10n.t('{0} machines are in this state: {1}.', nodes.length, listed([...nodes], 5))
          : '',
      ]
        .filter((part) => part !== '')
        .join(' '),
    actions: ({ node }) => [
      team(
        l10n.t(
          'Please look at {0}: kubelet, container runtime, disk, network. If it does not come back, drain and replace it.',
          where(node),
        ),
        `kubectl describe node ${node ?? 'NODE'}\nkubectl get pods -A -o wide --field-selector spec.nodeName=${node ?? 'NODE'}\n`,
      ),
      you(
        l10n.t(
          'Start your work again; it will be placed on another machine if there is one. What was not in storage is lost.',
        ),
      ),
    ],
  },
  'node-disk-pressure': {
    short: () => l10n.t('its machine’s disk is full'),
    title: ({ node, refused }) =>
      refused
        ? l10n.t(
            'The disk of {0} is nearly full, so no pods are taken.',
            node === undefined ? l10n.t('the machines that would fit') : node,
          )
        : l10n.t('The disk of the machine {0} is nearly full, so pods are moved off it.', where(node)),
    why: ({ message }) => l10n.t('The machine reports: “{0}”', clipped(message, 240)),
    actions: ({ node }) => [
      team(
        l10n.t('Please free or enlarge the disk of {0} (old images, logs, emptyDir volumes).', where(node)),
        `kubectl describe node ${node ?? 'NODE'}\ncrictl rmi --prune\n`,
      ),
      you(l10n.t('Write large temporary files to storage of your own instead of the container’s disk.')),
    ],
  },
  'node-scale-down': {
    short: ({ kind }) =>
      kind === 'spot' ? l10n.t('its machine was taken back by the cloud') : l10n.t('its machine was removed'),
    title: ({ node, kind }) => {
      switch (kind) {
        case 'autoscaler':
          return l10n.t(
            'The machine {0} was removed by the autoscaler, because it was little used.',
            where(node),
          );
        case 'drain':
          return l10n.t('The machine {0} was emptied for maintenance (drained).', where(node));
        case 'spot':
          return l10n.t(
            'The machine {0} was taken back by the cloud (spot or preemptible machine).',
            where(node),
          );
        case 'shutdown':
          return l10n.t('The machine {0} was shut down.', where(node));
        case 'other':
          return l10n.t('The machine {0} was removed.', where(node));
      }
    },
    why: ({ message }) =>
      l10n.t('Your program did nothing wrong: it was ended with its machine. {0}', clipped(message, 240)),
    actions: ({ kind }, place) => [
      you(
        l10n.t('Start it again. Save checkpoints to storage, so that long work can go on where it stopped.'),
      ),
      ...(kind === 'autoscaler'
        ? [
            you(
              l10n.t('Mark long work so that the autoscaler leaves it alone, in {0}.', whereToEdit(place)),
              'metadata:\n  annotations:\n    cluster-autoscaler.kubernetes.io/safe-to-evict: "false"\n',
            ),
          ]
        : []),
      ...(kind === 'spot' ? [you(l10n.t('Or ask for machines that are not taken back.'))] : []),
    ],
  },
  'node-kernel-limit': {
    short: ({ kind }) =>
      kind === 'pids' || kind === 'threads'
        ? l10n.t('too many processes or threads')
        : kind === 'maps'
          ? l10n.t('its machine allows too few memory areas')
          : l10n.t('too many open files or watches on its machine'),
    title: ({ container, kind }) => {
      switch (kind) {
        case 'pids':
          return l10n.t('"{0}" may not start more processes: a limit of its machine is reached.', container);
        case 'threads':
          return l10n.t('"{0}" cannot start more threads: a limit of its machine is reached.', container);
        case 'inotify':
          return l10n.t(
            '"{0}" cannot watch more files: its machine’s limit (inotify) is used up by everything on it together.',
            container,
          );
        case 'files':
          return l10n.t('"{0}" cannot open more files: a limit of its machine is reached.', container);
        case 'maps':
          return l10n.t(
            '"{0}" needs more memory areas than its machine allows (vm.max_map_count).',
            container,
          );
      }
    },
    why: ({ line }) =>
      l10n.t(
        'The program says: “{0}” It is a limit of the machine and not of your memory or disk.',
        clipped(line, 240),
      ),
    actions: ({ kind, node }) => [
      ...(kind === 'pids' || kind === 'threads'
        ? [
            you(
              l10n.t(
                'Start fewer processes and threads (numerical libraries start one per processor of the whole machine).',
              ),
              'env:\n- {name: OMP_NUM_THREADS, value: "4"}\n- {name: OPENBLAS_NUM_THREADS, value: "4"}\n',
            ),
          ]
        : []),
      team(
        l10n.t('Please raise the limit on {0}.', where(node)),
        kind === 'inotify' || kind === 'files'
          ? 'sysctl -w fs.inotify.max_user_instances=8192 fs.inotify.max_user_watches=524288\n'
          : kind === 'maps'
            ? 'sysctl -w vm.max_map_count=262144\n'
            : '# kubelet: podPidsLimit; sysctl kernel.pid_max kernel.threads-max\n',
      ),
    ],
  },
  'evicted-memory': {
    short: () => l10n.t('was moved off a machine short of memory'),
    title: ({ node, container, admission }) =>
      admission
        ? l10n.t('The machine {0} was short of memory and refused the pod.', where(node))
        : l10n.t(
            'The machine {0} ran short of memory and ended the pod{1}.',
            where(node),
            container === undefined ? '' : l10n.t(' (container "{0}")', container),
          ),
    why: (says) =>
      [usage(says), l10n.t('The machine said: “{0}”', clipped(says.message, 260))]
        .filter((part) => part !== '')
        .join(' '),
    actions: ({ used, container }, place) => [
      moreMemory(
        place,
        container ?? 'main',
        used === undefined ? '4Gi' : `${Math.max(1, Math.ceil((used * 1.25) / 1024 ** 3))}Gi`,
      ),
      you(l10n.t('Pods that use more than they ask for go first; asking for what is needed keeps a place.')),
      team(
        l10n.t('Please look what uses the memory of {0}.', where(undefined)),
        'kubectl top pod -A --sort-by=memory\n',
      ),
    ],
  },
  'evicted-ephemeral-storage': {
    short: ({ kind }) =>
      kind === 'node'
        ? l10n.t('was moved off a machine with a full disk')
        : l10n.t('wrote more to its local disk than allowed'),
    title: ({ kind, limit, volume, node, container }) => {
      if (kind === 'empty-dir')
        return limit === undefined
          ? l10n.t('The temporary volume "{0}" grew over its limit.', volume ?? '')
          : l10n.t('The temporary volume "{0}" grew over its limit of {1}.', volume ?? '', bytes(limit));
      if (kind === 'own-limit')
        return limit === undefined
          ? l10n.t('The pod wrote more to its local disk than its limit allows.')
          : l10n.t(
              '{0} wrote more to local disk than its limit of {1}.',
              container === undefined ? l10n.t('The pod') : `"${container}"`,
              bytes(limit),
            );
      return l10n.t(
        'The disk of the machine {0} (ephemeral-storage) was nearly full, and the pod was ended to free some.',
        where(node),
      );
    },
    why: (says) =>
      [
        usage(says),
        says.kind === 'node'
          ? l10n.t(
              'The container named by the machine is the first in line, not always the one that filled the disk.',
            )
          : l10n.t(
              'Everything that is not on a volume counts: logs, pip caches, files written into the container.',
            ),
        l10n.t('The machine said: “{0}”', clipped(says.message, 260)),
      ]
        .filter((part) => part !== '')
        .join(' '),
    actions: ({ kind }, place) => [
      you(l10n.t('Write large files to storage (a claim) instead of the container’s own disk.')),
      kind === 'empty-dir'
        ? you(
            l10n.t('Or raise the limit of the temporary volume in {0}.', whereToEdit(place)),
            'emptyDir:\n  sizeLimit: 20Gi\n',
          )
        : you(
            l10n.t('Or ask for local disk in {0}, so that it is kept free for you.', whereToEdit(place)),
            'resources:\n  requests: {ephemeral-storage: 20Gi}\n  limits: {ephemeral-storage: 20Gi}\n',
          ),
      ...(kind === 'node'
        ? [
            team(
              l10n.t(
                'Please look what fills the disk of that machine (images, logs), and whether its disk is too small.',
              ),
              'kubectl describe node NODE | grep -A5 Conditions\n',
            ),
          ]
        : []),
    ],
  },
  preempted: {
    short: () => l10n.t('had to make room for more important work'),
    title: ({ by, node }) =>
      by === undefined
        ? l10n.t('The pod was ended to make room for one with a higher priority.')
        : l10n.t(
            'The pod was ended on {1} to make room for {0}, which has a higher priority.',
            by,
            where(node),
          ),
    why: ({ message }) => l10n.t('Your program did nothing wrong. {0}', clipped(message, 200)),
    actions: (_says, place) => [
      you(l10n.t('Start it again when there is room; save checkpoints to storage.')),
      you(
        l10n.t('If you may use a higher priority class: name it in {0}.', whereToEdit(place)),
        'priorityClassName: NAME\n',
      ),
      team(
        l10n.t('Please tell which priority classes this namespace may use.'),
        'kubectl get priorityclass\n',
      ),
    ],
  },
};
