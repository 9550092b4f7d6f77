import assert from 'node:assert/strict';
import type { PodRow } from '../../rows/row.ts';
import type { InstalledTool } from '../../tools/installed-tool.ts';
import { NOON } from '../testing.ts';
import type { ConnectionRow } from '../tools/tool-rows.ts';
import { insideAddress, toolPage } from './tool-page.ts';
import type { MadeToolPage, ToolPicture } from './tool-page.ts';

const minio: InstalledTool = {
  tool: 'minio',
  title: 'MinIO',
  about: 'Stores files in buckets, like S3.',
  docs: 'https://min.io/docs/',
  name: 'lake',
  namespace: 'team-a',
  version: '2025.7',
  state: 'ready',
  readyPods: 4,
  wantedPods: 4,
  foundBy: ['label app=minio on Service lake'],
  release: { name: 'lake', chart: 'minio-5.4.0' },
  endpoints: [
    {
      id: 'console',
      title: 'MinIO console',
      service: 'lake-console',
      port: 9001,
      scheme: 'http',
      path: '/',
      main: true,
      companions: ['s3'],
    },
    { id: 's3', title: 'S3 endpoint', service: 'lake', port: 9000, scheme: 'http', path: '/', main: false },
  ],
  snippets: [
    {
      id: 'env',
      title: 'Shell',
      text: 'export AWS_ENDPOINT_URL_S3=http://127.0.0.1:9000',
      uses: [{ endpoint: 's3', address: '127.0.0.1:9000' }],
    },
  ],
  credentials: [{ id: 'password', title: 'Secret key', secret: 'lake-minio', key: 'rootPassword' }],
  pods: ['lake-0'],
};
const row: PodRow = {
  uid: 'p',
  namespace: 'team-a',
  name: 'lake-0',
  status: 'Running',
  ready: '1/1',
  restarts: 0,
  state: 'running',
  words: 'running · 3 h',
  severity: 'fine',
};
const connection = (endpoint: string, port: number): ConnectionRow => ({
  id: endpoint,
  tool: minio,
  title: endpoint,
  address: `127.0.0.1:${port}`,
  port,
  since: NOON - 14 * 60_000,
  state: 'ready',
  endpoint,
});

function pageOf(picture: Partial<ToolPicture> = {}): MadeToolPage {
  return toolPage({
    now: NOON,
    tool: minio,
    pods: [row],
    connections: new Map(),
    portOf: ({ port }) => port,
    mayNot: new Set(),
    ...picture,
  });
}

