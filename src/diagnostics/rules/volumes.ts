import { at, list, text } from '../../common/json.ts';
import type { Claim, Outcome } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import type { EventFact } from '../facts/event-facts.ts';
import { quoteEvent } from '../facts/event-facts.ts';
import type { PodFacts } from '../facts/pod-facts.ts';
import { refTo } from '../facts/refs.ts';
import type { ObjectRef } from '../finding.ts';
import { lackIn } from './config.ts';

/** Attaching and mounting a disk may take this long without being news. */
const GRACE_SECONDS = 45;

const MOUNTING = /^(FailedMount|FailedAttachVolume|FailedMapVolume|FailedMountOnFilesystemMismatch)$/;

/** A disk goes from one machine to another in about this time, when its last pod has just left. */
const DETACH_SECONDS = 120;

/** Volumes that are there on paper and cannot be attached or mounted. */
export function volumeRule(pod: PodFacts, index: BundleIndex): readonly Outcome[] {
  if (pod.deletedAt !== undefined || pod.isFinished || pod.hasStarted || pod.nodeName === undefined)
    return [];
  const events = index.eventsOf(pod.ref).filter((event) => MOUNTING.test(event.reason));
  const telling = events.filter(
    (event) =>
      !/timed out waiting for the condition|context deadline exceeded$|not registered|failed to sync \w+ cache/.test(
        event.message,
      ),
  );
  const waited = index.secondsSince(pod.condition('PodScheduled')?.since ?? pod.createdAt) ?? Infinity;
  const outcomes: Outcome[] = [];
  for (const event of telling) {
    if (lackIn(event.message)) continue; // rules/config speaks of those
    if (waited < (/Multi-Attach/.test(event.message) ? DETACH_SECONDS : GRACE_SECONDS) && event.count < 3)
      continue;
    outcomes.push(mountClaim(pod, event, index));
  }
  if (outcomes.length > 0) return onePerCause(outcomes);
  const held = heldElsewhere(pod, index);
  if (held && waited >= GRACE_SECONDS) return [held];
  const symptom = events.at(-1);
  if (symptom && telling.length === 0 && waited >= 2 * GRACE_SECONDS) {
    const because = claimNames(pod).map((name) => refTo('PersistentVolumeClaim', pod.namespace, name));
    return [mountFailed(pod, symptom, 'possible', because, index)];
  }
  return waitsForClaim(pod, waited, index);
}

/** The pod has its machine and waits for a claim that has no disk; the claim knows why. */
function waitsForClaim(pod: PodFacts, seconds: number, index: BundleIndex): Outcome[] {
  const pending = pendingClaims(pod, index);
  const [first] = pending;
  if (first === undefined || seconds < 2 * GRACE_SECONDS) return [];
  return [
    claim({
      cause: 'volume-mount-failed',
      subject: pod.ref,
      severity: 'broken',
      confidence: 'possible',
      says: { volume: first.name, message: '', claim: first.name },
      proof: [pod.quote('spec.volumes', `persistentVolumeClaim: ${first.name}`)],
      because: pending,
      since: pod.createdAt,
    }),
  ];
}

function pendingClaims(pod: PodFacts, index: BundleIndex): readonly ObjectRef[] {
  return claimNames(pod)
    .filter(
      (name) =>
        text(index.get('PersistentVolumeClaim', pod.namespace, name), 'status', 'phase') === 'Pending',
    )
    .map((name) => refTo('PersistentVolumeClaim', pod.namespace, name));
}

function onePerCause(outcomes: readonly Outcome[]): Outcome[] {
  const seen = new Set<string>();
  return [...outcomes].reverse().filter((outcome) => {
    if (!('cause' in outcome)) return true;
    const fresh = !seen.has(outcome.cause);
    seen.add(outcome.cause);
    return fresh;
  });
}

/** Names of the claims that a pod mounts. */
export function claimNames(pod: PodFacts): readonly string[] {
  return list(pod.spec, 'volumes').flatMap((volume) => {
    const name = text(volume, 'persistentVolumeClaim', 'claimName');
    if (name !== undefined) return [name];
    return at(volume, 'ephemeral') === undefined ? [] : [`${pod.ref.name}-${text(volume, 'name') ?? ''}`];
  });
}

function volumeIn(message: string): string {
  return (
    /for volume "([^"]+)"/.exec(message)?.[1] ?? /unmounted volumes=\[([^\]]*)\]/.exec(message)?.[1] ?? ''
  );
}

/** The claim behind a volume that an event names by the pod's name for it or by the PersistentVolume's. */
function claimBehind(pod: PodFacts, volume: string, index: BundleIndex): string | undefined {
  const own = list(pod.spec, 'volumes').find((candidate) => text(candidate, 'name') === volume);
  const direct = text(own, 'persistentVolumeClaim', 'claimName');
  if (direct !== undefined) return direct;
  const names = claimNames(pod);
  const bound = names.find(
    (name) => text(index.get('PersistentVolumeClaim', pod.namespace, name), 'spec', 'volumeName') === volume,
  );
  return bound ?? (/^pvc-/.test(volume) && names.length === 1 ? names[0] : undefined);
}

