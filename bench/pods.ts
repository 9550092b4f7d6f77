import { setTimeout as wait } from 'node:timers/promises';
import { list, number, text } from '../src/common/json.ts';
import type { Report } from '../test/harness/cache.ts';
import type { ControlPlane } from '../test/harness/control-plane.ts';
import { expectSuccess } from '../test/harness/control-plane/requests.ts';
import { Etcd } from './etcd.ts';
import { MARKS, newUid, podName, PODS_PER_RUN, runName, Stamp } from './stamp.ts';
import type { Run } from './stamp.ts';

/** As many as there are names of the same length as the first. */
export const NODES = 9;
const NOT_FOUND = 404;
/** It is there already. */
const CONFLICT = 409;
const OWNERS_AT_ONCE = 10;
const PODS_AT_ONCE = 1_000;

/** The pods of a namespace, for whoever wants to change them. */
export interface Filled {
  readonly etcd: Etcd;
  readonly stamp: Stamp;
  readonly runs: readonly Run[];
  readonly uids: readonly string[];
}

export interface Fill {
  readonly namespace: string;
  readonly count: number;
  readonly report: Report;
}

/** Makes the pods, in runs of a hundred with an owner each, and waits until the API server has them all. */
export async function fill(controlPlane: ControlPlane, { namespace, count, report }: Fill): Promise<Filled> {
  const begun = performance.now();
  const { requests } = controlPlane;
  await defineRuns(controlPlane);
  const runs: Run[] = [];
  const runCount = Math.ceil(count / PODS_PER_RUN);
  for (let from = 0; from < runCount; from += OWNERS_AT_ONCE) {
    const some = Array.from(
      { length: Math.min(OWNERS_AT_ONCE, runCount - from) },
      (_, index) => from + index,
    );
    runs.push(...(await Promise.all(some.map((run) => makeRun(controlPlane, namespace, run)))));
  }
  const first = await firstPod(controlPlane, namespace, runs[0]?.uid ?? '');
  const etcd = new Etcd(controlPlane.etcd);
  const stamp = new Stamp(await etcd.get(keyOf(namespace, 0)), { uid: first, owner: runs[0]?.uid ?? '' });
  const uids = [first, ...Array.from({ length: count - 1 }, newUid)];
  const filled: Filled = { etcd, stamp, runs, uids };
  for (let from = 1; from < count; from += PODS_AT_ONCE) {
    const some = Array.from({ length: Math.min(PODS_AT_ONCE, count - from) }, (_, index) => from + index);
    await etcd.put(some.map((index) => stored(filled, namespace, index)));
  }
  for (;;) {
    const { json } = expectSuccess('pods', await requests('GET', `${podsOf(namespace)}?limit=1`));
    const there = list(json, 'items').length + (number(json, 'metadata', 'remainingItemCount') ?? 0);
    if (there === count) break;
    await wait(100);
  }
  report(`${count} pods: ${Math.round((performance.now() - begun) / 1000)} s`);
  return filled;
}

/** The pod as etcd is to hold it; with the stamp of another state of the first pod, in that state. */
export function stored(
  { stamp, runs, uids }: Filled,
  namespace: string,
  index: number,
  as: Stamp = stamp,
): { readonly key: string; readonly value: Buffer } {
  const run = runs[Math.floor(index / PODS_PER_RUN)];
  const uid = uids[index];
  if (run === undefined || uid === undefined) throw new Error(`there is no pod ${index}`);
  return { key: keyOf(namespace, index), value: as.pod(index, uid, run, 1 + (index % NODES)) };
}

function keyOf(namespace: string, index: number): string {
  return `/registry/pods/${namespace}/${podName(index)}`;
}

function podsOf(namespace: string): string {
  return `/api/v1/namespaces/${namespace}/pods`;
}

/** Made by the API server and run by kwok, as any pod. Answers its uid. */
async function firstPod(controlPlane: ControlPlane, namespace: string, owner: string): Promise<string> {
  const { requests } = controlPlane;
  expectSuccess('the first pod', await requests('POST', podsOf(namespace), podObject(owner)));
  return await controlPlane.waitFor('first pod that runs', async () => {
    const { json } = await requests('GET', `${podsOf(namespace)}/${podName(0)}`);
    return text(json, 'status', 'phase') === 'Running' ? text(json, 'metadata', 'uid') : undefined;
  });
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

async function makeRun(controlPlane: ControlPlane, namespace: string, run: number): Promise<Run> {
  const path = `/apis/${GROUP}/v1/namespaces/${namespace}/trainingruns`;
  const name = runName(run);
  const object = { apiVersion: `${GROUP}/v1`, kind: 'TrainingRun', metadata: { name: `train-${name}` } };
  const answer = await controlPlane.waitFor("the kind of the pods' owners", async () => {
    const made = await controlPlane.requests('POST', path, object);
    return made.status === NOT_FOUND ? undefined : made;
  });
  return { name, uid: text(expectSuccess(`run ${name}`, answer).json, 'metadata', 'uid') ?? '' };
}

/** A training pod as people write them: about 7 KB once it runs. */
function podObject(owner: string): object {
  const { run, pod, node } = MARKS;
  const env = ['MLFLOW_TRACKING_URI', 'HF_HOME', 'RUN_NAME'];
  return {
    metadata: {
      name: podName(0),
      labels: {
        app: 'train',
        'app.kubernetes.io/name': 'train',
        [`${GROUP}/run`]: `train-${run}`,
        [`${GROUP}/replica`]: pod,
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
      nodeName: node,
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      containers: [
        {
          name: 'main',
          image: 'registry.example.com/team-a/train:2026.01.15-3f2c1d',
          command: ['python', '-m', 'train', '--shard', pod],
          env: env.map((name) => ({ name, value: `value of ${name.toLowerCase()} in ${run}` })),
          resources: {
            requests: { cpu: '10m', memory: '64Mi' },
            limits: { cpu: '1', memory: '2Gi' },
          },
          ports: [{ name: 'metrics', containerPort: 9090 }],
          volumeMounts: [{ name: 'scratch', mountPath: '/scratch' }],
        },
      ],
      volumes: [{ name: 'scratch', emptyDir: {} }],
    },
  };
}
