import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from '../src/common/json.ts';
import { expectSuccess } from '../test/harness/control-plane/requests.ts';
import { stored } from './pods.ts';
import { podName, Stamp } from './stamp.ts';
import type { Crowd } from './world.ts';

/** Of ten thousand pods. */
const FAILING_SHARE = 0.05;
const EVENTS_AT_ONCE = 20;
/** Failing pods are spread over all runs: the next one is so many further. */
const STRIDE = 1 / FAILING_SHARE;

/** Lets one pod of twenty crash, for want of memory, with an event about each, for as long as the work takes. Answers how many. */
export async function whileSomeFail<T>(crowd: Crowd, work: (failing: number) => Promise<T>): Promise<T> {
  const { filled, namespace, count, controlPlane } = crowd;
  const failing = Array.from({ length: count * FAILING_SHARE }, (_, index) => index * STRIDE);
  const crashing = await crashingStamp(crowd);
  await printWhatTheyLastSaid(crowd);
  try {
    await filled.etcd.put(failing.map((pod) => stored(filled, namespace, pod, crashing)));
    for (let from = 0; from < failing.length; from += EVENTS_AT_ONCE)
      await Promise.all(failing.slice(from, from + EVENTS_AT_ONCE).map((pod) => tellOf(crowd, pod)));
    return await work(failing.length);
  } finally {
    await filled.etcd.put(failing.map((pod) => stored(filled, namespace, pod)));
    const events = `/api/v1/namespaces/${namespace}/events`;
    expectSuccess('the end of the events', await controlPlane.requests('DELETE', events));
  }
}

/** The first pod is killed for memory, by way of the API server; its bytes are kept. */
async function crashingStamp({ controlPlane, namespace, filled }: Crowd): Promise<Stamp> {
  const path = `/api/v1/namespaces/${namespace}/pods/${podName(0)}/status`;
  const { json } = await controlPlane.requests('GET', path);
  const image = text(json, 'spec', 'containers', '0', 'image') ?? '';
  const startedAt = text(json, 'status', 'startTime') ?? '';
  const finishedAt = new Date().toISOString();
  const notReady = { status: 'False', reason: 'ContainersNotReady', lastTransitionTime: startedAt };
  const status = {
    phase: 'Running',
    conditions: ['Ready', 'ContainersReady'].map((type) => ({ type, ...notReady })),
    containerStatuses: [
      {
        name: 'main',
        image,
        imageID: '',
        ready: false,
        started: false,
        restartCount: 7,
        state: {
          waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s restarting failed container' },
        },
        lastState: { terminated: { exitCode: 137, reason: 'OOMKilled', startedAt, finishedAt } },
      },
    ],
  };
  expectSuccess('a pod that crashes', await controlPlane.requests('PATCH', path, { status }));
  const bytes = await filled.etcd.get(stored(filled, namespace, 0).key);
  return new Stamp(bytes, { uid: filled.uids[0] ?? '', owner: filled.runs[0]?.uid ?? '' });
}

async function tellOf({ controlPlane, namespace, filled }: Crowd, pod: number): Promise<void> {
  const now = new Date().toISOString();
  const name = podName(pod);
  const event = {
    metadata: { name: `${name}.back-off` },
    involvedObject: { apiVersion: 'v1', kind: 'Pod', namespace, name, uid: filled.uids[pod] },
    type: 'Warning',
    reason: 'BackOff',
    message: `Back-off restarting failed container main in pod ${name}`,
    source: { component: 'kubelet' },
    firstTimestamp: now,
    lastTimestamp: now,
    count: 31,
  };
  const path = `/api/v1/namespaces/${namespace}/events`;
  expectSuccess(`an event about ${name}`, await controlPlane.requests('POST', path, event));
}

/** kwok is the machine of all pods, and hands out this for each log. */
async function printWhatTheyLastSaid({ controlPlane, namespace }: Crowd): Promise<void> {
  const logsFile = join(controlPlane.folder, 'last-words.log');
  const steps = Array.from({ length: 150 }, (_, step) => `step ${step} loss 0.${step} batch ${step}/900`);
  await writeFile(
    logsFile,
    [...steps, 'MemoryError: Unable to allocate 7.45 GiB for an array', ''].join('\n'),
  );
  const path = '/apis/kwok.x-k8s.io/v1alpha1/clusterlogs';
  const made = await controlPlane.requests('POST', path, {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'ClusterLogs',
    metadata: { name: namespace },
    spec: { selector: { matchNamespaces: [namespace] }, logs: [{ logsFile, follow: true }] },
  });
  expectSuccess('the logs of what fails', made);
}
