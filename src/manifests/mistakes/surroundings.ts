import { at, isRecord } from '../../common/json.ts';
import type { JsonRecord } from '../../common/json.ts';
import type { Field } from '../field.ts';

/** Where a pod's description stands in an object of each built-in kind. */
const POD_PATHS: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  Deployment: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};
const BUILT_IN = new Set(['v1', 'apps/v1', 'batch/v1']);

/** The built-in kind of the object with its pod, for rules that need both. */
export interface Workload {
  readonly kind: string;
  readonly pod: JsonRecord;
  readonly podPath: readonly string[];
}

export function workloadOf({ document, root }: Field): Workload | undefined {
  if (document.sort !== 'object' || !BUILT_IN.has(document.apiVersion)) return undefined;
  const podPath = Object.hasOwn(POD_PATHS, document.kind) ? POD_PATHS[document.kind] : undefined;
  const pod = podPath && at(root, ...podPath);
  return podPath !== undefined && isRecord(pod) ? { kind: document.kind, pod, podPath } : undefined;
}

/** The container that the field is in, and the steps from it to the field. Tools embed containers under the same names. */
export function containerAround(
  field: Field,
): { readonly container: JsonRecord; readonly inside: readonly (string | number)[] } | undefined {
  if (field.document.sort !== 'object') return undefined;
  const list = field.path.findLastIndex((step) => step === 'containers' || step === 'initContainers');
  if (list < 0 || typeof field.path[list + 1] !== 'number') return undefined;
  const container = at(field.root, ...field.path.slice(0, list + 2));
  return isRecord(container) ? { container, inside: field.path.slice(list + 2) } : undefined;
}
