import type { SubjectRef } from '../diagnostics/finding.ts';
import { UsageError } from './usage.ts';

/** Short names that kubectl users type, in the form the API calls the kind. */
const kinds: Readonly<Record<string, string>> = {
  pod: 'Pod',
  po: 'Pod',
  job: 'Job',
  cronjob: 'CronJob',
  cj: 'CronJob',
  deployment: 'Deployment',
  deploy: 'Deployment',
  replicaset: 'ReplicaSet',
  rs: 'ReplicaSet',
  statefulset: 'StatefulSet',
  sts: 'StatefulSet',
  daemonset: 'DaemonSet',
  ds: 'DaemonSet',
  persistentvolumeclaim: 'PersistentVolumeClaim',
  pvc: 'PersistentVolumeClaim',
  service: 'Service',
  svc: 'Service',
  node: 'Node',
  no: 'Node',
  namespace: 'Namespace',
  ns: 'Namespace',
};

/** `KIND/NAME`, or a pod's name alone. Kinds in the singular or plural, in any case; unknown ones are taken as they stand. */
export function subjectOf(word: string, namespace: string): SubjectRef {
  const [before, name, more] = word.split('/');
  if (more !== undefined || before === undefined || before === '' || name === '')
    throw new UsageError(`name it as KIND/NAME, not "${word}"`);
  if (name === undefined) return { kind: 'Pod', namespace, name: before };
  const kind = kinds[before.toLowerCase()] ?? kinds[before.toLowerCase().replace(/s$/, '')] ?? before;
  return kind === 'Node' || kind === 'Namespace' ? { kind, name } : { kind, namespace, name };
}