function mountClaim(pod: PodFacts, event: EventFact, index: BundleIndex): Claim {
  const message = event.message;
  const low = message.toLowerCase();
  const volume = volumeIn(message);
  const base = { severity: 'broken', proof: [quoteEvent(event)], since: event.first } as const;
  const node = pod.nodeName;
  if (
    /read-only file system/.test(low) &&
    /mkdir|\/var\/lib\/kubelet|transport endpoint/.test(low) &&
    node !== undefined
  ) {
    return mountFailed(pod, event, 'likely', [refTo('Node', undefined, node)], index);
  }
  if (
    /multi-attach error|already exclusively attached|is already used by pod|attached to another node|currently attached to|already attached to (?:an? )?instance|in use by another|is in use and will be detached/.test(
      low,
    )
  ) {
    return multiAttach(pod, event, index, volume);
  }
  const driver = /driver name (\S+) not found in the list of registered CSI drivers/.exec(message)?.[1];
  if (driver !== undefined)
    return claim({
      ...base,
      subject: pod.ref,
      cause: 'csi-driver-missing',
      confidence: 'certain',
      says: { driver, node, message },
    });
  if (
    /hostpath type check failed/.test(low) ||
    (/path .* does not exist|is not a (?:directory|file|socket)/.test(low) && isHostPath(pod, volume))
  ) {
    const path =
      /failed:\s*(\S+) is not/.exec(message)?.[1] ??
      /path "?([^"\s]+)"? does not exist/.exec(message)?.[1] ??
      hostPathOf(pod, volume) ??
      '';
    return claim({
      ...base,
      subject: pod.ref,
      cause: 'hostpath-missing',
      confidence: 'certain',
      says: { path, volume, node, message },
    });
  }
  // The machine waits for what the claim waits for, and the claim says what that is.
  if (
    /pvc is not bound|persistentvolumeclaim is not bound|unbound (?:immediate )?persistentvolumeclaims/.test(
      low,
    )
  )
    return mountFailed(pod, event, 'possible', pendingClaims(pod, index), index);
  if (
    /attachmentlimitexceeded|attachment limit|max(?:imum)? (?:number of )?(?:data )?(?:disk|volume)s?\b.{0,40}(?:attached|exceeded|allowed)/.test(
      low,
    )
  )
    return claim({
      ...base,
      subject: pod.ref,
      cause: 'scheduling-volume-limit',
      confidence: 'certain',
      says: { nodes: undefined, refusals: [], message },
    });
  if (isNfs(low, pod, volume, index)) return nfs(pod, event, index, volume);
  if (isGone(low)) {
    const name = claimBehind(pod, volume, index);
    return claim({
      ...base,
      subject: name === undefined ? pod.ref : refTo('PersistentVolumeClaim', pod.namespace, name),
      cause: 'volume-lost',
      confidence: 'likely',
      says: { claim: name ?? volume, namespace: pod.namespace, volume, message },
    });
  }
  return mountFailed(pod, event, 'likely', [], index);
}

/** The driver says that the disk is not there; a machine, a secret or an account that is not there is another matter. */
function isGone(low: string): boolean {
  const told = /desc = ([^]*)/.exec(low)?.[1] ?? low;
  const disk =
    /(?:volume|disk|filesystem|file system)[^.]{0,80}(?:not found|does not exist|has been deleted)|invalidvolume\.notfound/;
  if (disk.test(told)) return /attach|rpc error|volumes?\b/.test(low);
  return /notfound/.test(low) && !/\b(?:instance|node|machine|vm|secret|account)\b/.test(told);
}

function mountFailed(
  pod: PodFacts,
  event: EventFact,
  confidence: 'likely' | 'possible',
  because: readonly ObjectRef[],
  index: BundleIndex,
): Claim {
  const volume = volumeIn(event.message);
  return claim({
    cause: 'volume-mount-failed',
    subject: pod.ref,
    severity: 'broken',
    confidence,
    says: { volume, message: event.message, claim: claimBehind(pod, volume, index) },
    proof: [quoteEvent(event)],
    because,
    since: event.first,
  });
}

function isHostPath(pod: PodFacts, volume: string): boolean {
  return hostPathOf(pod, volume) !== undefined;
}

function hostPathOf(pod: PodFacts, volume: string): string | undefined {
  return list(pod.spec, 'volumes').flatMap((candidate) =>
    text(candidate, 'name') === volume ? (text(candidate, 'hostPath', 'path') ?? []) : [],
  )[0];
}

