import * as l10n from '@vscode/l10n';
import { field, FREE, group, groups, like, type OwnFields, type ToolKinds } from '../own-field.ts';
import { kindWith } from './common.ts';

const http = group(
  {
    service: field('Service', () =>
      l10n.t('The address inside the cluster, or with type LoadBalancer outside of it.'),
    ),
    tls: field(FREE, () =>
      l10n.t(
        'The certificate of the address. Without anything it gets one of its own, which browsers do not know.',
      ),
    ),
  },
  () => l10n.t('How it is reached.'),
);
const shared: OwnFields = {
  version: field('string', () =>
    l10n.t(
      'The version of the Elastic Stack. Changing it upgrades, one copy after the other; there is no way back.',
    ),
  ),
  image: like('Container.image'),
  http,
  serviceAccountName: like('PodSpec.serviceAccountName'),
  secureSettings: field(FREE, () =>
    l10n.t(
      'Secrets whose entries become settings that nobody can read, such as keys of a bucket for snapshots.',
    ),
  ),
  monitoring: field(FREE, () => l10n.t('Where its own numbers and logs are sent.')),
  revisionHistoryLimit: field('number', () => l10n.t('How many former descriptions are kept.')),
};
const elasticsearch: OwnFields = {
  ...shared,
  nodeSets: groups(
    {
      name: field('string', () =>
        l10n.t(
          'The name of this group. It is part of the names of its copies; a new name means new copies and their data moved.',
        ),
      ),
      count: field('number', () =>
        l10n.t(
          'How many copies of this group run. Three or more for data that should survive the loss of a machine.',
        ),
      ),
      config: field(FREE, () =>
        l10n.t(
          'Settings as in elasticsearch.yml. "node.store.allow_mmap: false" avoids a setting of the machine that only administrators can change.',
        ),
      ),
      podTemplate: field('PodTemplateSpec', () =>
        l10n.t('The size and place of each copy. Java takes half of the memory limit.'),
      ),
      volumeClaimTemplates: field('PersistentVolumeClaim[]', () =>
        l10n.t('The storage of each copy, by the name "elasticsearch-data". Without it, 1 GiB.'),
      ),
    },
    () => l10n.t('Groups of equal copies of Elasticsearch, for instance with different storage.'),
  ),
  transport: field(FREE, () => l10n.t('How the copies speak with each other.')),
  auth: field(FREE, () => l10n.t('Secrets with users and roles of your own.')),
  updateStrategy: field(FREE, () => l10n.t('How many copies may be missing or too many during a change.')),
  podDisruptionBudget: field(FREE, () =>
    l10n.t('How many copies may be interrupted when machines are emptied.'),
  ),
  remoteClusterServer: field(FREE, () => l10n.t('Whether other Elasticsearch clusters can search this one.')),
  remoteClusters: field(FREE, () => l10n.t('Other Elasticsearch clusters that can be searched from here.')),
  volumeClaimDeletePolicy: field('string', () =>
    l10n.t(
      'Whether the storage, with all data, is deleted with the cluster: "DeleteOnScaledownAndClusterDeletion" (the default) or "DeleteOnScaledownOnly".',
    ),
  ),
};
const kibana: OwnFields = {
  ...shared,
  count: field('number', () => l10n.t('How many copies run.')),
  elasticsearchRef: group(
    {
      name: field('string', () => l10n.t('The name of the Elasticsearch object.')),
      namespace: field('string', () => l10n.t('The namespace that it is in, if it is another one.')),
      serviceName: field('string', () => l10n.t('Its address, if it is not the usual one.')),
      secretName: field('string', () =>
        l10n.t('The Secret with the address and the password of an Elasticsearch elsewhere.'),
      ),
    },
    () => l10n.t('The Elasticsearch whose data is shown.'),
  ),
  config: field(FREE, () => l10n.t('Settings as in kibana.yml.')),
  podTemplate: field('PodTemplateSpec', () => l10n.t('The size and place of each copy.')),
  enterpriseSearchRef: field(FREE, () => l10n.t('The Enterprise Search that belongs to it.')),
};

/** Elasticsearch and Kibana, as Elastic's operator runs them. */
export const elasticKinds: ToolKinds = {
  link: 'https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s',
  kinds: {
    'elasticsearch.k8s.elastic.co/v1 Elasticsearch': 'elastic.Elasticsearch',
    'kibana.k8s.elastic.co/v1 Kibana': 'elastic.Kibana',
  },
  types: {
    'elastic.Elasticsearch': kindWith({
      spec: group(elasticsearch, () =>
        l10n.t('An Elasticsearch cluster: version, groups of copies, storage.'),
      ),
    }),
    'elastic.Kibana': kindWith({
      spec: group(kibana, () => l10n.t('A Kibana, and the Elasticsearch that it shows.')),
    }),
  },
};
