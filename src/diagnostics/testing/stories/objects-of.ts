import type { JsonRecord } from '../../../common/json.ts';
import { isRecord, list, record, text } from '../../../common/json.ts';
import { metadataOf, placeOf, uidOf, versionOf } from './metadata.ts';
import { podOf } from './pod-of.ts';
import { ago } from './times.ts';

const COMPONENTS: Readonly<Record<string, string>> = {
  FailedScheduling: 'default-scheduler',
  Scheduled: 'default-scheduler',
  FailedAttachVolume: 'attachdetach-controller',
  SuccessfulAttachVolume: 'attachdetach-controller',
  TriggeredScaleUp: 'cluster-autoscaler',
  NotTriggerScaleUp: 'cluster-autoscaler',
  FailedCreate: 'controller',
  TaintManagerEviction: 'taint-eviction-controller',
};

/** The events of `told.events`: `Warning FailedMount x11 6m..20s from kubelet: what it says`. */
function eventsOf(kind: string, place: string, told: JsonRecord): JsonRecord[] {
  const { namespace = 'default', name } = placeOf(place);
  return list(told, 'events').flatMap((entry, at) =>
    Object.entries(isRecord(entry) ? entry : {}).map(([head, message]) => {
      const [, type, reason = '', count = '1', from = '0s', until = from, component] =
        /^(Normal|Warning) (\S+)(?: x(\d+))? (\d+[smhd])(?:\.\.(\d+[smhd]))?(?: from (\S+))?$/.exec(head) ??
        [];
      if (type === undefined) throw new Error(`no head of an event: ${head}`);
      const source = component ?? COMPONENTS[reason] ?? 'kubelet';
      return {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: {
          name: `${name}.${uidOf(`${place}${at}`).slice(0, 8)}`,
          namespace,
          uid: uidOf(`${place}${at}`),
          creationTimestamp: ago(from),
        },
        involvedObject: {
          kind,
          apiVersion: versionOf(kind),
          ...placeOf(place),
          uid: uidOf(`${kind}/${place}`),
        },
        type,
        reason,
        message,
        count: Number(count),
        firstTimestamp: ago(from),
        lastTimestamp: ago(until),
        source: {
          component: source,
          ...(source === 'kubelet' && text(told, 'node') ? { host: text(told, 'node') } : {}),
        },
        reportingComponent: source,
        reportingInstance: '',
      };
    }),
  );
}

/** The logs of `told.logs`: by container, `main` or `main previous`. */
function logsOf(place: string, told: JsonRecord): JsonRecord[] {
  return Object.entries(record(told, 'logs')).map(([which, log]) => {
    const [container, previous] = which.split(' ');
    return {
      apiVersion: 'porthole.dev/v1',
      kind: 'ContainerLog',
      metadata: placeOf(place),
      container,
      previous: previous !== undefined,
      text: log,
    };
  });
}

function nodeOf(told: JsonRecord): JsonRecord {
  const name = text(told, 'name') ?? '';
  const { ready, pressures, taints, cordoned } = told;
  const condition = (type: string, status: string, reason: string, message: string): JsonRecord => ({
    type,
    status,
    reason,
    message,
    lastHeartbeatTime: ago('40s'),
    lastTransitionTime: ago(
      status === (type === 'Ready' ? 'True' : 'False') ? '20d' : (text(told, 'since') ?? '9m'),
    ),
  });
  const pressure = (type: string, word: string): JsonRecord => {
    const under = Array.isArray(pressures) && pressures.includes(type);
    return condition(
      type,
      under ? 'True' : 'False',
      `KubeletHas${under ? (type === 'DiskPressure' ? '' : 'Insufficient') : type === 'DiskPressure' ? 'No' : 'Sufficient'}${type === 'DiskPressure' ? type : word}`,
      '',
    );
  };
  const down = text(told, 'ready');
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      ...metadataOf('Node', told, name),
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        ...record(told, 'labels'),
      },
    },
    spec: {
      ...(taints === undefined ? {} : { taints }),
      ...(cordoned === true ? { unschedulable: true } : {}),
    },
    status: {
      capacity: {
        cpu: '16',
        memory: '64Gi',
        pods: '110',
        'ephemeral-storage': '100Gi',
        ...record(told, 'capacity'),
      },
      allocatable: {
        cpu: '15800m',
        memory: '60Gi',
        pods: '110',
        'ephemeral-storage': '90Gi',
        ...record(told, 'capacity'),
      },
      conditions: [
        pressure('MemoryPressure', 'Memory'),
        pressure('DiskPressure', 'Disk'),
        pressure('PIDPressure', 'PID'),
        down === undefined || ready === true
          ? condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status')
          : condition(
              'Ready',
              down === 'lost' ? 'Unknown' : 'False',
              down === 'lost' ? 'NodeStatusUnknown' : 'KubeletNotReady',
              down === 'lost' ? 'Kubelet stopped posting node status.' : down,
            ),
      ],
      nodeInfo: {
        kubeletVersion: 'v1.31.4',
        containerRuntimeVersion: 'containerd://1.7.22',
        osImage: 'Ubuntu 22.04.5 LTS',
        architecture: text(told, 'labels', 'kubernetes.io/arch') ?? 'amd64',
      },
    },
  };
}

/** What one entry of a story stands for: the object, its events, its logs. */
export function objectsOf(told: JsonRecord): JsonRecord[] {
  const tool = text(told, 'tool');
  if (tool !== undefined)
    return [
      {
        apiVersion: 'porthole.dev/v1',
        kind: 'ToolOutput',
        metadata: placeOf(text(told, 'name') ?? tool),
        tool,
        text: text(told, 'text') ?? '',
      },
    ];
  const pod = text(told, 'pod');
  if (pod !== undefined) return [podOf(told, pod), ...eventsOf('Pod', pod, told), ...logsOf(pod, told)];
  const kind = text(told, 'kind') ?? '';
  const name = text(told, 'name') ?? '';
  // Told, and not there: only its events or logs were kept.
  if (told.gone === true) return [...eventsOf(kind, name, told), ...logsOf(name, told)];
  if (kind === 'Node') return [nodeOf(told), ...eventsOf(kind, name, told)];
  const {
    age: _age,
    owner: _owner,
    labels: _labels,
    annotations: _annotations,
    events: _events,
    metadata: _metadata,
    name: _name,
    ...body
  } = told;
  return [
    { apiVersion: versionOf(kind), ...body, metadata: metadataOf(kind, told, name) },
    ...eventsOf(kind, name, told),
  ];
}
