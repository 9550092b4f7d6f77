import * as l10n from '@vscode/l10n';
import type { Wording } from '../claim.ts';
import { team, whereToEdit, you } from './place.ts';
import { clipped, duration, times } from './quantities.ts';

export interface NetworkSays {
  'sandbox-network': { node?: string | undefined; message: string; kind: 'addresses' | 'plugin' | 'other' };
  'network-dns': {
    container: string;
    line: string;
    host?: string | undefined;
    kind: 'unknown-name' | 'no-answer';
  };
  'network-egress': {
    container: string;
    line: string;
    host?: string | undefined;
    kind: 'timeout' | 'refused' | 'proxy' | 'tls';
  };
  'service-mesh': {
    container: string;
    mesh: string;
    message: string;
    kind: 'outlives' | 'blocks' | 'start-order' | 'init';
  };
  'sidecar-not-ready': { sidecar: string; others: readonly string[]; message: string };
  'probe-kill': {
    container: string;
    probe: 'liveness' | 'startup';
    message: string;
    restarts: number;
    budgetSeconds?: number | undefined;
    exitCode?: number | undefined;
    line?: string | undefined;
  };
  'readiness-failing': {
    container: string;
    message: string;
    port?: string | undefined;
    waitedSeconds?: number | undefined;
    cause: 'refused' | 'status' | 'timeout' | 'exec' | 'other';
    /** The line in which the program says that it listens on its own loopback only. */
    local?: string | undefined;
  };
}

