import { number } from '../../common/json.ts';
import type { Claim, Outcome } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import { quoteEvent } from '../facts/event-facts.ts';
import type { PodFacts } from '../facts/pod-facts.ts';
import { quote, refTo } from '../facts/refs.ts';
import type { Evidence } from '../finding.ts';
import { claimFromText, outputsAbout } from '../logs/telling.ts';
import { quantityOf } from '../words/quantities.ts';

/** What ended a pod as a whole, from outside: `status.reason`, the DisruptionTarget condition, and events. */
export function evictionRule(pod: PodFacts, index: BundleIndex): readonly Outcome[] {
  const reason = pod.reason;
  const message = pod.message;
  if (reason === 'Evicted' || (reason === '' && /^The node (?:was low on|had condition)/.test(message)))
    return [evicted(pod, message)];
  const disruption = pod.condition('DisruptionTarget');
  const preempted = index
    .eventsOf(pod.ref)
    .filter((event) => event.reason === 'Preempted')
    .at(-1);
  if (reason === 'Preempting' || disruption?.reason === 'PreemptionByScheduler' || preempted)
    return [
      preemption(pod, preempted?.message ?? disruption?.message ?? message, [
        ...(preempted ? [quoteEvent(preempted)] : []),
        ...pod.quoteCondition('DisruptionTarget'),
      ]),
    ];
  const refused = refusedByNode(pod, index);
  if (refused) return [refused];
  if (/^(Terminated|NodeShutdown|Shutdown)$/.test(reason))
    return [scaleDown(pod, message === '' ? reason : message, 'shutdown', [pod.quoteReason()])];
  if (reason === 'DeadlineExceeded') return [deadline(pod)];
  // Kubernetes 1.35: the machine had room for more disks when the pod was placed, and no more when it arrived.
  if (reason === 'VolumeAttachmentLimitExceeded')
    return [
      claim({
        cause: 'scheduling-volume-limit',
        subject: pod.ref,
        severity: 'broken',
        confidence: 'certain',
        says: { refusals: [], message },
        proof: [pod.quoteReason()],
      }),
    ];
  const removed = nodeRemoved(pod, index);
  return removed ? [removed] : [];
}

