import type { JsonRecord } from '../../../common/json.ts';
import { at, isRecord, list, record, text } from '../../../common/json.ts';
import { metadataOf, placeOf, uidOf } from './metadata.ts';
import { ago, span, TAKEN_AT } from './times.ts';

const instantOf = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace('.000Z', 'Z');

/** `ended 137 OOMKilled 2m after 30s: message`, as the kubelet writes it. */
function endOf(told: string): JsonRecord {
  const [, code, reason, when = '0s', after = '1s', message] =
    /^ended (\d+) (\S+) (\d+[smhd]) after (\d+[smhd])(?:: ([^]*))?$/.exec(told) ?? [];
  if (code === undefined) throw new Error(`no end of a container: ${told}`);
  return {
    exitCode: Number(code),
    reason,
    startedAt: instantOf(TAKEN_AT - span(when) - span(after)),
    finishedAt: ago(when),
    containerID: `containerd://${uidOf(told).replaceAll('-', '')}`,
    ...(message === undefined ? {} : { message }),
  };
}

function stateOf(told: string, pod: string, container: string): JsonRecord {
  const [, since] = /^running (\d+[smhd])$/.exec(told) ?? [];
  if (since !== undefined) return { running: { startedAt: ago(since) } };
  const [, reason, message] = /^waiting (\S+?)(?:: ([^]*))?$/.exec(told) ?? [];
  if (reason === undefined) return { terminated: endOf(told) };
  const { namespace = '', name } = placeOf(pod);
  const usual =
    reason === 'CrashLoopBackOff'
      ? `back-off 5m0s restarting failed container=${container} pod=${name}_${namespace}(${uidOf(`Pod/${pod}`)})`
      : undefined;
  return { waiting: { reason, ...((message ?? usual) === undefined ? {} : { message: message ?? usual }) } };
}

interface Container {
  readonly spec: JsonRecord;
  readonly status: JsonRecord;
}

function containerOf(pod: string, name: string, told: unknown, init: boolean): Container {
  const {
    state,
    last,
    restarts,
    ready,
    limits,
    requests,
    image = `registry.example.com/team/${name}:1.4`,
    ...spec
  } = record(told);
  const now = stateOf(typeof state === 'string' ? state : 'waiting ContainerCreating', pod, name);
  const finished = init && at(now, 'terminated', 'exitCode') === 0;
  return {
    spec: {
      name,
      image,
      imagePullPolicy: 'IfNotPresent',
      resources: { ...(isRecord(limits) ? { limits } : {}), ...(isRecord(requests) ? { requests } : {}) },
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
      ...spec,
    },
    status: {
      name,
      image,
      imageID:
        now.waiting !== undefined && last === undefined
          ? ''
          : `registry.example.com/x@sha256:${uidOf(name).replaceAll('-', '')}`,
      ready: typeof ready === 'boolean' ? ready : finished || (!init && now.running !== undefined),
      started: now.running !== undefined,
      restartCount: typeof restarts === 'number' ? restarts : 0,
      state: now,
      lastState: typeof last === 'string' ? { terminated: endOf(last) } : {},
    },
  };
}

function phaseOf(told: JsonRecord, containers: readonly Container[]): string {
  const given = text(told, 'phase');
  if (given !== undefined) return given;
  const states = containers.map(({ status }) => status);
  if (text(told, 'node') === undefined) return 'Pending';
  if (states.some((status) => at(status, 'state', 'running') !== undefined)) return 'Running';
  const codes = states.map((status) => at(status, 'state', 'terminated', 'exitCode'));
  if (codes.length > 0 && codes.every((code) => code !== undefined) && text(told, 'restarts') !== 'Always')
    return codes.every((code) => code === 0) ? 'Succeeded' : 'Failed';
  return states.some((status) => at(status, 'lastState', 'terminated') !== undefined) ? 'Running' : 'Pending';
}

/** The whole Pod of a story's few lines. */
export function podOf(told: JsonRecord, place: string): JsonRecord {
  const init = Object.entries(record(told, 'init')).map(([name, one]) => containerOf(place, name, one, true));
  const main = Object.entries(record(told, 'containers')).map(([name, one]) =>
    containerOf(place, name, one, false),
  );
  const node = text(told, 'node');
  const age = text(told, 'age') ?? '20m';
  const unschedulable = text(told, 'unschedulable');
  const begun = init.every(({ status }) => status.ready === true);
  const unready = main.filter(({ status }) => status.ready !== true).map(({ status }) => String(status.name));
  const condition = (type: string, well: boolean, reason: string, message: string): JsonRecord => ({
    type,
    status: well ? 'True' : 'False',
    lastProbeTime: null,
    lastTransitionTime: ago(age),
    ...(well ? {} : { reason, message }),
  });
  const notReady = `containers with unready status: [${unready.join(' ')}]`;
  const conditions =
    node === undefined
      ? [
          condition(
            'PodScheduled',
            false,
            text(told, 'gated') === undefined ? 'Unschedulable' : 'SchedulingGated',
            unschedulable ?? text(told, 'gated') ?? '',
          ),
        ].filter(() => (unschedulable ?? text(told, 'gated')) !== undefined)
      : [
          condition(
            'Initialized',
            begun,
            'ContainersNotInitialized',
            `containers with incomplete status: [${init
              .filter(({ status }) => status.ready !== true)
              .map(({ status }) => String(status.name))
              .join(' ')}]`,
          ),
          condition('Ready', unready.length === 0, 'ContainersNotReady', notReady),
          condition('ContainersReady', unready.length === 0, 'ContainersNotReady', notReady),
          condition('PodScheduled', true, '', ''),
        ];
  const deleted = text(told, 'deleted');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...metadataOf('Pod', { ...told, age }, place),
      ...(deleted === undefined ? {} : { deletionTimestamp: ago(deleted), deletionGracePeriodSeconds: 30 }),
    },
    spec: {
      containers: main.map(({ spec }) => spec),
      ...(init.length > 0 ? { initContainers: init.map(({ spec }) => spec) } : {}),
      restartPolicy: text(told, 'restarts') ?? 'Always',
      serviceAccountName: text(told, 'account') ?? 'default',
      schedulerName: 'default-scheduler',
      terminationGracePeriodSeconds: 30,
      ...(node === undefined ? {} : { nodeName: node }),
      ...record(told, 'spec'),
    },
    status: {
      phase: phaseOf(told, main),
      conditions: [...conditions, ...list(told, 'conditions')],
      ...(node === undefined ? {} : { startTime: ago(age), hostIP: '10.4.0.11' }),
      ...(text(told, 'reason') === undefined ? {} : { reason: told.reason, message: told.message }),
      ...(node === undefined || text(told, 'reason') !== undefined
        ? {}
        : {
            containerStatuses: main.map(({ status }) => status),
            ...(init.length > 0 ? { initContainerStatuses: init.map(({ status }) => status) } : {}),
          }),
      qosClass: 'Burstable',
    },
  };
}
