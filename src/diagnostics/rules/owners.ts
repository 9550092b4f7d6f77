import * as l10n from '@vscode/l10n';
import type { JsonRecord } from '../../common/json.ts';
import { at, flag, instant, isRecord, list, number, record, text } from '../../common/json.ts';
import type { Claim, Outcome } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import type { EventFact } from '../facts/event-facts.ts';
import { quoteEvent } from '../facts/event-facts.ts';
import { quote } from '../facts/refs.ts';
import type { Evidence, ObjectRef } from '../finding.ts';
import { claimFromText } from '../logs/telling.ts';
import { hasLaterSuccess, hasSucceeded } from './superseded.ts';

/** An owner is refused for a moment while what it needs is being made. */
const GRACE_SECONDS = 20;

/**
 * Why a workload has no pods: what the API server answered when it tried. Source: events FailedCreate of its controller, the
 * condition ReplicaFailure, and whatever its own controller writes into its status.
 */
export function refusalRule(
  ref: ObjectRef,
  object: JsonRecord | undefined,
  index: BundleIndex,
): readonly Outcome[] {
  const found = new Map<string, Claim>();
  const consider = (said: string, proof: Evidence, last?: number): void => {
    const claimed = claimFromText(
      { text: said },
      { index, subject: ref, from: ref, path: proof.from.path ?? '', runsWell: false },
    );
    if (claimed?.strength !== 3 || found.has(claimed.claim.cause)) return;
    found.set(claimed.claim.cause, {
      ...claimed.claim,
      proof: [proof],
      ...(last === undefined ? {} : { since: last }),
    });
  };
  const made = number(object, 'status', 'readyReplicas') ?? 0;
  const wanted = number(object, 'spec', 'replicas') ?? 1;
  if (isHealthyNow(ref, object, made, wanted) || hasSucceeded(object)) return [];
  for (const event of [...index.eventsOf(ref)].reverse()) {
    if (
      !/^(FailedCreate|FailedCreatePod|FailedStart|CreateFailed|ReconcileError|ReconcileFailed|Failed|FailedUpdate|InternalError|SpawnFailed)$/i.test(
        event.reason,
      ) &&
      event.type !== 'Warning'
    )
      continue;
    if ((index.secondsSince(event.first) ?? Infinity) < GRACE_SECONDS && event.count < 3) continue;
    if (succeededAfter(ref, event.last, index)) continue;
    consider(event.message, quoteEvent(event), event.first);
  }
  for (const { said, proof } of statusTexts(ref, object)) consider(said, proof);
  return found.size > 0 ? [...found.values()] : unknownRefusal(ref, object, index);
}

/** Answers of a control plane that is busy or a step ahead; the controller asks again by itself. */
const PASSING =
  /already exists|object has been modified|etcdserver|timeout|deadline exceeded|too many requests/i;

/** Pods are refused in words that no rule knows. The refusal itself is certain; what is behind it is what the answer says. */
function unknownRefusal(
  ref: ObjectRef,
  object: JsonRecord | undefined,
  index: BundleIndex,
): readonly Outcome[] {
  const event = index
    .eventsOf(ref)
    .filter(({ reason, last }) => reason === 'FailedCreate' && !succeededAfter(ref, last, index))
    .at(-1);
  const failure = list(object, 'status', 'conditions').find(
    (condition) => text(condition, 'type') === 'ReplicaFailure' && text(condition, 'status') === 'True',
  );
  const said = event?.message ?? text(failure, 'message') ?? '';
  if (said === '' || PASSING.test(said)) return [];
  if (event && (index.secondsSince(event.first) ?? Infinity) < GRACE_SECONDS && event.count < 3) return [];
  return [
    claim({
      cause: 'admission-denied',
      subject: ref,
      severity: 'broken',
      confidence: 'likely',
      says: {
        target: ref.name,
        namespace: ref.namespace,
        message: said,
        webhook: '',
        reason: said.replace(/^Error creating: /, ''),
      },
      proof: event ? [quoteEvent(event)] : [quote(ref, 'status.conditions', `ReplicaFailure: ${said}`)],
      since: event?.first,
    }),
  ];
}

function isHealthyNow(ref: ObjectRef, object: JsonRecord | undefined, made: number, wanted: number): boolean {
  if (/^(ReplicaSet|Deployment|StatefulSet)$/.test(ref.kind))
    return wanted === 0 || (made >= wanted && !hasTrueFailure(object));
  if (ref.kind === 'Job')
    return (number(object, 'status', 'succeeded') ?? 0) >= (number(object, 'spec', 'completions') ?? 1);
  return false;
}

