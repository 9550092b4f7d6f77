import { get } from 'node:http';
import { list, text } from '../../src/common/json.ts';
import { describeKubeletContract } from '../contract/contract.ts';
import type { ContractSubject } from '../contract/subject.ts';
import { emptyRegistry } from './failing-work.ts';
import { MACHINERY_MS, realNode, type RealNode } from './real-node.ts';

const NAMESPACE = 'contract';
const PORT = 5000;
/** Prints five lines by itself, and one more for each request: a log stands still while a test reads it twice. */
const PROGRAM = `
from http.server import BaseHTTPRequestHandler, HTTPServer
import time
for number in range(5):
    print("line", number, flush=True)
    time.sleep(0.3)
class Page(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        if self.path == "/speak": print("one more", flush=True)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"OK")
    def log_message(self, *words): pass
HTTPServer(("", ${PORT}), Page).serve_forever()`;

describe('kubelet', function () {
  this.timeout(60_000);
  let subject: ContractSubject | undefined;
  let registry: Awaited<ReturnType<typeof emptyRegistry>> | undefined;

  before(async function () {
    this.timeout(MACHINERY_MS);
    const node = await realNode();
    await node.namespace(NAMESPACE);
    registry = await emptyRegistry();
    await node.plane.apply(work(node, registry.address));
    const pods = async (): Promise<unknown> =>
      JSON.parse(await node.plane.kubectl(['-n', NAMESPACE, 'get', 'pods', '-o', 'json']));
    const address = await node.plane.waitFor('the pods of the contract', async () => {
      const items = list(await pods(), 'items');
      const isReady = (pod: unknown) =>
        list(pod, 'status', 'conditions').some(
          (each) => text(each, 'type') === 'Ready' && text(each, 'status') === 'True',
        );
      const refused = items.some((pod) =>
        text(pod, 'status', 'containerStatuses', 0, 'state', 'waiting', 'reason')?.includes('Pull'),
      );
      const talking = items.find((pod) => text(pod, 'metadata', 'name') === 'talking');
      return items.filter(isReady).length === 2 && refused ? text(talking, 'status', 'podIP') : undefined;
    });
    subject = {
      server: node.plane.server,
      ca: node.plane.authority,
      token: node.plane.adminByToken.token,
      namespace: NAMESPACE,
      deployment: 'api',
      containers: ['api', 'metrics'],
      talking: 'talking',
      speak: () => void get({ host: address, port: PORT, path: '/speak' }, (response) => response.resume()),
      unscheduled: 'wants-gpu',
      restricted: { token: '', user: '', namespace: NAMESPACE }, // no test of this part is somebody else
      forward: { port: PORT, path: '/', closedPort: PORT + 1 },
    };
  });

  after(() => registry?.close());

  describeKubeletContract(
    'real node',
    () => {
      if (!subject) throw new Error('The pods of the contract did not come up.');
      return subject;
    },
    () => ({ imageMissing: 'no-image', neverRestarted: 'talking' }),
  );
});

function work(node: RealNode, registry: string): string {
  const pod = (name: string, containers: readonly object[], labels: object = {}): object => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: NAMESPACE, labels },
    spec: { nodeSelector: node.selector, terminationGracePeriodSeconds: 0, containers },
  });
  const container = (name: string, more: object): object => ({
    name,
    imagePullPolicy: 'IfNotPresent',
    ...more,
  });
  const sleeping = { image: node.images.busybox, command: ['sleep', '3600'] };
  const items = [
    pod('talking', [
      container('main', {
        image: node.images.python,
        command: ['python3', '-c', PROGRAM],
        readinessProbe: { httpGet: { path: '/', port: PORT }, periodSeconds: 1 },
      }),
    ]),
    pod('api-0', [container('api', sleeping), container('metrics', sleeping)], { app: 'api' }),
    pod('wants-gpu', [container('main', { ...sleeping, resources: { limits: { 'nvidia.com/gpu': '1' } } })]),
    pod('no-image', [container('main', { image: `${registry}/team/train:1` })]),
  ];
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}
