import * as l10n from '@vscode/l10n';
import { field, group, like, type OwnFields, type ToolKinds } from '../own-field.ts';
import { kindWith } from './common.ts';

const metadata = like('PodTemplateSpec.metadata', () =>
  l10n.t('Labels and notes of what is made from this.'),
);
const worker: OwnFields = {
  metadata,
  replicas: field('number', () =>
    l10n.t('How many workers run. Code can change it later: cluster.scale(8).'),
  ),
  spec: field('PodSpec', () =>
    l10n.t('What each worker runs. The image must have the same Python, Dask and packages as your own code.'),
  ),
};
const cluster: OwnFields = {
  idleTimeout: field('number', () =>
    l10n.t('The whole cluster is deleted when it did nothing for this many seconds. 0: never.'),
  ),
  worker: group(worker, () => l10n.t('The workers that do the work on the data.')),
  scheduler: group(
    {
      metadata,
      spec: field('PodSpec', () =>
        l10n.t('What the scheduler runs. Leave room for its memory: it knows every task.'),
      ),
      service: field('ServiceSpec', () =>
        l10n.t('The addresses of the scheduler (8786) and of the dashboard (8787).'),
      ),
    },
    () => l10n.t("Dask's scheduler: it hands out the tasks and shows the dashboard."),
  ),
};

/** Dask's clusters, and what belongs to them. */
export const daskKinds: ToolKinds = {
  link: 'https://kubernetes.dask.org/en/latest/operator_resources.html',
  kinds: {
    'kubernetes.dask.org/v1 DaskCluster': 'dask.DaskCluster',
    'kubernetes.dask.org/v1 DaskWorkerGroup': 'dask.DaskWorkerGroup',
    'kubernetes.dask.org/v1 DaskJob': 'dask.DaskJob',
    'kubernetes.dask.org/v1 DaskAutoscaler': 'dask.DaskAutoscaler',
  },
  types: {
    'dask.ClusterSpec': cluster,
    'dask.DaskCluster': kindWith({
      spec: field('dask.ClusterSpec', () => l10n.t('A scheduler and workers on which Dask runs your code.')),
    }),
    'dask.DaskWorkerGroup': kindWith({
      spec: group(
        {
          cluster: field('string', () => l10n.t('The name of the DaskCluster that these workers join.')),
          worker: group(worker, () => l10n.t('The workers of this group.')),
        },
        () => l10n.t('More workers of another size for a cluster, for instance with GPUs.'),
      ),
    }),
    'dask.DaskJob': kindWith({
      spec: group(
        {
          job: group(
            { metadata, spec: field('PodSpec', () => l10n.t('The program that uses the cluster.')) },
            () => l10n.t('The program. When it has ended, its cluster goes.'),
          ),
          cluster: group(
            {
              metadata,
              spec: field('dask.ClusterSpec', () => l10n.t('The cluster that is made for this job.')),
            },
            () => l10n.t('The cluster that is made for this job.'),
          ),
        },
        () => l10n.t('A program with a Dask cluster of its own, which goes when the program has ended.'),
      ),
    }),
    'dask.DaskAutoscaler': kindWith({
      spec: group(
        {
          cluster: field('string', () => l10n.t('The name of the DaskCluster whose workers come and go.')),
          minimum: field('number', () => l10n.t('Never fewer workers than this.')),
          maximum: field('number', () => l10n.t('Never more workers than this.')),
        },
        () => l10n.t('Lets the number of workers follow the work.'),
      ),
    }),
  },
};