function hasTrueFailure(object: JsonRecord | undefined): boolean {
  return list(object, 'status', 'conditions').some(
    (condition) => text(condition, 'type') === 'ReplicaFailure' && text(condition, 'status') === 'True',
  );
}

/** The controller made a pod after it was refused: the refusal is over. */
function succeededAfter(ref: ObjectRef, last: number | undefined, index: BundleIndex): boolean {
  return index
    .eventsOf(ref)
    .some((event) => event.reason === 'SuccessfulCreate' && (event.last ?? 0) > (last ?? Infinity));
}

/** Sentences in a status that tell of errors: condition messages, `lastErrors`, `message`, `failureMessage`. */
function statusTexts(ref: ObjectRef, object: JsonRecord | undefined): { said: string; proof: Evidence }[] {
  const found: { said: string; proof: Evidence }[] = [];
  const add = (value: unknown, path: string, label = ''): void => {
    if (typeof value === 'string' && value.length > 8)
      found.push({ said: value, proof: quote(ref, path, `${label}${value}`) });
  };
  list(object, 'status', 'conditions').forEach((condition, i) =>
    add(
      at(condition, 'message'),
      `status.conditions[${i}].message`,
      `${text(condition, 'type') ?? ''}=${text(condition, 'status') ?? ''} ${text(condition, 'reason') ?? ''}: `,
    ),
  );
  for (const field of ['message', 'failureMessage', 'errorMessage', 'reason', 'error'])
    add(at(object, 'status', field), `status.${field}`);
  // Argo keeps a record per step, keyed by its id.
  for (const [id, step] of Object.entries(record(object, 'status', 'nodes'))) {
    if (/^(Failed|Error)$/.test(text(step, 'phase') ?? '') && text(step, 'type') === 'Pod')
      add(at(step, 'message'), `status.nodes.${id}.message`, `${text(step, 'displayName') ?? id}: `);
  }
  add(at(object, 'status', 'applicationState', 'errorMessage'), 'status.applicationState.errorMessage');
  for (const field of ['lastErrors', 'errors', 'failures']) {
    list(object, 'status', field).forEach((entry, i) => {
      if (!isRecord(entry)) {
        add(entry, `status.${field}[${i}]`);
        return;
      }
      for (const key of ['description', 'message', 'error'])
        add(
          entry[key],
          `status.${field}[${i}].${key}`,
          text(entry, 'code') === undefined ? '' : `${text(entry, 'code') ?? ''}: `,
        );
    });
  }
  return found;
}

/** Jobs that gave up, ran out of time, or are paused. */
export function jobRule(
  ref: ObjectRef,
  object: JsonRecord | undefined,
  index: BundleIndex,
): readonly Outcome[] {
  if (!object || (number(object, 'status', 'succeeded') ?? 0) >= (number(object, 'spec', 'completions') ?? 1))
    return [];
  if (hasLaterSuccess(ref, index)) return [];
  const failed = list(object, 'status', 'conditions').find(
    (condition) =>
      /^(Failed|FailureTarget)$/.test(text(condition, 'type') ?? '') && text(condition, 'status') === 'True',
  );
  const event = index
    .eventsOf(ref)
    .filter((candidate) =>
      /^(BackoffLimitExceeded|DeadlineExceeded|PodFailurePolicy|MaxFailedIndexesExceeded)$/.test(
        candidate.reason,
      ),
    )
    .at(-1);
  const reason = text(failed, 'reason') ?? event?.reason;
  const message = text(failed, 'message') ?? event?.message ?? '';
  const proof = [
    ...(failed === undefined ? [] : [quote(ref, 'status.conditions', `Failed: ${reason ?? ''}: ${message}`)]),
    ...(event ? [quoteEvent(event)] : []),
  ];
  const pods = failedPods(ref, index);
  const base = { subject: ref, severity: 'broken', confidence: 'certain', proof } as const;
  if (reason === 'DeadlineExceeded')
    return [
      claim({
        ...base,
        cause: 'deadline-exceeded',
        says: { what: ref.name, seconds: number(object, 'spec', 'activeDeadlineSeconds'), message },
        proof: [...proof, ...deadlineProof(ref, object)],
        because: pods,
      }),
    ];
  const removed = pods.length === 0 ? machineRemoved(object, index) : undefined;
  if (reason !== undefined && removed) {
    return [
      claim({
        ...base,
        cause: 'node-scale-down',
        confidence: 'possible',
        says: { node: undefined, message: removed.message, kind: 'autoscaler' },
        proof: [quoteEvent(removed), ...proof],
      }),
    ];
  }
  if (reason !== undefined) {
    return [
      claim({
        ...base,
        cause: 'job-backoff-limit',
        says: {
          job: ref.name,
          failures: number(object, 'status', 'failed'),
          limit: number(object, 'spec', 'backoffLimit'),
          message,
        },
        because: pods,
      }),
    ];
  }
  if (flag(object, 'spec', 'suspend') !== true) return [];
  const queue = text(object, 'metadata', 'labels', 'kueue.x-k8s.io/queue-name');
  return [
    claim({
      cause: 'job-suspended',
      subject: ref,
      severity: 'note',
      confidence: 'certain',
      says: { job: ref.name, by: queue === undefined ? undefined : l10n.t('the queue "{0}"', queue) },
      proof: [quote(ref, 'spec.suspend', 'true')],
      because: queue === undefined ? [] : workloadsOf(ref, index),
    }),
  ];
}

