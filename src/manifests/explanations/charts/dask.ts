import * as l10n from '@vscode/l10n';
import { field, FREE, group, like, type OwnFields } from '../own-field.ts';
import {
  additions,
  extraEnv,
  image,
  ingress,
  nameOverride,
  placing,
  probe,
  pullSecrets,
  replacing,
  replicas,
  resources,
  running,
  service,
} from './shared.ts';
import { jupyterhubValues } from './jupyterhub.ts';

const part: OwnFields = {
  name: field('string', () => l10n.t('What it is called.')),
  enabled: field('boolean', () => l10n.t('Whether this part runs.')),
  image,
  replicas,
  resources,
  env: extraEnv,
  extraArgs: field('string[]', () => l10n.t('More words for its command.')),
  ...running,
  ...placing,
  serviceAccountName: like('PodSpec.serviceAccountName'),
  servicePort: field('port', () => l10n.t('The port of its address.')),
  serviceType: like('ServiceSpec.type'),
  loadBalancerIP: field('string', () => l10n.t('The address that the load balancer should have.')),
  mounts: field(FREE, () => l10n.t('Storage, and the folders in which it appears.')),
  ...additions,
  serviceAnnotations: field('{string}', () => l10n.t('Notes on its address, which load balancers read.')),
  envFrom: like('Container.envFrom'),
  livenessProbe: probe,
  readinessProbe: probe,
  metrics: field(FREE, () => l10n.t('Numbers for Prometheus.')),
};
const worker: OwnFields = {
  ...part,
  default_resources: field(FREE, () => l10n.t('The size of a worker that says nothing of it.')),
  threads_per_worker: field('number', () =>
    l10n.t('How many tasks a worker runs at the same time. Mostly as many as its CPUs.'),
  ),
  memory_limit: field('string', () =>
    l10n.t('When the worker begins to move data to disk. Not more than its memory limit.'),
  ),
  portDashboard: field('port', () => l10n.t('The port of its own page.')),
  strategy: replacing,
  custom_scheduler_url: field('string', () => l10n.t('Another scheduler that the workers join.')),
  image: {
    ...image,
    fields: {
      ...image.fields,
      dask_worker: field('string', () =>
        l10n.t('The command that starts a worker: "dask worker" or "dask cuda worker".'),
      ),
    },
  },
};

/** Dask's own chart. */
export const daskValues: OwnFields = {
  scheduler: group(part, () => l10n.t("Dask's scheduler: it hands out the tasks and shows the dashboard.")),
  worker: group(worker, () => l10n.t('The workers that do the work on the data.')),
  additional_worker_groups: field(FREE, () =>
    l10n.t('More workers of another size, for instance with GPUs.'),
  ),
  jupyter: group(
    {
      ...part,
      password: field('string', () =>
        l10n.t('The password of the notebook server, as a hash. The chart\'s own is "dask": change it.'),
      ),
      rbac: field('boolean', () => l10n.t('With true, the notebook may change the number of workers.')),
      ingress,
      extraConfig: field('string', () => l10n.t('Python that is run as part of the settings.')),
    },
    () => l10n.t('A notebook server beside it.'),
  ),
  webUI: group(
    {
      servicePort: field('port', () => l10n.t('The port of the dashboard.')),
      name: field('string', () => l10n.t('What it is called.')),
      ingress,
    },
    () => l10n.t("Dask's dashboard."),
  ),
  nameOverride,
  fullnameOverride: nameOverride,
};

const gateway: OwnFields = {
  gateway: group(
    {
      ...part,
      auth: field(FREE, () => l10n.t('How users sign in: "jupyterhub" for those of the hub.')),
      backend: group(
        {
          image,
          imagePullSecrets: pullSecrets,
          namespace: field('string', () => l10n.t('The namespace in which clusters are made.')),
          environment: field(FREE, () => l10n.t('Variables of the environment for all clusters.')),
          scheduler: field(FREE, () => l10n.t("The size of each cluster's scheduler.")),
          worker: field(FREE, () => l10n.t('The size of each worker.')),
        },
        () => l10n.t('What each Dask cluster is made of.'),
      ),
      extraConfig: field(FREE, () =>
        l10n.t('Python that is run as part of the settings, for instance what users may choose.'),
      ),
      prefix: field('string', () => l10n.t('The part of the address under which it is.')),
      service,
      loglevel: field('string', () => l10n.t('How much is written to the log.')),
    },
    () => l10n.t('Dask Gateway: users ask it for clusters of their own.'),
  ),
  controller: group(part, () => l10n.t('Makes and removes clusters.')),
  traefik: field(FREE, () => l10n.t('The entrance to the clusters.')),
  rbac: field(FREE, () => l10n.t('Whether the rights that it needs are made.')),
};

/** Dask and JupyterHub together. */
export const daskhubValues: OwnFields = {
  jupyterhub: group(jupyterhubValues, () => l10n.t('JupyterHub: users, their servers, their files.')),
  'dask-gateway': group(gateway, () => l10n.t('Dask Gateway: users ask it for clusters of their own.')),
  'dask-kubernetes': field(FREE, () => l10n.t('Whether users may make Dask clusters without the gateway.')),
  rbac: field(FREE, () => l10n.t('Whether the rights that it needs are made.')),
  global: field(FREE, () => l10n.t('Settings for all parts.')),
};
