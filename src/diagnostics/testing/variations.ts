import type { JsonRecord } from '../../common/json.ts';
import { at, isRecord, list, record, text } from '../../common/json.ts';
import type { Bundle, ContainerLog } from '../bundle.ts';
import type { Finding } from '../finding.ts';

export type Variation = (bundle: Bundle) => Bundle;

const withObjects = (bundle: Bundle, change: (object: JsonRecord) => JsonRecord): Bundle => ({
  ...bundle,
  objects: bundle.objects.map(change),
});
const withPods = (bundle: Bundle, change: (pod: JsonRecord) => JsonRecord): Bundle =>
  withObjects(bundle, (object) => (text(object, 'kind') === 'Pod' ? change(object) : object));
const withLogs = (bundle: Bundle, change: (text: string, log: ContainerLog) => string): Bundle => ({
  ...bundle,
  logs: bundle.logs.map((log) => ({ ...log, text: change(log.text, log) })),
});
const eachLine = (whole: string, change: (line: string) => string): string =>
  whole
    .split('\n')
    .map((line) => (line === '' ? line : change(line)))
    .join('\n');

/** A healthy neighbour of the containers that are there, before or after them. */
function besides(pod: JsonRecord, first: boolean): JsonRecord {
  const specs = list(pod, 'spec', 'containers');
  const statuses = list(pod, 'status', 'containerStatuses');
  if (specs.length === 0 || statuses.length === 0) return pod;
  const running = statuses.some(
    (status) =>
      at(status, 'state', 'running') !== undefined || at(status, 'lastState', 'terminated') !== undefined,
  );
  const startedAt = text(pod, 'status', 'startTime') ?? text(pod, 'metadata', 'creationTimestamp') ?? '';
  const spec = { name: 'log-shipper', image: 'registry.example.com/tools/shipper:2', resources: {} };
  const status = {
    name: 'log-shipper',
    image: spec.image,
    ready: running,
    restartCount: 0,
    lastState: {},
    state: running ? { running: { startedAt } } : { waiting: { reason: 'ContainerCreating' } },
  };
  const put = <T>(one: T, others: readonly T[]): readonly T[] =>
    first ? [one, ...others] : [...others, one];
  return {
    ...pod,
    spec: { ...record(pod, 'spec'), containers: put<unknown>(spec, specs) },
    status: { ...record(pod, 'status'), containerStatuses: put<unknown>(status, statuses) },
  };
}

/** The same event in the other of the two API groups. */
function otherGroup(event: JsonRecord): JsonRecord {
  const { involvedObject, message, source, firstTimestamp, lastTimestamp, count, ...rest } = event;
  if (involvedObject === undefined) return event;
  return {
    ...rest,
    apiVersion: 'events.k8s.io/v1',
    regarding: involvedObject,
    note: message,
    reportingController: text(source, 'component') ?? '',
    deprecatedSource: source,
    deprecatedFirstTimestamp: firstTimestamp,
    deprecatedLastTimestamp: lastTimestamp,
    deprecatedCount: count,
  };
}

/** Events from before the pod, of an earlier one of its name, and about the image and the volumes of that one. */
function oldTrouble(bundle: Bundle): Bundle {
  const pods = bundle.objects.filter((object) => text(object, 'kind') === 'Pod');
  const noise = pods.flatMap((pod) =>
    (
      [
        ['FailedScheduling', '0/3 nodes are available: 3 Insufficient cpu.'],
        ['FailedMount', 'MountVolume.SetUp failed for volume "old" : secret "old" not found'],
        [
          'Failed',
          'Failed to pull image "old:1": rpc error: code = NotFound desc = failed to resolve reference "old:1": not found',
        ],
      ] as const
    ).map(([reason, message], at) => {
      const then = new Date(bundle.takenAt - 40 * 86_400_000).toISOString();
      return {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: {
          name: `old.${text(pod, 'metadata', 'name') ?? ''}.${at}`,
          namespace: text(pod, 'metadata', 'namespace'),
        },
        involvedObject: {
          kind: 'Pod',
          name: text(pod, 'metadata', 'name'),
          namespace: text(pod, 'metadata', 'namespace'),
          uid: 'another',
        },
        type: 'Warning',
        reason,
        message,
        count: 3,
        firstTimestamp: then,
        lastTimestamp: then,
      };
    }),
  );
  return { ...bundle, objects: [...bundle.objects, ...noise] };
}

/** Strangers who have troubles of their own. */
function strangers(bundle: Bundle): Bundle {
  const namespace = 'somebody-else';
  const then = new Date(bundle.takenAt - 3_600_000).toISOString();
  const stranger = (name: string, state: JsonRecord): JsonRecord => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, uid: name, creationTimestamp: then },
    spec: { containers: [{ name: 'main', image: 'x:1' }] },
    status: {
      phase: 'Running',
      containerStatuses: [{ name: 'main', ready: false, restartCount: 9, ...state }],
    },
  });
  return {
    ...bundle,
    objects: [
      ...bundle.objects,
      stranger('broken', {
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
      }),
      stranger('lost-image', {
        state: { waiting: { reason: 'ImagePullBackOff', message: 'manifest unknown' } },
      }),
    ],
    logs: [
      ...bundle.logs,
      {
        namespace,
        pod: 'broken',
        container: 'main',
        previous: true,
        text: "ModuleNotFoundError: No module named 'x'\n",
      },
    ],
  };
}