function evicted(pod: PodFacts, message: string): Claim {
  const base = {
    subject: pod.ref,
    severity: 'broken',
    confidence: 'certain',
    proof: [pod.quoteReason()],
  } as const;
  const use =
    /Container (\S+) was using (\S+?), (?:which exceeds its request of|request is) (\S+?)[,.](?:\s|$)/.exec(
      message,
    );
  const facts = {
    node: pod.nodeName,
    message,
    container: use?.[1],
    used: quantityOf(use?.[2]),
    request: quantityOf(use?.[3]),
  };
  const emptyDir = /Usage of EmptyDir volume "([^"]+)" exceeds the limit "([^"]+)"/.exec(message);
  if (emptyDir)
    return claim({
      ...base,
      cause: 'evicted-ephemeral-storage',
      says: { ...facts, kind: 'empty-dir', volume: emptyDir[1], limit: quantityOf(emptyDir[2]) },
    });
  const own =
    /(?:exceeds the total limit of containers|Container (\S+) exceeded its local ephemeral storage limit)\s+"?([\w.]+?)"?\.?\s*$/.exec(
      message.trim(),
    );
  if (own)
    return claim({
      ...base,
      cause: 'evicted-ephemeral-storage',
      says: { ...facts, kind: 'own-limit', container: own[1], limit: quantityOf(own[2]) },
    });
  const conditions = /had condition: \[([^\]]*)\]/.exec(message)?.[1] ?? '';
  const low = /low on resource: \[?([\w.-]+)/.exec(message)?.[1] ?? '';
  if (/DiskPressure/.test(conditions))
    return claim({
      ...base,
      cause: 'node-disk-pressure',
      says: { node: pod.nodeName, message, refused: true },
    });
  if (/PIDPressure/.test(conditions) || /^pids?/.test(low))
    return claim({
      ...base,
      cause: 'node-kernel-limit',
      says: { container: facts.container ?? pod.ref.name, line: message, node: pod.nodeName, kind: 'pids' },
    });
  if (/ephemeral|inode|disk|imagefs|nodefs/i.test(low) || /ephemeral|inodes/i.test(message))
    return claim({ ...base, cause: 'evicted-ephemeral-storage', says: { ...facts, kind: 'node' } });
  return claim({
    ...base,
    cause: 'evicted-memory',
    confidence: /memory/i.test(`${low}${conditions}${message}`) ? 'certain' : 'possible',
    says: { ...facts, admission: /MemoryPressure/.test(conditions) },
  });
}

function preemption(pod: PodFacts, message: string, proof: readonly Evidence[]): Claim {
  const by = /Preempted by (?:a )?pod:? ?(\S+)(?: on node (\S+))?|preempted by (\S+)/i.exec(message);
  return claim({
    cause: 'preempted',
    subject: pod.ref,
    severity: 'broken',
    confidence: 'certain',
    says: { by: by?.[1] === 'on' ? undefined : (by?.[1] ?? by?.[3]), node: by?.[2] ?? pod.nodeName, message },
    proof: proof.length > 0 ? proof : [pod.quoteReason()],
  });
}

/** Refused by the kubelet after the scheduler had placed it. Source: kubelet lifecycle/predicate.go. */
const KUBELET_REFUSALS =
  /^(UnexpectedAdmissionError|OutOf[\w./-]+|NodeAffinity|NodePorts|TaintToleration|TopologyAffinityError|SMTAlignmentError|PodOSNotSupported|PodOSSelectorNodeLabelDoesNotMatch|InvalidNodeInfo|HostPortConflict|SysctlForbidden|AppArmor|NodeUnschedulable|Failed?Predicate\w*|CPUPressure)$/;

function refusedByNode(pod: PodFacts, index: BundleIndex): Claim | undefined {
  const event = index
    .eventsOf(pod.ref)
    .filter((candidate) => KUBELET_REFUSALS.test(candidate.reason))
    .at(-1);
  if (!KUBELET_REFUSALS.test(pod.reason) && !(event && pod.phase === 'Failed')) return undefined;
  const message = pod.message === '' ? (event?.message ?? pod.reason) : pod.message;
  const proof = [
    ...(KUBELET_REFUSALS.test(pod.reason) ? [pod.quoteReason()] : []),
    ...(event ? [quoteEvent(event)] : []),
  ];
  const node = pod.nodeName;
  const outputs = node === undefined ? [] : outputsAbout(refTo('Node', undefined, node), [node], index);
  const shown = outputs.map(({ log, from }) => quote(from, 'output', log.text));
  if (
    /GPU is lost|Xid|unhealthy device|fallen off the bus/i.test(
      `${message} ${outputs.map(({ log }) => log.text).join(' ')}`,
    ) &&
    /gpu|nvml|nvidia|device/i.test(message)
  ) {
    const line = /GPU is lost|Xid|fallen off/i.test(message)
      ? message
      : (outputs[0]?.log.text.trim() ?? message);
    if (!/unhealthy device/i.test(line) || /lost|xid/i.test(line)) {
      return claim({
        cause: 'gpu-hardware-fault',
        subject: node === undefined ? pod.ref : refTo('Node', undefined, node),
        severity: 'broken',
        confidence: 'certain',
        says: { node, line },
        proof: [...proof, ...shown],
      });
    }
  }
  const found = claimFromText(
    { text: message },
    { index, subject: pod.ref, from: pod.ref, path: 'status.message', pod, runsWell: false },
  );
  if (found?.strength === 3 && found.claim.cause.startsWith('gpu'))
    return { ...found.claim, proof: [...proof, ...shown] };
  const resource =
    /(?:unavailable for|resource:|enough resource:)\s*([\w./-]+)/.exec(message)?.[1]?.replace(/[.,]$/, '') ??
    /^OutOf(.+)$/.exec(pod.reason)?.[1];
  return claim({
    cause: 'unexpected-admission',
    subject: pod.ref,
    severity: 'broken',
    confidence: 'certain',
    says: { node, message, resource },
    proof: [...proof, ...shown],
  });
}

function scaleDown(
  pod: PodFacts,
  message: string,
  kind: 'autoscaler' | 'drain' | 'spot' | 'shutdown' | 'other',
  proof: readonly Evidence[],
  confidence: 'certain' | 'likely' = 'certain',
): Claim {
  return claim({
    cause: 'node-scale-down',
    subject: pod.ref,
    severity: pod.deletedAt === undefined ? 'broken' : 'warning',
    confidence,
    says: { node: pod.nodeName, message, kind },
    proof,
  });
}

const SPOT =
  /spot|preemptible|preempt(?:ion|ed) (?:notice|by the cloud)|TerminationByCloud|impending-node-termination|interruption|aws-node-termination-handler/i;

/** The machine went away under the pod: told by conditions of the pod, or by events about the machine. */
function nodeRemoved(pod: PodFacts, index: BundleIndex): Claim | undefined {
  const disruption = pod.condition('DisruptionTarget');
  const node = pod.nodeName;
  if (disruption?.status === 'True') {
    const proof = pod.quoteCondition('DisruptionTarget');
    const related = node === undefined ? undefined : nodeEvents(node, index).at(-1);
    const all = related ? [...proof, quoteEvent(related)] : proof;
    const kind = related === undefined ? undefined : kindOfRemoval(`${related.reason} ${related.message}`);
    if (disruption.reason === 'EvictionByEvictionAPI')
      return scaleDown(pod, related?.message ?? disruption.message, kind ?? 'drain', all);
    if (disruption.reason === 'DeletionByPodGC')
      return scaleDown(pod, disruption.message, kind ?? 'other', all);
    if (
      disruption.reason === 'TerminationByKubelet' &&
      /shutdown/i.test(`${disruption.message} ${pod.message}`)
    )
      return scaleDown(pod, disruption.message, kind ?? 'shutdown', all);
    if (disruption.reason === 'DeletionByTaintManager' && node !== undefined) {
      return claim({
        cause: 'node-unhealthy',
        subject: refTo('Node', undefined, node),
        severity: 'broken',
        confidence: 'likely',
        says: { node, kind: 'unreachable', message: disruption.message, pods: [pod.ref.name] },
        proof: all,
        because: [refTo('Node', undefined, node)],
      });
    }
  }
  const drained = index
    .eventsOf(pod.ref)
    .filter(
      (event) =>
        /^(ScaleDown|Drain|Evict\w*|NodeTermination\w*|TerminationByCloud|Disrupt\w*)$/.test(event.reason) &&
        event.reason !== 'Evicted',
    )
    .at(-1);
  if (drained)
    return scaleDown(
      pod,
      drained.message,
      kindOfRemoval(`${drained.reason} ${drained.message} ${drained.component}`) ?? 'other',
      [quoteEvent(drained)],
    );
  if (node === undefined) return undefined;
  const ends = pod.containers.flatMap((container) =>
    container.end?.current === true ? [container.end] : [],
  );
  // A program that failed by itself did so before its machine went.
  const own = ends.some(
    (end) => end.exitCode !== undefined && end.exitCode !== 0 && ![137, 143, 255].includes(end.exitCode),
  );
  const ended =
    !own && (pod.phase === 'Failed' || pod.deletedAt !== undefined || ends.some((end) => end.exitCode !== 0));
  const endedAt = Math.max(pod.deletedAt ?? 0, ...ends.map((end) => end.finishedAt ?? 0));
  const about = nodeEvents(node, index)
    .filter((event) => endedAt === 0 || Math.abs((event.last ?? endedAt) - endedAt) < REMOVAL_MS)
    .at(-1);
  return ended && about
    ? scaleDown(
        pod,
        about.message,
        kindOfRemoval(`${about.reason} ${about.message} ${about.component}`) ?? 'other',
        [quoteEvent(about)],
        'likely',
      )
    : undefined;
}

/** A machine's going and its pods' end are at most this far apart. */
const REMOVAL_MS = 20 * 60 * 1000;

/** Events that say a machine is going, on the machine itself or on the autoscaler's own objects. */
function nodeEvents(node: string, index: BundleIndex): ReturnType<BundleIndex['eventsOf']> {
  const own = index.eventsOf(refTo('Node', undefined, node));
  const others = index
    .eventsAboutKinds('ConfigMap', 'NodeClaim', 'Machine')
    .filter((event) => event.message.includes(node));
  return [...own, ...others].filter(
    (event) =>
      /^(ScaleDown\w*|DeletingNode|RemovingNode|NodeDrain\w*|Drain\w*|Terminat\w*|SpotInterruption|Preempt\w*|Disrupt\w*|Shutdown)$/i.test(
        event.reason,
      ) ||
      SPOT.test(`${event.reason} ${event.message}`) ||
      /removing node|scale-down/i.test(event.message),
  );
}

function kindOfRemoval(words: string): 'autoscaler' | 'drain' | 'spot' | 'shutdown' | undefined {
  if (SPOT.test(words)) return 'spot';
  if (/scale-?down|autoscaler|consolidat|underutilized|empty/i.test(words)) return 'autoscaler';
  if (/drain|maintenance|upgrade/i.test(words)) return 'drain';
  return /shut ?down/i.test(words) ? 'shutdown' : undefined;
}

function deadline(pod: PodFacts): Claim {
  return claim({
    cause: 'deadline-exceeded',
    subject: pod.ref,
    severity: 'broken',
    confidence: 'certain',
    says: { what: pod.ref.name, seconds: number(pod.spec, 'activeDeadlineSeconds'), message: pod.message },
    proof: [pod.quoteReason()],
  });
}
