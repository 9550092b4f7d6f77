import * as l10n from '@vscode/l10n';
import { field, FREE, group, like, type OwnField, type OwnFields } from '../own-field.ts';

// What the values files of most charts have in common.

export const image = group(
  {
    registry: field('string', () => l10n.t('Where the image is downloaded from.')),
    name: field('string', () => l10n.t('The image, without its version.')),
    repository: field('string', () => l10n.t('The image, without its version.')),
    tag: field('string', () =>
      l10n.t('The version of the image. Write one: "latest" changes without notice.'),
    ),
    digest: field('string', () => l10n.t('The exact image. It counts instead of the tag.')),
    pullPolicy: like('Container.imagePullPolicy'),
    pullSecrets: field('string[]', () => l10n.t('The Secrets with which the image is downloaded.')),
  },
  () => l10n.t('The image that the program is started from.'),
);

export const resources = like('Container.resources');
export const extraEnv = like('Container.env');

/** On which machines it runs. */
export const machines: OwnFields = {
  nodeSelector: like('PodSpec.nodeSelector'),
  tolerations: like('PodSpec.tolerations'),
  affinity: like('PodSpec.affinity'),
};
/** Where and as whom it runs. */
export const placing: OwnFields = {
  ...machines,
  topologySpreadConstraints: like('PodSpec.topologySpreadConstraints'),
  priorityClassName: like('PodSpec.priorityClassName'),
  securityContext: like('PodSpec.securityContext'),
  podSecurityContext: like('PodSpec.securityContext'),
  containerSecurityContext: like('Container.securityContext'),
  podAnnotations: field('{string}', () => l10n.t('Notes on each copy.')),
  podLabels: field('{string}', () => l10n.t('Labels of each copy.')),
  annotations: field('{string}', () => l10n.t('Notes on it.')),
  labels: field('{string}', () => l10n.t('Labels of it.')),
};

export const replicas = field('number', () => l10n.t('How many copies run.'));

export const service = group(
  {
    type: like('ServiceSpec.type'),
    port: field('port', () => l10n.t('The port of the address inside the cluster.')),
    ports: like('ServiceSpec.ports'),
    nodePort: field('port', () => l10n.t('The port that is opened on every machine, with type NodePort.')),
    nodePorts: field(FREE, () => l10n.t('The ports that are opened on every machine, with type NodePort.')),
    loadBalancerIP: field('string', () => l10n.t('The address that the load balancer should have.')),
    loadBalancerSourceRanges: field('string[]', () =>
      l10n.t('Only these addresses may reach it from outside.'),
    ),
    clusterIP: like('ServiceSpec.clusterIP'),
    externalTrafficPolicy: like('ServiceSpec.externalTrafficPolicy'),
    annotations: field('{string}', () => l10n.t('Notes on the address, which load balancers read.')),
    labels: field('{string}', () => l10n.t('Labels of the address.')),
    name: field('string', () => l10n.t('The name of the address.')),
    containerPort: field('port', () => l10n.t('The port that the program listens on.')),
    extraPorts: like('ServiceSpec.ports'),
    extraAnnotations: field('{string}', () => l10n.t('Notes on the address.')),
    containerPortName: field('string', () => l10n.t('What the port of the program is called.')),
  },
  () => l10n.t('The address inside the cluster; with type LoadBalancer also one outside of it.'),
);

export const ingress = group(
  {
    enabled: field('boolean', () => l10n.t('With true, it can be reached from outside under a name.')),
    className: field('string', () => l10n.t("Which of the cluster's entrances (an IngressClass) is used.")),
    ingressClassName: field('string', () =>
      l10n.t("Which of the cluster's entrances (an IngressClass) is used."),
    ),
    hosts: field(FREE, () => l10n.t('The names under which it is reached.')),
    host: field('string', () => l10n.t('The name under which it is reached.')),
    hostname: field('string', () => l10n.t('The name under which it is reached.')),
    path: field('string', () => l10n.t('The part of the address behind the name.')),
    pathType: field('string', () => l10n.t('How the path is compared: "Prefix" or "Exact".')),
    pathSuffix: field('string', () => l10n.t('What is added to the path.')),
    tls: field(FREE, () => l10n.t('The Secret with the certificate, so that the address is https.')),
    selfSigned: field('boolean', () => l10n.t('With true, a certificate is made that browsers do not know.')),
    annotations: field('{string}', () => l10n.t('Settings for the entrance, such as the longest upload.')),
    extraPaths: field(FREE, () => l10n.t('More paths.')),
    precedingPaths: field(FREE, () => l10n.t('Paths that are looked at before its own.')),
    succeedingPaths: field(FREE, () => l10n.t('Paths that are looked at after its own.')),
    secretName: field('string', () => l10n.t('The Secret with the certificate.')),
    extraHosts: field(FREE, () => l10n.t('More names.')),
    labels: field('{string}', () => l10n.t('Labels of it.')),
    ingressTLS: field(FREE, () => l10n.t('The Secret with the certificate.')),
  },
  () => l10n.t('How it is reached from outside, under a name.'),
);