/** What does not change what happened: the answer stays. */
export const NEUTRAL: Readonly<Record<string, Variation>> = {
  'a healthy container beside': (bundle) => withPods(bundle, (pod) => besides(pod, false)),
  'a healthy container before the others': (bundle) => withPods(bundle, (pod) => besides(pod, true)),
  'strangers with troubles of their own': strangers,
  'trouble of an earlier pod of the same name': oldTrouble,
  'events of the other API group': (bundle) =>
    withObjects(bundle, (object) => (text(object, 'kind') === 'Event' ? otherGroup(object) : object)),
  'logs with the times that Kubernetes puts before lines': (bundle) =>
    withLogs(bundle, (whole) => eachLine(whole, (line) => `2025-11-02T10:11:12.123456789Z ${line}`)),
  'logs with the stream that the runtime puts before lines': (bundle) =>
    withLogs(bundle, (whole) =>
      eachLine(whole, (line) => `2025-11-02T10:11:12.123456789+00:00 stderr F ${line}`),
    ),
  'logs with the pod that kubectl puts before lines': (bundle) =>
    withLogs(bundle, (whole, log) => eachLine(whole, (line) => `[pod/${log.pod}/${log.container}] ${line}`)),
  'logs with the ends of lines of Windows': (bundle) =>
    withLogs(bundle, (whole) => whole.replaceAll('\n', '\r\n')),
  'logs in colour': (bundle) =>
    withLogs(bundle, (whole) => eachLine(whole, (line) => `\u001b[31m${line}\u001b[0m`)),
  'logs with much before them': (bundle) =>
    withLogs(bundle, (whole) => `${'INFO step 17 of 900, loss 0.25, all well\n'.repeat(400)}${whole}`),
};

/** Work beside it that goes on is what a mesh outlives no more. */
export function isAnswerless(cause: string, what: string): boolean {
  return cause === 'service-mesh' && what.startsWith('a healthy container');
}

/** What takes something away: the answer stays or becomes less sure, and never certain of something else. */
export const POORER: Readonly<Record<string, Variation>> = {
  'only the last three lines of each log': (bundle) =>
    withLogs(bundle, (whole) => whole.trimEnd().split('\n').slice(-3).join('\n')),
  'only the first half of each log': (bundle) =>
    withLogs(bundle, (whole) => whole.slice(0, Math.floor(whole.length / 2))),
  'logs that begin in the middle of a line': (bundle) =>
    withLogs(bundle, (whole) => whole.slice(Math.floor(whole.length / 3))),
  'no messages of waiting containers, as in kubectl describe': (bundle) =>
    withPods(bundle, (pod) => {
      const quiet = (status: unknown): unknown =>
        isRecord(at(status, 'state', 'waiting'))
          ? { ...record(status), state: { waiting: { reason: text(status, 'state', 'waiting', 'reason') } } }
          : status;
      return {
        ...pod,
        status: {
          ...record(pod, 'status'),
          containerStatuses: list(pod, 'status', 'containerStatuses').map(quiet),
          initContainerStatuses: list(pod, 'status', 'initContainerStatuses').map(quiet),
        },
      };
    }),
  'no conditions': (bundle) =>
    withPods(bundle, (pod) => ({ ...pod, status: { ...record(pod, 'status'), conditions: [] } })),
  'no specs': (bundle) =>
    withPods(bundle, (pod) => ({
      ...pod,
      spec: { nodeName: text(pod, 'spec', 'nodeName') ?? null },
    })),
  'only the newest event of each object': (bundle) => {
    const newest = new Map<string, JsonRecord>();
    const when = (event: JsonRecord): string =>
      text(event, 'lastTimestamp') ?? text(event, 'eventTime') ?? '';
    for (const object of bundle.objects) {
      if (text(object, 'kind') !== 'Event') continue;
      const about = `${text(object, 'involvedObject', 'kind') ?? ''}/${text(object, 'involvedObject', 'name') ?? ''}`;
      const other = newest.get(about);
      if (!other || when(other) <= when(object)) newest.set(about, object);
    }
    return {
      ...bundle,
      objects: bundle.objects.filter(
        (object) => text(object, 'kind') !== 'Event' || [...newest.values()].includes(object),
      ),
    };
  },
  'nothing but the pods': (bundle) => ({
    ...bundle,
    objects: bundle.objects.filter((object) => text(object, 'kind') === 'Pod'),
    logs: [],
    outputs: [],
  }),
};

/** What a pod shows of itself, whatever is behind it: certain, and not the wrong cause. */
const SEEN_ITSELF = ['app-error', 'scheduling-gated'];
/** What the scheduler says stays true where the word of the autoscaler beyond it is lost. */
const BEYOND = /^scheduling-(?:scaleup-failed|scaling-up)$/;

/** True for an answer that is one of the causes, or that does not call itself certain, or that is certain of what it saw. */
export function isHonest({ cause, confidence, severity }: Finding, causes: readonly string[]): boolean {
  return (
    causes.includes(cause) ||
    confidence !== 'certain' ||
    severity === 'note' ||
    SEEN_ITSELF.includes(cause) ||
    (cause.startsWith('scheduling-insufficient') && causes.some((other) => BEYOND.test(other)))
  );
}
