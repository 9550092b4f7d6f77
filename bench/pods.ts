import { Agent, request } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { list, text } from '../src/common/json.ts';
import type { Report } from '../test/harness/cache.ts';
import type { ControlPlane } from '../test/harness/control-plane.ts';
import { expectSuccess } from '../test/harness/control-plane/requests.ts';

const AT_ONCE = 200;
const CONNECTIONS = 32;
const NOT_FOUND = 404;
/** It is there already. */
const CONFLICT = 409;
const PODS_PER_RUN = 100;

export interface Fill {
  readonly namespace: string;
  readonly count: number;
  readonly nodes: number;
  readonly report: Report;
}

/** Makes the pods and waits until kwok's nodes run them all. */
export async function fill(
  controlPlane: ControlPlane,
  { namespace, count, nodes, report }: Fill,
): Promise<void> {
  const begun = performance.now();
  const api = new BusyClient(controlPlane);
  await defineRuns(controlPlane);
  const owners: string[] = [];
  for (let run = 0; run < count / PODS_PER_RUN; run += 1)
    owners.push(await makeRun(controlPlane, namespace, run));
  await inTurns(count, AT_ONCE, async (index) => {
    const run = Math.floor(index / PODS_PER_RUN);
    const pod = podObject(index, run, owners[run] ?? '', `fake-${1 + (index % nodes)}`);
    await api.send('POST', `/api/v1/namespaces/${namespace}/pods`, pod);
  });
  api.end();
  const waiting = `/api/v1/namespaces/${namespace}/pods?limit=1&fieldSelector=status.phase!=Running`;
  while (list((await controlPlane.requests('GET', waiting)).json, 'items').length > 0) await wait(500);
  report(`${count} pods run: ${Math.round((performance.now() - begun) / 1000)} s`);
}

const GROUP = 'bench.porthole.dev';

/** A kind of owner of our own, as training operators have: Jobs, which kwok ends at once, and Deployments are looked after by somebody. */
async function defineRuns({ requests }: ControlPlane): Promise<void> {
  const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const answer = await requests('POST', path, {
    metadata: { name: `trainingruns.${GROUP}` },
    spec: {
      group: GROUP,
      scope: 'Namespaced',
      names: { plural: 'trainingruns', singular: 'trainingrun', kind: 'TrainingRun' },
      versions: [
        { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } },
      ],
    },
  });
  if (answer.status !== CONFLICT) expectSuccess("the kind of the pods' owners", answer);
}

/** Answers its uid. */
async function makeRun(controlPlane: ControlPlane, namespace: string, run: number): Promise<string> {
  const path = `/apis/${GROUP}/v1/namespaces/${namespace}/trainingruns`;
  const object = { apiVersion: `${GROUP}/v1`, kind: 'TrainingRun', metadata: { name: `train-${run}` } };
  const answer = await controlPlane.waitFor("the kind of the pods' owners", async () => {
    const made = await controlPlane.requests('POST', path, object);
    return made.status === NOT_FOUND ? undefined : made;
  });
  return text(expectSuccess(`run ${run}`, answer).json, 'metadata', 'uid') ?? '';
}

/** A training pod as people write them: about 5 KB once it runs. */
function podObject(index: number, run: number, owner: string, nodeName: string): object {
  const env = [
    'MLFLOW_TRACKING_URI',
    'AWS_ENDPOINT_URL',
    'WANDB_PROJECT',
    'OMP_NUM_THREADS',
    'HF_HOME',
    'RUN_NAME',
  ];
  return {
    metadata: {
      name: `train-${run}-${index}`,
      labels: {
        app: 'train',
        'app.kubernetes.io/name': 'train',
        'bench.porthole.dev/run': `train-${run}`,
        'bench.porthole.dev/replica-index': String(index % PODS_PER_RUN),
        team: 'a',
      },
      annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9090', owner: 'ana' },
      ownerReferences: [
        {
          apiVersion: `${GROUP}/v1`,
          kind: 'TrainingRun',
          name: `train-${run}`,
          uid: owner,
          controller: true,
        },
      ],
    },
    spec: {
      nodeName,
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      containers: [
        {
          name: 'main',
          image: 'registry.example.com/team-a/train:2026.01.15-3f2c1d',
          command: ['python', '-m', 'train', '--shard', String(index)],
          env: env.map((name) => ({ name, value: `value of ${name.toLowerCase()} in run ${run}` })),
          resources: {
            requests: { cpu: '10m', memory: '64Mi' },
            limits: { cpu: '1', memory: '2Gi' },
          },
          ports: [{ name: 'metrics', containerPort: 9090 }],
          volumeMounts: [
            { name: 'scratch', mountPath: '/scratch' },
            { name: 'config', mountPath: '/etc/train' },
          ],
        },
      ],
      volumes: [
        { name: 'scratch', emptyDir: {} },
        { name: 'config', configMap: { name: 'train', optional: true } },
      ],
    },
  };
}

/** Calls for each index, with so many under way at a time. */
export async function inTurns(
  count: number,
  atOnce: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, lane));
}

/** Sends many requests as the administrator, over connections that stay. */
export class BusyClient {
  readonly #controlPlane: ControlPlane;
  readonly #agent: Agent;

  constructor(controlPlane: ControlPlane) {
    this.#controlPlane = controlPlane;
    this.#agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS, ca: controlPlane.authority });
  }

  /** Resolves with the body; rejects when the server does not like it. */
  send(method: 'POST' | 'PATCH', path: string, body: object): Promise<string> {
    return new Promise((resolve, reject) => {
      const sent = request(
        new URL(path, this.#controlPlane.server),
        {
          method,
          agent: this.#agent,
          headers: {
            authorization: `Bearer ${this.#controlPlane.adminByToken.token}`,
            'content-type':
              method === 'PATCH' ? 'application/strategic-merge-patch+json' : 'application/json',
          },
        },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.once('error', reject);
          response.once('end', () => {
            const answer = Buffer.concat(parts).toString('utf8');
            if (response.statusCode === 200 || response.statusCode === 201) resolve(answer);
            else
              reject(new Error(`${method} ${path}: ${String(response.statusCode)} ${answer.slice(0, 300)}`));
          });
        },
      );
      sent.once('error', reject);
      sent.end(JSON.stringify(body));
    });
  }

  end(): void {
    this.#agent.destroy();
  }
}