function isNfs(low: string, pod: PodFacts, volume: string, index: BundleIndex): boolean {
  if (
    /mount\.nfs|-t nfs4?\b|-t (?:cifs|ceph|glusterfs|lustre)\b|nfs-common|kubernetes\.io~nfs|mount\.(cifs|ceph|glusterfs|lustre)|mount -t (cifs|ceph|glusterfs|lustre)|efs-utils|stunnel|fs-[0-9a-f]+\.efs/.test(
      low,
    )
  )
    return true;
  const own = list(pod.spec, 'volumes').find((candidate) => text(candidate, 'name') === volume);
  return (
    at(own, 'nfs') !== undefined ||
    at(index.get('PersistentVolume', undefined, volume), 'spec', 'nfs') !== undefined
  );
}

function nfs(pod: PodFacts, event: EventFact, index: BundleIndex, volume: string): Claim {
  const low = event.message.toLowerCase();
  const own = list(pod.spec, 'volumes').find((candidate) => text(candidate, 'name') === volume);
  const server =
    text(own, 'nfs', 'server') ??
    text(index.get('PersistentVolume', undefined, volume), 'spec', 'nfs', 'server') ??
    /mount -t \w+ (?:-o \S+ )?([^\s:]+):/.exec(event.message)?.[1];
  const kind = /access denied|permission denied|operation not permitted/.test(low)
    ? 'denied'
    : /failed to resolve|name or service not known|temporary failure in name/.test(low)
      ? 'unresolved'
      : /bad option|helper program|wrong fs type/.test(low)
        ? 'no-helper'
        : /timed out|no route to host|connection refused|deadline/.test(low)
          ? 'timeout'
          : /no such file or directory/.test(low)
            ? 'no-path'
            : 'other';
  return claim({
    cause: 'volume-mount-nfs',
    subject: pod.ref,
    severity: 'broken',
    confidence: 'certain',
    says: { volume, server, message: event.message, kind },
    proof: [quoteEvent(event)],
    since: event.first,
  });
}

function multiAttach(pod: PodFacts, event: EventFact, index: BundleIndex, volume: string): Claim {
  const name =
    claimBehind(pod, volume, index) ?? (claimNames(pod).length === 1 ? claimNames(pod)[0] : undefined);
  const holder = name === undefined ? undefined : holderOf(pod, name, index);
  const told = /used by pod\(s\) ([^\s,]+)/.exec(event.message)?.[1];
  return attachClaim(
    pod,
    name,
    volume,
    holder,
    told,
    event.message,
    [quoteEvent(event)],
    'certain',
    event.first,
  );
}

/** Another pod on another machine that has the same claim and is not finished: it holds the disk. */
function holderOf(pod: PodFacts, claimName: string, index: BundleIndex): PodFacts | undefined {
  return index
    .podsWithClaim(pod.namespace, claimName)
    .find(
      (other) =>
        other.ref.name !== pod.ref.name &&
        !other.isFinished &&
        other.nodeName !== undefined &&
        other.nodeName !== pod.nodeName,
    );
}

/** The disk is held by a pod that is lost or stuck, seen from the objects alone. */
function heldElsewhere(pod: PodFacts, index: BundleIndex): Claim | undefined {
  for (const name of claimNames(pod)) {
    const object = index.get('PersistentVolumeClaim', pod.namespace, name);
    const modes = list(object, 'spec', 'accessModes');
    if (!object || modes.includes('ReadWriteMany') || modes.includes('ReadOnlyMany')) continue;
    const holder = holderOf(pod, name, index);
    if (holder)
      return attachClaim(
        pod,
        name,
        text(object, 'spec', 'volumeName'),
        holder,
        undefined,
        '',
        [pod.quote('spec.volumes', `persistentVolumeClaim: ${name}`)],
        'likely',
        pod.createdAt,
      );
  }
  return undefined;
}

function attachClaim(
  pod: PodFacts,
  name: string | undefined,
  volume: string | undefined,
  holder: PodFacts | undefined,
  told: string | undefined,
  message: string,
  proof: ReturnType<typeof quoteEvent>[],
  confidence: 'certain' | 'likely',
  since: number | undefined,
): Claim {
  const shown = holder
    ? [
        holder.quote(
          'spec.nodeName',
          `${holder.nodeName ?? ''}${holder.reason === '' ? '' : `, status.reason ${holder.reason}`}${holder.deletedAt === undefined ? '' : ', asked to stop'}`,
        ),
      ]
    : [];
  return claim({
    cause: 'volume-multi-attach',
    subject: pod.ref,
    severity: 'broken',
    confidence,
    says: {
      claim: name,
      volume,
      holder: holder?.ref.name ?? told,
      holderNode: holder?.nodeName,
      node: pod.nodeName,
      message,
    },
    proof: [...proof, ...shown],
    since,
  });
}