function deadlineProof(ref: ObjectRef, job: JsonRecord): readonly Evidence[] {
  const seconds = number(job, 'spec', 'activeDeadlineSeconds');
  return seconds === undefined
    ? []
    : [quote(ref, 'spec.activeDeadlineSeconds', `activeDeadlineSeconds: ${seconds}`)];
}

/** While the job was at work an autoscaler removed a machine; its pods are gone without a trace. */
function machineRemoved(job: JsonRecord, index: BundleIndex): EventFact | undefined {
  const started = instant(job, 'status', 'startTime') ?? instant(job, 'metadata', 'creationTimestamp') ?? 0;
  return index
    .eventsAboutKinds('ConfigMap', 'Node', 'NodeClaim')
    .filter(
      (event) =>
        /ScaleDown|removing node|node removed/i.test(`${event.reason} ${event.message}`) &&
        (event.last ?? 0) >= started,
    )
    .at(-1);
}

/** Pods of a job that failed, the last first: its end is what made the job give up. */
function failedPods(ref: ObjectRef, index: BundleIndex): readonly ObjectRef[] {
  return index
    .childrenOf(ref)
    .flatMap((child) => index.pod(child) ?? [])
    .filter((pod) => pod.phase !== 'Succeeded')
    .sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0) || (a.ref.name < b.ref.name ? -1 : 1))
    .slice(0, 3)
    .map((pod) => pod.ref);
}

/** The queue's own record of a workload: owned by it, or named after it. */
export function workloadsOf(ref: ObjectRef, index: BundleIndex): readonly ObjectRef[] {
  const owned = index
    .childrenOf(ref)
    .filter((child) => child.kind === 'Workload' || child.kind === 'PodGroup');
  if (owned.length > 0) return owned;
  return index.inNamespace('Workload', ref.namespace ?? '').flatMap((object) => {
    const name = text(object, 'metadata', 'name') ?? '';
    return name.includes(ref.name)
      ? [{ kind: 'Workload', ...(ref.namespace === undefined ? {} : { namespace: ref.namespace }), name }]
      : [];
  });
}

/** Namespaces that are being deleted. */
export function namespaceRule(
  ref: ObjectRef,
  object: JsonRecord | undefined,
  index: BundleIndex,
): readonly Outcome[] {
  if (!object || text(object, 'status', 'phase') !== 'Terminating') return [];
  const since = Date.parse(text(object, 'metadata', 'deletionTimestamp') ?? '');
  const told = list(object, 'status', 'conditions').filter(
    (condition) => text(condition, 'status') === 'True' && text(condition, 'message') !== undefined,
  );
  const waits = (index.now - since) / 1000;
  return [
    claim({
      cause: 'namespace-terminating',
      subject: ref,
      severity: Number.isNaN(waits) || waits > 300 || told.length > 0 ? 'broken' : 'note',
      confidence: 'certain',
      says: {
        namespace: ref.name,
        message: told.map((condition) => text(condition, 'message') ?? '').join(' '),
      },
      proof: [
        quote(ref, 'status.phase', 'Terminating'),
        ...told
          .slice(0, 3)
          .map((condition) =>
            quote(
              ref,
              'status.conditions',
              `${text(condition, 'type') ?? ''}: ${text(condition, 'message') ?? ''}`,
            ),
          ),
      ],
      ...(Number.isNaN(since) ? {} : { since }),
    }),
  ];
}
