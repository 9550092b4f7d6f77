import * as l10n from '@vscode/l10n';
import { at, isRecord, list, record, text } from '../../common/json.ts';
import type { Field } from '../field.ts';
import { probeTimes } from '../values/probe-words.ts';
import { hasUnknown, isPartial, valueOf } from '../values/reading.ts';
import { workloadOf } from './surroundings.ts';

/** Mistakes that need the whole object: its kind, its pod, its labels. */
export function workloadMistakes(field: Field): readonly (string | undefined)[] {
  const workload = workloadOf(field);
  if (workload === undefined) return [];
  const path = field.path.join('.');
  const pod = workload.podPath.join('.');
  const isTraining = workload.kind === 'Job' || workload.kind === 'CronJob';
  return [
    path === `${pod}.restartPolicy` ? wrongRestartPolicy(workload.kind, valueOf(field)) : undefined,
    path === pod && isTraining ? noRestartPolicy(field, workload.pod) : undefined,
    path === workload.podPath.slice(0, -2).join('.') && isTraining
      ? noBackoffLimit(field, workload.pod)
      : undefined,
    path.startsWith('spec.selector') ? selectorWithoutMatch(field, workload.kind) : undefined,
    field.path[workload.podPath.length + 2] === 'livenessProbe' && path.startsWith(`${pod}.containers.`)
      ? shortLiveness(field, workload.podPath)
      : undefined,
    path.startsWith(`${pod}.containers.`) ? smallSharedMemory(field, workload.pod) : undefined,
  ];
}

function wrongRestartPolicy(kind: string, value: unknown): string | undefined {
  if ((kind === 'Job' || kind === 'CronJob') && value === 'Always')
    return l10n.t('A job ends, so "Always" is refused: write "Never" or "OnFailure".');
  const isLasting = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].includes(kind);
  return isLasting && (value === 'Never' || value === 'OnFailure')
    ? l10n.t(
        'A {0} keeps its copies running, so only "Always" is accepted. Work that ends belongs into a Job.',
        kind,
      )
    : undefined;
}

function noRestartPolicy(field: Field, pod: unknown): string | undefined {
  return !isPartial(field) && at(pod, 'restartPolicy') === undefined
    ? l10n.t('"restartPolicy" is missing: a job needs "Never" or "OnFailure", or the cluster refuses it.')
    : undefined;
}

/** Said at the `spec` of the job, and only for work that holds a GPU: there the six further tries are dear. */
function noBackoffLimit(field: Field, pod: unknown): string | undefined {
  const spec = valueOf(field);
  if (
    isPartial(field) ||
    !isRecord(spec) ||
    spec['backoffLimit'] !== undefined ||
    spec['backoffLimitPerIndex'] !== undefined
  )
    return undefined;
  const hasGpu = list(pod, 'containers').some((container) =>
    Object.keys(record(container, 'resources', 'limits')).some(
      (name) => name === 'nvidia.com/gpu' || name === 'amd.com/gpu',
    ),
  );
  return hasGpu
    ? l10n.t(
        '"backoffLimit" is missing: after a failure the job is tried up to 6 more times, with its GPUs. Write 0 or 1 for a training that cannot continue by itself.',
      )
    : undefined;
}

function selectorWithoutMatch(field: Field, kind: string): string | undefined {
  if (!['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].includes(kind) || isPartial(field))
    return undefined;
  const wanted = record(field.root, 'spec', 'selector', 'matchLabels');
  const labels = record(field.root, 'spec', 'template', 'metadata', 'labels');
  if (hasUnknown(wanted) || hasUnknown(labels)) return undefined;
  const missing = Object.entries(wanted).find(([name, value]) => at(labels, name) !== value);
  const [name, value] = missing ?? [];
  return name !== undefined && typeof value === 'string'
    ? l10n.t(
        'The label {0}={1} is not among the labels of the template: the cluster refuses this.',
        name,
        value,
      )
    : undefined;
}

/** A minute is short for a program that loads a model; only said where the manifest shows that it is one. */
function shortLiveness(field: Field, podPath: readonly string[]): string | undefined {
  if (isPartial(field)) return undefined;
  const container = at(field.root, ...podPath, 'containers', field.path[podPath.length + 1] ?? 0);
  const times = probeTimes(at(container, 'livenessProbe'));
  if (times === undefined || at(container, 'startupProbe') !== undefined) return undefined;
  const seconds = times.delay + times.period * times.failures;
  const image = text(container, 'image') ?? '';
  return seconds <= 60 &&
    /vllm|triton|tritonserver|text-generation-inference|torchserve|tensorflow\/serving|ollama/.test(image)
    ? l10n.t(
        'A program that does not answer about {0} s after its start is restarted. Loading a model often takes longer: add a "startupProbe".',
        seconds,
      )
    : undefined;
}

/** Said at the arguments that start several workers of a DataLoader. */
function smallSharedMemory(field: Field, pod: unknown): string | undefined {
  const [key] = field.path.slice(-1);
  const holder = typeof key === 'number' ? field.path.at(-2) : key;
  if ((holder !== 'args' && holder !== 'command') || isPartial(field)) return undefined;
  const index = field.path.lastIndexOf(holder);
  const container = at(field.root, ...field.path.slice(0, index));
  const words = [...list(container, 'command'), ...list(container, 'args')]
    .filter((word) => typeof word === 'string')
    .join(' ');
  const workers = /--(?:num|dataloader|data|dataloader_num)[-_]workers[= ]+(\d+)/.exec(words)?.[1];
  if (workers === undefined || Number(workers) === 0 || at(pod, 'hostIPC') === true) return undefined;
  const hasRoom = list(container, 'volumeMounts').some((mount) =>
    /^\/dev(\/shm)?\/?$/.test(text(mount, 'mountPath') ?? ''),
  );
  return hasRoom
    ? undefined
    : l10n.t(
        '{0} workers of a DataLoader share data through /dev/shm, which has 64 MiB here. Mount an "emptyDir" with medium "Memory" at /dev/shm, or they may die with a "bus error".',
        Number(workers),
      );
}