describe('the page of a tool', () => {
  it('says what it is, where, of which chart, and that it can be opened', () => {
    const { page } = pageOf();
    assert.equal(page.title, 'MinIO "lake"');
    assert.equal(page.where, 'team-a · 2025.7 · chart minio-5.4.0');
    assert.equal(page.answer, 'Ready to be opened');
    assert.equal(page.why, 'Stores files in buckets, like S3.');
    assert.equal(page.actions[0]?.label, 'Open MinIO');
    assert.deepEqual(
      page.about.map(({ value }) => value),
      ['team-a', '4 of 4 pods', '2025.7', 'lake · minio-5.4.0', 'label app=minio on Service lake'],
    );
  });

  it('puts the live port into the code, and the next one where nothing is open', () => {
    assert.match(pageOf({ portOf: ({ port }) => port + 1 }).page.code[0]?.code ?? '', /127\.0\.0\.1:9001$/);
    const { page } = pageOf({ connections: new Map([['s3', connection('s3', 40123)]]) });
    assert.equal(page.code[0]?.code, 'export AWS_ENDPOINT_URL_S3=http://127.0.0.1:40123');
    assert.match(
      page.code[0].hint,
      /^Works while this window is open\. Inside the cluster use http:\/\/lake\.team-a:9000\.$/,
    );
  });

  it('offers each password by name, and reads none of them for it', () => {
    const { page, actions } = pageOf();
    const link = page.code[0]?.links.find(({ label }) => label === 'Copy: Secret key');
    assert.deepEqual(actions.get(link?.id ?? ''), { do: 'copy-secret', credential: 'password' });
    assert.doesNotMatch(JSON.stringify(page), /rootPassword|lake-minio/);
  });

  it('has a line for each address, with what can be done to it now', () => {
    const labels = (made: MadeToolPage) =>
      made.page.endpoints.map(({ name, aside, value, links }) => [
        name,
        aside,
        value,
        links.map(({ label }) => label),
      ]);
    assert.deepEqual(labels(pageOf()), [
      ['MinIO console', 'lake-console:9001', 'not connected', ['open', 'connect']],
      ['S3 endpoint', 'lake:9000', 'not connected', ['open', 'connect']],
    ]);
    const [console = []] = labels(
      pageOf({ connections: new Map([['console', connection('console', 9001)]]) }),
    );
    assert.deepEqual(console.slice(2), ['127.0.0.1:9001 · 14 min', ['open', 'copy', 'stop']]);
  });

  it('answers with what is wrong, and offers to explain before anything else that does not work', () => {
    const ailing: PodRow = {
      ...row,
      name: 'lake-2',
      state: 'crashing',
      words: 'keeps crashing · 4 restarts',
      severity: 'broken',
    };
    const down = pageOf({ tool: { ...minio, state: 'down', readyPods: 0 }, ailing, pods: [ailing] });
    assert.equal(down.page.answer, 'lake-2: keeps crashing · 4 restarts');
    assert.deepEqual(
      down.page.actions.map(({ label }) => label),
      ['Explain'],
    );
    assert.deepEqual(down.actions.get('why'), { do: 'explain', pod: 'lake-2' });
    const degraded = pageOf({ tool: { ...minio, state: 'degraded', readyPods: 3 }, ailing });
    assert.deepEqual(
      degraded.page.actions.map(({ label }) => label),
      ['Open MinIO', 'Explain', 'Copy address'],
    );
  });

  it('gives no code and no way in where it is switched off', () => {
    const { page } = pageOf({ tool: { ...minio, state: 'off', readyPods: 0, wantedPods: 0 } });
    assert.equal(page.answer, 'Switched off: it was scaled to zero');
    assert.deepEqual([page.code, page.actions], [[], []]);
    assert.deepEqual(
      page.endpoints.flatMap(({ links }) => links),
      [],
    );
  });

  it('says what this user may not do, and what to ask for', () => {
    const { page, actions } = pageOf({ mayNot: new Set(['connect', 'logs']) });
    assert.match(page.note ?? '', /may not connect to pods in team-a/);
    assert.deepEqual(page.code, []);
    assert.deepEqual(
      page.actions.map(({ label }) => label),
      ['Copy a request to your platform team'],
    );
    assert.deepEqual(actions.get('ask'), { do: 'ask' });
    assert.deepEqual(
      page.parts.map(({ links }) => links.map(({ label }) => label)),
      [['explain']],
    );
  });

  it('names the first of many pods and counts the others', () => {
    const pods = Array.from({ length: 30 }, (_, index) => ({
      ...row,
      uid: `${index}`,
      name: `worker-${index}`,
    }));
    const { page } = pageOf({ pods, tool: { ...minio, readyPods: 28, wantedPods: 30, state: 'degraded' } });
    assert.equal(page.parts.length, 13);
    assert.deepEqual([page.parts[12]?.name, page.parts[12]?.value], ['and 18 more', '28 of 30 ready']);
  });

  it('knows each thing to press by an id of its own', () => {
    const { page, actions } = pageOf({ connections: new Map([['console', connection('console', 9001)]]) });
    const links = [
      page.actions,
      page.buttons,
      ...[...page.code, ...page.endpoints, ...page.parts].map((part) => part.links),
    ].flat();
    assert.equal(new Set(links.map(({ id }) => id)).size, links.length);
    for (const { id } of links) assert.ok(actions.has(id), id);
  });

  it('gives no address inside the cluster for a pod that no Service leads to, and the neighbour’s where it is that', () => {
    const [door] = minio.endpoints;
    assert.ok(door);
    assert.equal(
      insideAddress({ ...door, namespace: 'istio-system' }, 'team-a'),
      'http://lake-console.istio-system:9001',
    );
    const endpoints = minio.endpoints.map((endpoint) => ({ ...endpoint, pod: endpoint.service }));
    assert.doesNotMatch(pageOf({ tool: { ...minio, endpoints } }).page.code[0]?.hint ?? '', /Inside/);
  });
});