export const networkWords: { [C in keyof NetworkSays]: Wording<NetworkSays[C]> } = {
  'sandbox-network': {
    short: ({ kind }) =>
      kind === 'addresses' ? l10n.t('no network address free') : l10n.t('its network cannot be set up'),
    title: ({ kind, node }) =>
      kind === 'addresses'
        ? l10n.t('There is no free IP address for the pod on {0}.', node ?? l10n.t('its machine'))
        : l10n.t('The pod’s network could not be set up on {0}.', node ?? l10n.t('its machine')),
    why: ({ message }) => l10n.t('The machine says: “{0}”', clipped(message, 320)),
    actions: ({ kind, node }) => [
      team(
        kind === 'addresses'
          ? l10n.t('Please free IP addresses or enlarge the network (subnet, pool of addresses per machine).')
          : l10n.t('Please look at the network plugin on {0}.', node ?? l10n.t('that machine')),
        `kubectl get pods -n kube-system -o wide --field-selector spec.nodeName=${node ?? 'NODE'}\n`,
      ),
      you(l10n.t('Nothing in your settings causes this; Kubernetes goes on trying.')),
    ],
  },
  'network-dns': {
    short: ({ host }) =>
      host === undefined ? l10n.t('a name cannot be found') : l10n.t('cannot find {0}', clipped(host, 40)),
    title: ({ container, host, kind }) => {
      if (host === undefined) return l10n.t('"{0}" cannot find the address of a name it needs.', container);
      return kind === 'unknown-name'
        ? l10n.t('"{0}" asks for the address of {1}, and there is no such name.', container, host)
        : l10n.t('"{0}" cannot find the address of {1}: name lookup gets no answer.', container, host);
    },
    why: ({ line, kind }) =>
      `${l10n.t('The program says: “{0}”', clipped(line, 240))} ${kind === 'unknown-name' ? l10n.t('Inside the cluster, the name of a Service in another namespace needs that namespace: name.namespace.') : l10n.t('Either the cluster’s DNS does not work, or a network policy keeps the pod from asking it.')}`,
    actions: ({ kind, host }) => [
      ...(kind === 'unknown-name'
        ? [
            you(
              l10n.t(
                'Check the spelling of "{0}"; for a Service in another namespace add ".NAMESPACE".',
                host ?? '',
              ),
            ),
          ]
        : []),
      team(
        l10n.t('Please check that pods here may reach the cluster’s DNS (port 53), and that it runs.'),
        'kubectl get pods -n kube-system -l k8s-app=kube-dns\nkubectl get networkpolicy\n',
      ),
    ],
  },
  'network-egress': {
    short: ({ host, kind }) => {
      if (host !== undefined) return l10n.t('cannot reach {0}', clipped(host, 40));
      return kind === 'refused' ? l10n.t('a connection is refused') : l10n.t('a connection gets no answer');
    },
    title: ({ container, host, kind }) => {
      const target = host ?? l10n.t('another address');
      switch (kind) {
        case 'refused':
          return l10n.t('"{0}" reaches {1}, and nothing listens there.', container, target);
        case 'proxy':
          return l10n.t('"{0}" cannot reach {1} through the proxy.', container, target);
        case 'tls':
          return l10n.t('"{0}" does not trust the certificate of {1}.', container, target);
        case 'timeout':
          return l10n.t('"{0}" cannot reach {1}: the connection gets no answer.', container, target);
      }
    },
    why: ({ line, kind }) =>
      `${l10n.t('The program says: “{0}”', clipped(line, 240))} ${kind === 'timeout' ? l10n.t('No answer at all usually means a network policy, a firewall, or a missing proxy setting.') : ''}`.trim(),
    actions: ({ kind, host }) => [
      ...(kind === 'tls'
        ? [
            you(
              l10n.t('Give the program the certificate of your proxy or server.'),
              'env:\n- {name: REQUESTS_CA_BUNDLE, value: /etc/ssl/certs/ca-certificates.crt}\n',
            ),
          ]
        : []),
      you(
        l10n.t('If your cluster reaches the outside through a proxy: set it.'),
        'env:\n- {name: HTTPS_PROXY, value: http://PROXY:PORT}\n- {name: NO_PROXY, value: ".svc,.cluster.local,10.0.0.0/8"}\n',
      ),
      team(
        l10n.t(
          'Please check whether pods of this namespace may reach {0} (network policy, firewall).',
          host ?? l10n.t('that address'),
        ),
        'kubectl get networkpolicy\n',
      ),
    ],
  },
  'service-mesh': {
    short: ({ mesh, kind }) =>
      kind === 'outlives' ? l10n.t('held open by {0}', mesh) : l10n.t('{0} gets in its way', mesh),
    title: ({ container, mesh, kind }) => {
      switch (kind) {
        case 'outlives':
          return l10n.t(
            '"{0}" has finished, and the service-mesh sidecar "{1}" keeps the pod alive.',
            container,
            mesh,
          );
        case 'start-order':
          return l10n.t(
            '"{0}" starts before the service-mesh sidecar "{1}" is ready, so it has no network at first.',
            container,
            mesh,
          );
        case 'init':
          return l10n.t('The service mesh’s step "{1}" fails, so "{0}" does not start.', container, mesh);
        case 'blocks':
          return l10n.t(
            'The service-mesh sidecar "{1}" stands between "{0}" and the pods it talks to, and breaks those connections.',
            container,
            mesh,
          );
      }
    },
    why: ({ message }) => clipped(message, 300),
    actions: (_says, place) => [
      you(
        l10n.t('Switch the sidecar off for this work, in {0}.', whereToEdit(place)),
        'metadata:\n  labels:\n    sidecar.istio.io/inject: "false"\n',
      ),
      team(
        l10n.t(
          'Or let sidecars be native ones (init containers with restartPolicy Always), which start first and end with the work.',
        ),
      ),
    ],
  },
  'sidecar-not-ready': {
    short: ({ sidecar }) => l10n.t('its side program "{0}" is not ready', sidecar),
    title: ({ sidecar, others }) =>
      l10n.t(
        'The side program "{0}" is not ready, and so the pod counts as not ready, although {1} is.',
        sidecar,
        others.join(', '),
      ),
    why: ({ message }) => clipped(message, 260),
    actions: ({ sidecar }) => [
      you(l10n.t('Read the log of "{0}".', sidecar)),
      team(l10n.t('If the platform adds "{0}": please look why it is not ready.', sidecar)),
    ],
  },
  'probe-kill': {
    short: ({ probe }) =>
      probe === 'startup'
        ? l10n.t('takes longer to start than it is given')
        : l10n.t('stopped because its health check failed'),
    title: ({ container, probe, restarts, budgetSeconds }) =>
      probe === 'startup'
        ? budgetSeconds === undefined
          ? l10n.t(
              '"{0}" was stopped because its startup check did not succeed in time ({1}).',
              container,
              times(Math.max(1, restarts)),
            )
          : l10n.t(
              '"{0}" was stopped because its startup check did not succeed within {1} ({2}).',
              container,
              duration(budgetSeconds),
              times(Math.max(1, restarts)),
            )
        : l10n.t(
            '"{0}" was stopped because its health check (liveness) failed ({1}).',
            container,
            times(Math.max(1, restarts)),
          ),
    why: ({ message, exitCode, line }) =>
      [
        l10n.t('The check says: “{0}”', clipped(message, 200)),
        exitCode === undefined
          ? ''
          : l10n.t('Exit code {0} comes from this and is not a sign of too little memory.', exitCode),
        line === undefined ? '' : l10n.t('The program’s last words: “{0}”', clipped(line, 160)),
      ]
        .filter((part) => part !== '')
        .join(' '),
    actions: ({ probe }, place) => [
      you(
        probe === 'startup'
          ? l10n.t(
              'Give it more time to start (loading a model can take many minutes), in {0}.',
              whereToEdit(place),
            )
          : l10n.t(
              'Check that the port and path of the health check are right, and give it more time under load, in {0}.',
              whereToEdit(place),
            ),
        probe === 'startup'
          ? 'startupProbe:\n  periodSeconds: 10\n  failureThreshold: 180   # 30 minutes\n'
          : 'livenessProbe:\n  timeoutSeconds: 10\n  failureThreshold: 6\n',
      ),
      you(l10n.t('Read its log: does it get to the point where it listens?')),
    ],
  },
  'readiness-failing': {
    short: ({ cause, port, local }) => {
      if (cause !== 'refused') return l10n.t('runs and is not ready');
      if (port === undefined) return l10n.t('runs and does not answer');
      return local === undefined
        ? l10n.t('runs and does not answer on port {0}', port)
        : l10n.t('answers only itself on port {0}', port);
    },
    title: ({ container, cause, port, waitedSeconds, local }) => {
      if (local !== undefined)
        return l10n.t(
          '"{0}" runs and listens on 127.0.0.1 only, so nobody outside the pod reaches its port {1}.',
          container,
          port ?? '?',
        );
      const since = waitedSeconds === undefined ? '' : ` (${duration(waitedSeconds)})`;
      switch (cause) {
        case 'refused':
          return port === undefined
            ? l10n.t('"{0}" runs, and its readiness check finds nothing that listens{1}.', container, since)
            : l10n.t(
                '"{0}" runs, and nothing listens on port {1}, where its readiness check looks{2}.',
                container,
                port,
                since,
              );
        case 'status':
          return l10n.t('"{0}" runs, and answers its readiness check with an error{1}.', container, since);
        case 'timeout':
          return l10n.t('"{0}" runs, and does not answer its readiness check in time{1}.', container, since);
        case 'exec':
        case 'other':
          return l10n.t('"{0}" runs, and its readiness check fails{1}.', container, since);
      }
    },
    why: ({ message, cause, local }) =>
      local !== undefined
        ? l10n.t(
            'Its log says: “{0}” The readiness check comes from the machine, not from inside the pod, and is refused.',
            clipped(local, 200),
          )
        : `${message === '' ? '' : l10n.t('The check says: “{0}”', clipped(message, 240))} ${cause === 'refused' ? l10n.t('It may still be starting, listen on another port, or listen on 127.0.0.1 only (it has to be 0.0.0.0).') : ''}`.trim(),
    actions: ({ local, port }, place) => [
      ...(local === undefined
        ? [you(l10n.t('Read its log: is it still loading, or stuck?'))]
        : [
            you(
              l10n.t('Let it listen on all addresses: change its command in {0}.', whereToEdit(place)),
              listenEverywhere(local),
            ),
            you(
              l10n.t(
                'Until then it can be opened all the same: Porthole connects from inside the pod, to port {0}.',
                port ?? '?',
              ),
            ),
          ]),
      you(
        l10n.t('Compare port and path of the check in {0} with what the program serves.', whereToEdit(place)),
        'readinessProbe:\n  httpGet: {path: /, port: 8888}\n',
      ),
    ],
  },
};

/** The option by which well-known servers listen on all addresses, told by the line in which they say where they listen. */
function listenEverywhere(line: string): string {
  if (/jupyter|\/lab|\/tree|ServerApp/i.test(line)) return '--ip=0.0.0.0\n';
  if (/streamlit/i.test(line)) return '--server.address=0.0.0.0\n';
  if (/gradio|running on local url/i.test(line)) return 'demo.launch(server_name="0.0.0.0")\n';
  if (/tensorboard/i.test(line)) return '--bind_all\n';
  return '--host 0.0.0.0\n';
}
