import type { JsonRecord } from '../../common/json.ts';
import { list, number, record, text } from '../../common/json.ts';
import type { Outcome } from '../claim.ts';
import { claim, isClaim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import { PodFacts } from '../facts/pod-facts.ts';
import { quote } from '../facts/refs.ts';
import { verdictOf } from '../facts/scheduler-words.ts';
import type { Evidence, ObjectRef } from '../finding.ts';
import { imageRule } from './images.ts';
import { placingClaim } from './placing/placing.ts';
import { hasSucceeded } from './superseded.ts';

/** Kinds whose controllers say by other means how they are. */
const BUILT_IN = new Set([
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'CronJob',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'VolumeAttachment',
]);
const FAILED = /^(?:failed|error|failure|submission_failed|launch_failed)$/i;

interface Said {
  readonly message: string;
  readonly proof: Evidence;
}

/**
 * Work of a tool (a workflow, a Spark application, a training job) that its own controller calls failed. Its pods know better, where
 * they are still there; without them its own words are all there is.
 */
export function failedOwnerRule(
  ref: ObjectRef,
  object: JsonRecord | undefined,
  index: BundleIndex,
): readonly Outcome[] {
  if (!object || hasSucceeded(object)) return [];
  if (ref.kind === 'Deployment') return stalled(ref, object, index);
  if (BUILT_IN.has(ref.kind)) return [];
  const image = unfetched(ref, object, index);
  if (image.length > 0) return image;
  const said = failedStep(ref, object) ?? ownWords(ref, object);
  if (!said) return [];
  const { message, proof } = said;
  const base = { subject: ref, severity: 'broken', proof: [proof] } as const;
  const because = index.childrenOf(ref).filter((child) => index.pod(child)?.phase !== 'Succeeded');
  if (/longer than (?:the )?specified deadline|deadline ?exceeded|exceeded its deadline/i.test(message))
    return [
      claim({
        ...base,
        cause: 'deadline-exceeded',
        confidence: 'certain',
        says: { what: ref.name, seconds: number(object, 'spec', 'activeDeadlineSeconds'), message },
        because,
      }),
    ];
  if (/^(?:pod deleted|node .*(?:not found|removed|deleted|shut ?down))/i.test(message))
    return [
      claim({
        ...base,
        cause: 'node-scale-down',
        confidence: 'possible',
        says: { node: undefined, message, kind: 'other' },
        because,
      }),
    ];
  const unplaced = /nodes are available/.test(message) ? placedNowhere(ref, message, index) : undefined;
  if (unplaced) return [{ ...unplaced, subject: ref, proof: [proof], because }];
  return [
    claim({
      ...base,
      cause: 'app-error',
      confidence: 'likely',
      says: { container: ref.name, line: message, logsRead: true },
      because,
    }),
  ];
}

/** A roll-out that its controller has given up waiting for; its pods know why, where they can be read. */
function stalled(ref: ObjectRef, object: JsonRecord, index: BundleIndex): readonly Outcome[] {
  const condition = list(object, 'status', 'conditions').find(
    (candidate) => text(candidate, 'reason') === 'ProgressDeadlineExceeded',
  );
  const wanted = number(object, 'spec', 'replicas') ?? 1;
  if (condition === undefined || (number(object, 'status', 'readyReplicas') ?? 0) >= wanted) return [];
  const message = text(condition, 'message') ?? '';
  return [
    claim({
      cause: 'deadline-exceeded',
      subject: ref,
      severity: 'broken',
      confidence: 'likely',
      says: {
        what: ref.name,
        seconds: number(object, 'spec', 'progressDeadlineSeconds') ?? 600,
        message,
        rollout: true,
      },
      proof: [quote(ref, 'status.conditions', `Progressing=False ProgressDeadlineExceeded: ${message}`)],
      because: index.childrenOf(ref),
    }),
  ];
}

/** Knative and KServe look an image up before any pod is made. */
function unfetched(ref: ObjectRef, object: JsonRecord, index: BundleIndex): readonly Outcome[] {
  for (const condition of list(object, 'status', 'conditions')) {
    const message = text(condition, 'message') ?? '';
    const found = /Unable to fetch image "([^"]+)":\s*([^]*)/.exec(message);
    if (!found || text(condition, 'status') !== 'False') continue;
    const [, image = '', why = ''] = found;
    const waiting = { reason: 'ErrImagePull', message: why };
    const pod = new PodFacts({
      kind: 'Pod',
      metadata: { name: ref.name, ...(ref.namespace === undefined ? {} : { namespace: ref.namespace }) },
      spec: { containers: [{ name: ref.name, image }] },
      status: { phase: 'Pending', containerStatuses: [{ name: ref.name, image, state: { waiting } }] },
    });
    const proof = [quote(ref, 'status.conditions', message)];
    return imageRule(pod, index).map((outcome) =>
      isClaim(outcome) ? { ...outcome, subject: ref, proof } : outcome,
    );
  }
  return [];
}

/** The scheduler's sentence about a step whose pod is not in the evidence. */
function placedNowhere(ref: ObjectRef, message: string, index: BundleIndex): ReturnType<typeof placingClaim> {
  const condition = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message };
  const pod = new PodFacts({
    kind: 'Pod',
    metadata: { name: ref.name, ...(ref.namespace === undefined ? {} : { namespace: ref.namespace }) },
    status: { phase: 'Pending', conditions: [condition] },
  });
  const verdict = verdictOf(message);
  const says = { nodes: verdict.nodes, refusals: verdict.refusals, message };
  return placingClaim(pod, verdict, says, [], index);
}

/** Argo keeps a record per step; the pod of one that failed, or that waits for a machine, says why. */
function failedStep(ref: ObjectRef, object: JsonRecord): Said | undefined {
  for (const [id, step] of Object.entries(record(object, 'status', 'nodes'))) {
    const message = text(step, 'message') ?? '';
    const phase = text(step, 'phase') ?? '';
    if (text(step, 'type') !== 'Pod' || message === '') continue;
    if (FAILED.test(phase) || (phase === 'Pending' && /Unschedulable/.test(message)))
      return {
        message: message.replace(/^Unschedulable: /, ''),
        proof: quote(ref, `status.nodes.${id}.message`, `${text(step, 'displayName') ?? id}: ${message}`),
      };
  }
  return undefined;
}

function ownWords(ref: ObjectRef, object: JsonRecord): Said | undefined {
  const phase =
    text(object, 'status', 'phase') ??
    text(object, 'status', 'applicationState', 'state') ??
    text(object, 'status', 'jobStatus') ??
    text(object, 'status', 'state') ??
    '';
  const condition = list(object, 'status', 'conditions').find(
    (candidate) =>
      /^(?:Failed|Failure)$/.test(text(candidate, 'type') ?? '') && text(candidate, 'status') === 'True',
  );
  if (!FAILED.test(phase) && condition === undefined) return undefined;
  const message =
    text(object, 'status', 'applicationState', 'errorMessage') ??
    text(object, 'status', 'message') ??
    text(condition, 'message') ??
    text(condition, 'reason') ??
    phase;
  return { message, proof: quote(ref, 'status', `${phase === '' ? 'Failed' : phase}: ${message}`) };
}
