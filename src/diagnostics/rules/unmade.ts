import type { JsonRecord } from '../../common/json.ts';
import { flag, instant, number, text } from '../../common/json.ts';
import type { Outcome } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import { quote } from '../facts/refs.ts';
import type { ObjectRef } from '../finding.ts';

/** A controller makes its first pod within seconds. */
const OVERDUE_SECONDS = 120;

/** How many pods a controller should have made and says that it made. */
const COUNTS: Readonly<
  Record<
    string,
    { readonly wanted: readonly string[]; readonly made: readonly string[]; readonly usual: number }
  >
> = {
  StatefulSet: { wanted: ['spec', 'replicas'], made: ['status', 'replicas'], usual: 1 },
  ReplicaSet: { wanted: ['spec', 'replicas'], made: ['status', 'replicas'], usual: 1 },
  DaemonSet: {
    wanted: ['status', 'desiredNumberScheduled'],
    made: ['status', 'currentNumberScheduled'],
    usual: 0,
  },
  Job: { wanted: ['spec', 'parallelism'], made: ['status', 'active'], usual: 1 },
};

/** A workload that made no pod at all and leaves no word about it: said, with what is not known, rather than passed over. */
export function unmadeRule(
  ref: ObjectRef,
  object: JsonRecord | undefined,
  index: BundleIndex,
): readonly Outcome[] {
  const counts = COUNTS[ref.kind];
  if (!object || counts === undefined || text(object, 'metadata', 'deletionTimestamp') !== undefined)
    return [];
  const pods = number(object, ...counts.wanted) ?? counts.usual;
  const seconds = index.secondsSince(instant(object, 'metadata', 'creationTimestamp'));
  const told = number(object, ...counts.made);
  if (pods === 0 || (told ?? 0) > 0 || seconds === undefined || seconds < OVERDUE_SECONDS) return [];
  // The controllers of the others always write their count, also a zero; a status without it was not read whole.
  if (ref.kind === 'Job' ? !isWaitingJob(object) : told === undefined) return [];
  if (index.childrenOf(ref).some(({ kind }) => kind === 'Pod')) return [];
  return [
    claim({
      cause: 'admission-denied',
      subject: ref,
      severity: 'broken',
      confidence: 'possible',
      says: {
        target: ref.name,
        namespace: ref.namespace,
        message: ref.kind,
        webhook: '',
        reason: '',
        unmade: { pods, seconds, eventsHidden: index.isHidden('events', ref.namespace) },
      },
      proof: [quote(ref, counts.made.join('.'), `${told ?? 0} of ${pods}`)],
      since: instant(object, 'metadata', 'creationTimestamp'),
    }),
  ];
}

/** Not paused, not begun, not over, and nobody else's to start. */
function isWaitingJob(job: JsonRecord): boolean {
  return (
    flag(job, 'spec', 'suspend') !== true &&
    text(job, 'status', 'startTime') !== undefined &&
    text(job, 'spec', 'managedBy') === undefined &&
    (number(job, 'status', 'succeeded') ?? 0) + (number(job, 'status', 'failed') ?? 0) === 0
  );
}
