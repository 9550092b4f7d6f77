import * as l10n from '@vscode/l10n';
import type { Wording } from '../claim.ts';
import { team, whereToEdit, you } from './place.ts';
import { clipped, duration, listed, machines } from './quantities.ts';

export interface GpuSays {
  'gpu-not-advertised': { resource: string; nodes: readonly string[]; line: string | undefined };
  'gpu-driver-mismatch': {
    container?: string | undefined;
    line: string;
    node?: string | undefined;
    kind: 'image-too-new' | 'driver-updated';
  };
  'gpu-runtime-missing': {
    container?: string | undefined;
    line: string;
    node?: string | undefined;
    handler?: string | undefined;
    /** The pod asks for no GPU at all: then none is given, whatever the machine has. */
    unasked?: boolean | undefined;
  };
  'gpu-lost-access': { container: string; line: string };
  'gpu-hardware-fault': { node?: string | undefined; line: string; xid?: string | undefined };
  'collective-timeout': {
    container: string;
    line: string;
    seconds?: number | undefined;
    rank?: string | undefined;
  };
  'unexpected-admission': { node?: string | undefined; message: string; resource?: string | undefined };
}

function where(node: string | undefined): string {
  return node ?? l10n.t('its machine');
}

export const gpuWords: { [C in keyof GpuSays]: Wording<GpuSays[C]> } = {
  'gpu-not-advertised': {
    short: () => l10n.t('the cluster does not see its GPUs'),
    title: ({ resource, nodes }) =>
      nodes.length === 0
        ? l10n.t('Kubernetes does not see the GPUs of the machine: nothing offers {0}.', resource)
        : l10n.t(
            'Kubernetes does not see the GPUs of {1}: they offer no {0} ({2}).',
            resource,
            machines(nodes.length),
            listed([...nodes]),
          ),
    why: ({ line }) =>
      [
        line === undefined ? '' : l10n.t('It says: “{0}”', clipped(line, 240)),
        l10n.t(
          'The GPU driver, the container runtime’s GPU support and the device plugin have to work on a machine before its GPUs can be asked for.',
        ),
      ]
        .filter((part) => part !== '')
        .join(' '),
    actions: ({ resource, nodes }) => [
      team(
        l10n.t(
          'Please look at the GPU device plugin and the driver on these machines (is nvidia the runtime that the plugin runs with?).',
        ),
        `kubectl get nodes -o custom-columns=NAME:.metadata.name,GPU:.status.allocatable.${resource.replace('.', '\\.')}\nkubectl logs -n kube-system -l name=nvidia-device-plugin-ds --tail=50\nnvidia-smi   # on ${nodes[0] ?? 'the machine'}\n`,
      ),
    ],
  },
  'gpu-driver-mismatch': {
    short: () => l10n.t('its CUDA does not fit the GPU driver'),
    title: ({ kind, node, container }) =>
      kind === 'driver-updated'
        ? l10n.t(
            'The GPU driver on {0} was updated while running: its parts do not fit together until the machine is restarted.',
            where(node),
          )
        : l10n.t(
            '{0} needs a newer GPU driver than {1} has.',
            container === undefined ? l10n.t('The image') : `"${container}"`,
            where(node),
          ),
    why: ({ line }) => l10n.t('It says: “{0}”', clipped(line, 260)),
    actions: ({ kind, node }) =>
      kind === 'driver-updated'
        ? [
            team(
              l10n.t('Please restart {0} (or unload and load the driver again).', where(node)),
              'nvidia-smi\n',
            ),
            you(l10n.t('Start it again; on another machine it will work.')),
          ]
        : [
            you(
              l10n.t(
                'Use an image with an older CUDA version; its major number must not be above the driver’s.',
              ),
              'nvidia-smi | head -4   # shows the newest CUDA that the driver can do\n',
            ),
            team(l10n.t('Or update the GPU driver on {0}.', where(node))),
          ],
  },
  'gpu-runtime-missing': {
    short: ({ unasked }) =>
      unasked === true
        ? l10n.t('needs a GPU and asks for none')
        : l10n.t('GPU support is missing on its machine'),
    title: ({ node, handler, container, unasked }) =>
      unasked === true
        ? l10n.t('"{0}" looks for a GPU, and the pod asks for none.', container ?? '')
        : handler === undefined
          ? l10n.t('The container got no GPU: the GPU runtime is not used on {0}.', where(node))
          : l10n.t(
              'The machine {0} does not know the container runtime "{1}" that the pod asks for.',
              where(node),
              handler,
            ),
    why: ({ line }) => l10n.t('It says: “{0}”', clipped(line, 260)),
    actions: (_says, place) => [
      you(
        l10n.t(
          'Ask for a GPU, and for the GPU runtime class if the cluster has one, in {0}.',
          whereToEdit(place),
        ),
        'runtimeClassName: nvidia\nresources:\n  limits: {nvidia.com/gpu: 1}\n',
      ),
      team(
        l10n.t('Please check the NVIDIA container toolkit and the runtime’s configuration on that machine.'),
        'grep -A3 nvidia /etc/containerd/config.toml\nkubectl get runtimeclass\n',
      ),
    ],
  },
  'gpu-lost-access': {
    short: () => l10n.t('lost its GPU while running'),
    title: ({ container }) => l10n.t('"{0}" had a GPU and lost it while it was running.', container),
    why: ({ line }) =>
      l10n.t(
        'It says: “{0}” A reload of the machine’s services (systemctl daemon-reload) takes devices away from running containers.',
        clipped(line, 200),
      ),
    actions: () => [
      you(l10n.t('Start the pod again: a new container gets the GPU.')),
      team(l10n.t('Please use CDI or the cgroup setting that keeps devices over a reload.')),
    ],
  },
  'gpu-hardware-fault': {
    short: () => l10n.t('its GPU is faulty'),
    title: ({ node, xid }) =>
      xid === undefined
        ? l10n.t('A GPU of {0} has failed.', where(node))
        : l10n.t('A GPU of {0} reports a fault (Xid {1}).', where(node), xid),
    why: ({ line }) => l10n.t('The machine says: “{0}”', clipped(line, 300)),
    actions: ({ node }) => [
      team(
        l10n.t(
          'Please take {0} out of service and restart it; if it happens again, replace the GPU.',
          where(node),
        ),
        `kubectl cordon ${node ?? 'NODE'}\nnvidia-smi -q | grep -i -A3 ecc\ndmesg | grep -i xid\n`,
      ),
      you(l10n.t('Start your work again; on another machine it will work.')),
    ],
  },
  'collective-timeout': {
    short: () => l10n.t('its workers wait for one another in vain'),
    title: ({ container, seconds }) =>
      seconds === undefined
        ? l10n.t('The workers of "{0}" wait for one that does not answer.', container)
        : l10n.t(
            'The workers of "{0}" waited {1} for one that did not answer.',
            container,
            duration(seconds),
          ),
    why: ({ line }) =>
      l10n.t(
        'It says: “{0}” The worker that stopped first holds the reason; the others only notice it.',
        clipped(line, 260),
      ),
    actions: () => [
      you(l10n.t('Look at the log of the worker that failed first (other ranks), not at this one.')),
      you(
        l10n.t(
          'If all are alive: check that they reach one another (network interface, network policy, a mesh sidecar).',
        ),
        'env:\n- {name: NCCL_DEBUG, value: INFO}\n- {name: NCCL_SOCKET_IFNAME, value: eth0}\n',
      ),
    ],
  },
  'unexpected-admission': {
    short: () => l10n.t('its machine refused it after all'),
    title: ({ node, resource }) =>
      resource === undefined
        ? l10n.t('The machine {0} refused the pod after it was placed there.', where(node))
        : l10n.t(
            'The machine {0} refused the pod: it could not give it {1} after all.',
            where(node),
            resource,
          ),
    why: ({ message }) =>
      l10n.t(
        'The machine says: “{0}” This happens after a restart of the machine or its device plugin, or when two pods are placed at once.',
        clipped(message, 260),
      ),
    actions: ({ node }) => [
      you(l10n.t('Delete this pod; a new one will be placed again.')),
      team(
        l10n.t('If it repeats: please restart the kubelet or the device plugin on {0}.', where(node)),
        `kubectl describe node ${node ?? 'NODE'}\n`,
      ),
    ],
  },
};
