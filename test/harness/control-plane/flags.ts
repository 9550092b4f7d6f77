import { join } from 'node:path';

export const PORTS = ['etcd', 'peer', 'apiServer', 'controllers', 'scheduler', 'kwok'] as const;

/** Where everything of one control plane is. */
export interface Layout {
  readonly folder: string;
  readonly ports: Readonly<Record<(typeof PORTS)[number], number>>;
}

/** Beside the node's loopback, this is the only range that a cluster's inner addresses come from. */
export const SERVICE_RANGE = '10.96.0.0/16';
/** The first address of `SERVICE_RANGE`: the API server's own Service. */
export const API_SERVICE = '10.96.0.1';

const LOOPBACK = '127.0.0.1';

export function etcdFlags({ folder, ports }: Layout): readonly string[] {
  const client = `http://${LOOPBACK}:${ports.etcd}`;
  const peer = `http://${LOOPBACK}:${ports.peer}`;
  return [
    '--name=test',
    `--data-dir=${join(folder, 'etcd')}`,
    '--unsafe-no-fsync=true', // its data does not outlive the run
    '--log-level=warn',
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=test=${peer}`,
  ];
}

export function apiServerFlags({ folder, ports }: Layout): readonly string[] {
  const file = (name: string): string => join(folder, name);
  return [
    `--etcd-servers=http://${LOOPBACK}:${ports.etcd}`,
    `--bind-address=${LOOPBACK}`,
    `--advertise-address=${LOOPBACK}`,
    `--secure-port=${ports.apiServer}`,
    '--endpoint-reconciler-type=none', // a loopback address is refused in the endpoints of the `kubernetes` Service
    `--tls-cert-file=${file('api-server.crt')}`,
    `--tls-private-key-file=${file('api-server.key')}`,
    `--client-ca-file=${file('ca.crt')}`,
    // Without these the controller manager and the scheduler log "missing content for CA bundle" every ten seconds.
    `--requestheader-client-ca-file=${file('ca.crt')}`,
    '--requestheader-allowed-names=front-proxy',
    '--requestheader-username-headers=X-Remote-User',
    '--requestheader-group-headers=X-Remote-Group',
    '--requestheader-extra-headers-prefix=X-Remote-Extra-',
    `--token-auth-file=${file('tokens.csv')}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${file('service-accounts.pub')}`,
    `--service-account-signing-key-file=${file('service-accounts.key')}`,
    `--kubelet-client-certificate=${file('kubelet-client.crt')}`,
    `--kubelet-client-key=${file('kubelet-client.key')}`,
    '--kubelet-preferred-address-types=InternalIP',
    '--authorization-mode=Node,RBAC',
    `--service-cluster-ip-range=${SERVICE_RANGE}`,
    '--allow-privileged=true',
    '--profiling=false',
    '--etcd-compaction-interval=0', // history goes when a test asks for it
  ];
}

export function controllerFlags({ folder, ports }: Layout): readonly string[] {
  const file = (name: string): string => join(folder, name);
  return [
    ...insideFlags(file('controllers.kubeconfig'), ports.controllers),
    `--service-account-private-key-file=${file('service-accounts.key')}`,
    `--root-ca-file=${file('ca.crt')}`,
    `--cluster-signing-cert-file=${file('ca.crt')}`,
    `--cluster-signing-key-file=${file('ca.key')}`,
  ];
}

export function schedulerFlags({ folder, ports }: Layout): readonly string[] {
  return insideFlags(join(folder, 'scheduler.kubeconfig'), ports.scheduler);
}

function insideFlags(kubeconfig: string, port: number): readonly string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    `--authentication-kubeconfig=${kubeconfig}`,
    `--authorization-kubeconfig=${kubeconfig}`,
    `--bind-address=${LOOPBACK}`,
    `--secure-port=${port}`,
    '--leader-elect=false',
  ];
}

/** Nodes with this annotation are kwok's. */
export const FAKE_NODE = { 'kwok.x-k8s.io/node': 'fake' } as const;
/** kwok's resources for logs, exec and the like of its pods, which tests may make and change while it runs. */
export const KWOK_RESOURCES = [
  'Logs',
  'ClusterLogs',
  'PortForward',
  'ClusterPortForward',
  'Exec',
  'ClusterExec',
  'Attach',
  'ClusterAttach',
] as const;

export function kwokFlags({ folder, ports }: Layout): readonly string[] {
  const file = (name: string): string => join(folder, name);
  return [
    `--kubeconfig=${file('kwok.kubeconfig')}`,
    '--manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake',
    `--node-ip=${LOOPBACK}`,
    `--node-port=${ports.kwok}`,
    `--server-address=${LOOPBACK}:${ports.kwok}`,
    `--tls-cert-file=${file('kwok.crt')}`,
    `--tls-private-key-file=${file('kwok.key')}`,
    '--node-lease-duration-seconds=40',
    '--cidr=10.244.0.0/16',
    `--enable-crds=${KWOK_RESOURCES.join(',')}`,
  ];
}
