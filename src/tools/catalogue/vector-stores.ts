import * as l10n from '@vscode/l10n';
import type { ToolRule } from './tool-rule.ts';
import { named, webTool } from './web-tool.ts';

const milvusDoor = [
  { labels: { 'app.kubernetes.io/name': 'milvus', component: ['proxy', 'standalone'] } },
  named('milvus', ['proxy', 'standalone']),
  {
    selector: { 'app.kubernetes.io/name': 'milvus', 'app.kubernetes.io/component': ['proxy', 'standalone'] },
  },
  { chart: 'milvus', labels: { component: ['proxy', 'standalone'] } },
  { chart: 'milvus', labels: { 'app.kubernetes.io/component': ['proxy', 'standalone'] } },
  { image: /(^|\/)milvus$/, port: 19530, headless: false },
];

export const milvus: ToolRule = {
  id: 'milvus',
  title: 'Milvus',
  about: () => l10n.t('Finds similar vectors.'),
  docs: 'https://milvus.io/docs',
  parts: [named('milvus'), { chart: 'milvus' }, { image: /(^|\/)milvus$/ }],
  essential: milvusDoor,
  endpoints: [
    {
      id: 'grpc',
      title: () => 'Milvus',
      service: milvusDoor,
      port: { names: ['milvus', 'grpc'], targets: [19530], numbers: [19530] },
      scheme: 'tcp',
      path: '/',
      preferredLocalPort: 19530,
      main: true,
      companions: ['attu'],
    },
    {
      id: 'attu',
      title: () => l10n.t('Attu, to look into Milvus'),
      service: [{ name: /attu$/ }],
      port: { names: ['http'], targets: [3000], numbers: [3000, 80] },
      scheme: 'http',
      path: '/',
      preferredLocalPort: 3000,
    },
  ],
  snippets: (address) => [
    {
      id: 'python',
      title: l10n.t('Python'),
      text: [
        'from pymilvus import MilvusClient',
        '',
        `client = MilvusClient("${address('grpc').replace('tcp:', 'http:')}")`,
        'client.list_collections()',
      ].join('\n'),
    },
  ],
};

export const qdrant: ToolRule = webTool({
  id: 'qdrant',
  title: 'Qdrant',
  about: () => l10n.t('Finds similar vectors.'),
  docs: 'https://qdrant.tech/documentation/',
  parts: [named('qdrant'), { chart: 'qdrant' }, { image: /(^|\/)qdrant$/ }],
  port: { names: ['http'], targets: [6333], numbers: [6333] },
  path: '/dashboard',
  // Needs no key, and was there before the paths for probes.
  health: '/',
  preferredLocalPort: 6333,
  more: [
    {
      id: 'grpc',
      title: () => l10n.t('Qdrant over gRPC'),
      service: [named('qdrant'), { image: /(^|\/)qdrant$/ }],
      port: { names: ['grpc'], targets: [6334], numbers: [6334] },
      scheme: 'tcp',
      path: '/',
      preferredLocalPort: 6334,
    },
  ],
  snippets: (address) => [
    {
      id: 'python',
      title: l10n.t('Python'),
      text: [
        'from qdrant_client import QdrantClient',
        '',
        `client = QdrantClient(url="${address('ui')}")`,
        'client.get_collections()',
      ].join('\n'),
    },
  ],
});

const weaviateServer = [named('weaviate'), { image: /(^|\/)weaviate$/ }];

export const weaviate: ToolRule = webTool({
  id: 'weaviate',
  title: 'Weaviate',
  about: () => l10n.t('Finds similar vectors.'),
  docs: 'https://docs.weaviate.io/',
  parts: weaviateServer,
  service: weaviateServer.map((match) => ({ ...match, notName: /-(grpc|headless)$/ })),
  port: { names: ['http'], targets: [8080], numbers: [80, 8080] },
  path: '/v1/meta',
  health: '/v1/.well-known/ready',
  preferredLocalPort: 8080,
  companions: ['grpc'],
  more: [
    {
      id: 'grpc',
      title: () => l10n.t('Weaviate over gRPC'),
      service: [{ ...named('weaviate'), name: /-grpc$/ }, ...weaviateServer],
      port: { names: ['grpc'], targets: [50051], numbers: [50051] },
      scheme: 'tcp',
      path: '/',
      preferredLocalPort: 50051,
    },
  ],
});