export const persistence = group(
  {
    enabled: field('boolean', () => l10n.t('With true, files are kept on storage that outlives restarts.')),
    size: field('storage', () => l10n.t('The size of the storage.')),
    storageClass: field('string', () =>
      l10n.t("The kind of storage. The cluster's usual one if nothing is written."),
    ),
    storageClassName: field('string', () =>
      l10n.t("The kind of storage. The cluster's usual one if nothing is written."),
    ),
    existingClaim: field('string', () => l10n.t('A claim (storage that is there already) to use instead.')),
    accessMode: field('string', () => l10n.t('How many machines may use it at the same time.')),
    accessModes: like('PersistentVolumeClaimSpec.accessModes'),
    annotations: field('{string}', () => l10n.t('Notes on the storage.')),
    subPath: field('string', () => l10n.t('Only this folder of the storage is used.')),
    fixPermissions: field('boolean', () =>
      l10n.t('With true, a step before the start gives the files to the right user.'),
    ),
    mountPath: field('string', () => l10n.t('The folder in which it appears.')),
    persistentVolumeClaimRetentionPolicy: field(FREE, () =>
      l10n.t('Whether the storage is deleted with what uses it.'),
    ),
    securityContext: field(FREE, () => l10n.t('The user in whose name files are written.')),
    securityContexts: field(FREE, () => l10n.t('The user in whose name files are written.')),
    containerLifecycleHooks: like('Container.lifecycle'),
  },
  () => l10n.t('Storage that outlives restarts.'),
);

export const serviceAccount = group(
  {
    create: field('boolean', () =>
      l10n.t('With true, an identity of its own is made. It needs the right to make one.'),
    ),
    name: field('string', () => l10n.t('The name of the identity.')),
    annotations: field('{string}', () => l10n.t('Notes on the identity; on some clouds they open buckets.')),
    automount: like('PodSpec.automountServiceAccountToken'),
    automountServiceAccountToken: like('PodSpec.automountServiceAccountToken'),
  },
  () => l10n.t('The identity with which it talks to the cluster and, on some clouds, to buckets.'),
);

export const autoscaling = group(
  {
    enabled: field('boolean', () => l10n.t('With true, the number of copies follows the use.')),
    minReplicas: field('number', () => l10n.t('Never fewer copies than this.')),
    maxReplicas: field('number', () => l10n.t('Never more copies than this.')),
    targetCPU: field('number', () => l10n.t('How much of its requested CPU a copy should use, in percent.')),
    targetCPUUtilizationPercentage: field('number', () =>
      l10n.t('How much of its requested CPU a copy should use, in percent.'),
    ),
    targetMemory: field('number', () =>
      l10n.t('How much of its requested memory a copy should use, in percent.'),
    ),
    targetMemoryUtilizationPercentage: field('number', () =>
      l10n.t('How much of its requested memory a copy should use, in percent.'),
    ),
  },
  () => l10n.t('Lets the number of copies follow the use.'),
);

export const keptDescriptions = field('number', () => l10n.t('How many former descriptions are kept.'));

/** How a part runs beside its image and its size. */
export const running: OwnFields = {
  command: like('Container.command'),
  args: like('Container.args'),
  revisionHistoryLimit: keptDescriptions,
  terminationGracePeriodSeconds: like('PodSpec.terminationGracePeriodSeconds'),
  hostAliases: like('PodSpec.hostAliases'),
};
/** How copies are replaced by new ones. */
export const replacing = field(FREE, () => l10n.t('How it is replaced when something changes.'));

/** What a chart lets people add to a part. */
export const additions: OwnFields = {
  extraVolumes: like('PodSpec.volumes'),
  extraVolumeMounts: like('Container.volumeMounts'),
  extraContainers: field('Container[]', () => l10n.t('Programs that run beside it.')),
  initContainers: like('PodSpec.initContainers'),
  extraInitContainers: like('PodSpec.initContainers'),
};

export const pullSecrets = like('PodSpec.imagePullSecrets');
const nameOfProbe = [
  'initialDelaySeconds',
  'periodSeconds',
  'timeoutSeconds',
  'failureThreshold',
  'successThreshold',
  'terminationGracePeriodSeconds',
  'httpGet',
  'exec',
  'tcpSocket',
  'grpc',
];
export const probe = group(
  {
    enabled: field('boolean', () => l10n.t('Whether it is found out at all.')),
    command: field('string[]', () => l10n.t('What is run to find out.')),
    scheme: field('string', () => l10n.t('HTTP or HTTPS.')),
    ...Object.fromEntries(nameOfProbe.map((name) => [name, like(`Probe.${name}`)])),
  },
  () => l10n.t('How it is found out whether the program answers.'),
);

export const subchart = (says: () => string): OwnField => field(FREE, says);
export const enabled = (says: () => string): OwnField => field('boolean', says);
export const nameOverride = field('string', () =>
  l10n.t('The name of what is installed, instead of the usual one.'),
);
export const networkPolicy = field(FREE, () =>
  l10n.t('Who may reach it over the network, and whom it may reach.'),
);
export const pdb = field(FREE, () => l10n.t('How many copies may be interrupted when machines are emptied.'));
