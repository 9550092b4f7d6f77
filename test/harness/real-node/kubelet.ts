import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '../child.ts';
import type { Child } from '../child.ts';
import type { ControlPlane } from '../control-plane.ts';
import { freePorts } from '../control-plane/ports.ts';
import type { Ledger } from '../ledger.ts';
import { NODE_ADDRESS } from './pod-network.ts';

/** Everything that runs in pods is in this group of each hierarchy. There is one real node on a machine, so it has one name. */
export const CONTROL_GROUP = 'porthole-node';

export interface KubeletOptions {
  readonly name: string;
  readonly containerdSocket: string;
}

export async function startKubelet(
  ledger: Ledger,
  cluster: ControlPlane,
  { name, containerdSocket }: KubeletOptions,
): Promise<Child> {
  const { folder } = ledger;
  makeControlGroup(ledger);
  const [{ serve }, { health }] = await Promise.all([
    freePorts(['serve'], NODE_ADDRESS),
    freePorts(['health']),
  ]);
  const authority = join(folder, 'ca.crt');
  writeFileSync(authority, cluster.authority);
  const user = cluster.certificateUser(`system:node:${name}`, ['system:nodes']);
  const configuration = {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    failCgroupV1: false, // 1.35 refuses cgroup version 1 otherwise
    cgroupDriver: 'cgroupfs',
    cgroupRoot: `/${CONTROL_GROUP}`,
    containerRuntimeEndpoint: `unix://${containerdSocket}`,
    address: NODE_ADDRESS,
    port: serve,
    readOnlyPort: 0,
    healthzBindAddress: '127.0.0.1',
    healthzPort: health,
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: authority },
    },
    authorization: { mode: 'Webhook' },
    failSwapOn: false,
    registerNode: true,
    resolvConf: '',
    clusterDomain: 'cluster.local',
    clusterDNS: ['10.96.0.10'], // nobody listens there; without it every pod gets a warning of MissingClusterDNS
    makeIPTablesUtilChains: false,
    serializeImagePulls: false,
    imageGCHighThresholdPercent: 100, // images are not to be collected
    evictionHard: {
      'memory.available': '100Mi',
      'nodefs.available': '1%',
      'imagefs.available': '1%',
      'nodefs.inodesFree': '1%',
    },
    evictionPressureTransitionPeriod: '10s',
    nodeStatusUpdateFrequency: '5s',
    syncFrequency: '10s',
  };
  const file = join(folder, 'kubelet.yaml');
  writeFileSync(file, JSON.stringify(configuration, undefined, 2));
  return startChild(
    ledger,
    'kubelet',
    cluster.assets.program('kubelet'),
    [
      `--config=${file}`,
      `--kubeconfig=${user.kubeconfig}`,
      `--hostname-override=${name}`,
      `--node-ip=${NODE_ADDRESS}`,
      `--root-dir=${join(folder, 'kubelet')}`,
      `--cert-dir=${join(folder, 'kubelet-certificates')}`,
      '--node-labels=type=real',
    ],
    { graceMs: 0 },
  );
}

function makeControlGroup(ledger: Ledger): void {
  ledger.enter({ kind: 'control-group', name: CONTROL_GROUP });
  const top = '/sys/fs/cgroup';
  // Version 2 has one hierarchy, version 1 one for each controller.
  const hierarchies = globSync('cgroup.controllers', { cwd: top }).length > 0 ? [top] : globSync(`${top}/*/`);
  for (const hierarchy of hierarchies) {
    const group = join(hierarchy, CONTROL_GROUP);
    mkdirSync(group, { recursive: true });
    // A new cpuset of version 1 is empty, and no process can be put into it.
    for (const setting of globSync('cpuset.{cpus,mems}', { cwd: group }))
      if (hierarchy !== top) writeFileSync(join(group, setting), readFileSync(join(hierarchy, setting)));
  }
}
