import type { PodRecord } from '../k8s/model/pod.ts';
import type { PodState } from './row.ts';

/** Causes whose state does not follow from their family's first word. */
const special: Readonly<Record<string, PodState>> = {
  'oom-killed': 'out-of-memory',
  'oom-child-process': 'out-of-memory',
  'node-memory-oom': 'out-of-memory',
  'worker-memory-budget': 'out-of-memory',
  'image-pulling': 'downloading',
  'still-starting': 'starting',
  preempted: 'moved',
  'node-scale-down': 'moved',
  'node-unhealthy': 'lost',
  'unexpected-admission': 'failed',
  'quota-exceeded': 'missing',
  'serviceaccount-not-found': 'missing',
  'priorityclass-missing': 'missing',
  'runtimeclass-missing': 'missing',
  'csi-driver-missing': 'missing',
  'hostpath-missing': 'missing',
  'readiness-failing': 'unready',
  'sidecar-not-ready': 'unready',
  'init-waiting-dependency': 'waiting',
  'job-suspended': 'off',
  'stuck-terminating': 'stopping',
  'terminated-sigterm': 'failed',
  'deadline-exceeded': 'failed',
};

const families: readonly (readonly [prefix: string, state: PodState])[] = [
  ['image-', 'image-problem'],
  ['scheduling-', 'waiting'],
  ['queue-', 'waiting'],
  ['gang-', 'waiting'],
  ['missing-', 'missing'],
  ['pvc-', 'missing'],
  ['volume-', 'missing'],
  ['evicted-', 'moved'],
];

/** Which of the row's states a cause is, for icon and colour. */
export function stateOfCause(cause: string, pod: Pick<PodRecord, 'phase' | 'containers'>): PodState {
  const known = special[cause] ?? families.find(([prefix]) => cause.startsWith(prefix))?.[1];
  if (known) return known;
  if (pod.phase === 'Failed') return 'failed';
  const running = pod.containers.some(
    (container) => container.role === 'app' && container.state?.is === 'running',
  );
  const restarted = pod.containers.some(
    (container) => container.restarts > 0 || container.state?.is === 'ended',
  );
  if (running && !restarted) return 'unready';
  return restarted ? 'crashing' : pod.phase === 'Pending' ? 'waiting' : 'crashing';
}
