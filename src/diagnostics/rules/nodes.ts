import type { JsonRecord } from '../../common/json.ts';
import { instant, list, text } from '../../common/json.ts';
import type { Claim, Outcome } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import { taintsOf } from '../facts/capacity.ts';
import type { EventFact } from '../facts/event-facts.ts';
import { quoteEvent } from '../facts/event-facts.ts';
import type { PodFacts } from '../facts/pod-facts.ts';
import { quote } from '../facts/refs.ts';
import { heartbeatOf, isLost, secondsPastGrace } from '../facts/termination.ts';
import type { Evidence, ObjectRef } from '../finding.ts';
import { reportedGpuFaults } from './gpu-reports.ts';
import { claimFromText, outputsAbout } from '../logs/telling.ts';

/** A machine may be not ready for this long while it joins or restarts its kubelet. */
const JOINING_SECONDS = 120;
const BLINK_SECONDS = 40;
const RECENT_SECONDS = 2 * 3600;
/** Pods that hang on one machine and nowhere else; fewer may have reasons of their own. */
const MANY = 3;

/** What a container runtime or kubelet says when it hangs. */
const HUNG =
  /did not start before the specified timeout|PLEG is not healthy|(?:docker|containerd|crio?)\S* .*(?:hung|hang|not responding|timed? ?out|deadline exceeded|dead)|task .* blocked for more than \d+ seconds|soft lockup|container runtime is down|Cannot connect to the Docker daemon/i;

/** What is wrong with a machine: from its own record, and from what all pods on it have in common. */
export function nodeRule(
  ref: ObjectRef,
  node: JsonRecord | undefined,
  index: BundleIndex,
): readonly Outcome[] {
  const fromRecord = node ? fromConditions(ref, node, index) : [];
  const said = fromOutputs(ref, index);
  const gpus = said.length > 0 ? [] : reportedGpuFaults(ref, node, index);
  const unhealthy = [...fromRecord, ...said, ...gpus, ...commonTrouble(ref, index)];
  if (unhealthy.some((found) => found.cause === 'node-unhealthy'))
    return unhealthy.filter(
      (found, at) =>
        found.cause !== 'node-unhealthy' ||
        unhealthy.findIndex((other) => other.cause === 'node-unhealthy') === at,
    );
  const memory = outOfMemory(ref, node, index);
  return memory ? [...unhealthy, memory] : unhealthy;
}

function unhealthy(
  ref: ObjectRef,
  says: {
    kind: 'not-ready' | 'unreachable' | 'lost' | 'runtime-hung' | 'rebooted' | 'disk-broken' | 'network';
    message: string;
    pods?: readonly string[];
    nodes?: readonly string[];
  },
  proof: readonly Evidence[],
  confidence: 'certain' | 'likely',
  since?: number,
): Claim {
  return claim({
    cause: 'node-unhealthy',
    subject: ref,
    severity: 'broken',
    confidence,
    says: { node: ref.name, pods: [], ...says },
    proof,
    since,
  });
}

function fromConditions(ref: ObjectRef, node: JsonRecord, index: BundleIndex): Claim[] {
  const found: Claim[] = [];
  const ready = heartbeatOf(node, 'Ready');
  const age = index.secondsSince(instant(node, 'metadata', 'creationTimestamp')) ?? Infinity;
  const down =
    ready !== undefined &&
    ready.status !== 'True' &&
    age > JOINING_SECONDS &&
    (index.secondsSince(ready.since) ?? Infinity) > BLINK_SECONDS;
  const quoteOf = (type: string, message: string): Evidence =>
    quote(ref, 'status.conditions', `${type}: ${message}`);
  if (down) {
    const others = index.all('Node').filter((other) => {
      const state = heartbeatOf(other, 'Ready');
      return state !== undefined && state.status !== 'True';
    });
    found.push(
      unhealthy(
        ref,
        {
          kind:
            ready.status === 'Unknown'
              ? 'unreachable'
              : /network|cni/i.test(ready.message)
                ? 'network'
                : 'not-ready',
          message: [ready.reason, ready.message].filter((part) => part !== '').join(': '),
          nodes: others.flatMap((other) => text(other, 'metadata', 'name') ?? []),
        },
        [
          quote(ref, 'status.conditions', `Ready=${ready.status} ${ready.reason}: ${ready.message}`),
          ...taintsOf(node)
            .filter((taint) => taint.key.startsWith('node.kubernetes.io/'))
            .slice(0, 2)
            .map((taint) => quote(ref, 'spec.taints', `${taint.key}:${taint.effect}`)),
        ],
        'certain',
        ready.since,
      ),
    );
  }
  for (const type of [
    'KernelDeadlock',
    'ReadonlyFilesystem',
    'NetworkUnavailable',
    'CorruptDockerOverlay2',
    'FrequentKubeletRestart',
    'FrequentContainerdRestart',
    'FrequentDockerRestart',
  ]) {
    const state = heartbeatOf(node, type);
    if (state?.status !== 'True') continue;
    found.push(
      unhealthy(
        ref,
        {
          kind:
            type === 'ReadonlyFilesystem'
              ? 'disk-broken'
              : type === 'NetworkUnavailable'
                ? 'network'
                : 'runtime-hung',
          message: `${type}: ${state.message}`,
        },
        [quoteOf(`${type}=True`, state.message)],
        'certain',
        state.since,
      ),
    );
  }
  const disk = heartbeatOf(node, 'DiskPressure');
  if (disk?.status === 'True')
    found.push(
      claim({
        cause: 'node-disk-pressure',
        subject: ref,
        severity: 'broken',
        confidence: 'certain',
        says: { node: ref.name, message: disk.message, refused: false },
        proof: [quoteOf('DiskPressure=True', disk.message)],
        since: disk.since,
      }),
    );
  const full = index
    .eventsOf(ref)
    .filter(
      (event) =>
        /^(FreeDiskSpaceFailed|ImageGCFailed|NodeHasDiskPressure)$/.test(event.reason) ||
        (event.reason === 'EvictionThresholdMet' && /ephemeral|disk|fs|inodes/i.test(event.message)),
    )
    .at(-1);
  if (disk?.status !== 'True' && full && (index.secondsSince(full.last) ?? 0) < 900)
    found.push(
      claim({
        cause: 'node-disk-pressure',
        subject: ref,
        severity: 'warning',
        confidence: 'likely',
        says: { node: ref.name, message: full.message, refused: false },
        proof: [quoteEvent(full)],
        since: full.first,
      }),
    );
  const memory = heartbeatOf(node, 'MemoryPressure');
  if (memory?.status === 'True')
    found.push(
      claim({
        cause: 'node-memory-oom',
        subject: ref,
        severity: 'warning',
        confidence: 'likely',
        says: { node: ref.name },
        proof: [quoteOf('MemoryPressure=True', memory.message)],
        since: memory.since,
      }),
    );
  const pids = heartbeatOf(node, 'PIDPressure');
  if (pids?.status === 'True')
    found.push(
      claim({
        cause: 'node-kernel-limit',
        subject: ref,
        severity: 'broken',
        confidence: 'certain',
        says: { container: ref.name, line: pids.message, node: ref.name, kind: 'pids' },
        proof: [quoteOf('PIDPressure=True', pids.message)],
        since: pids.since,
      }),
    );
  return found;
}

/** What tools printed about the machine (dmesg, systemctl, nvidia-smi). */
function fromOutputs(ref: ObjectRef, index: BundleIndex): Claim[] {
  return outputsAbout(ref, [ref.name], index).flatMap(({ log, from }) => {
    const hung = HUNG.exec(log.text);
    if (hung) {
      const start = log.text.lastIndexOf('\n', hung.index) + 1;
      const line = log.text.slice(start).split('\n')[0] ?? '';
      return [
        unhealthy(
          ref,
          { kind: 'runtime-hung', message: line, pods: stuckOn(ref, index).map((pod) => pod.ref.name) },
          [quote(from, 'output', line)],
          'likely',
        ),
      ];
    }
    const found = claimFromText(log, { index, subject: ref, from, path: 'output', runsWell: true });
    return found && found.strength === 3 && /^(gpu|node)/.test(found.claim.cause) ? [found.claim] : [];
  });
}

function stuckOn(ref: ObjectRef, index: BundleIndex): readonly PodFacts[] {
  return index
    .podsOnNode(ref.name)
    .filter((pod) => isLost(pod) || secondsPastGrace(pod, index) !== undefined);
}

/** Several pods on one machine that can neither start nor end, or that it says nothing of: the machine, not the pods. */
function commonTrouble(ref: ObjectRef, index: BundleIndex): Claim[] {
  const pods = index.podsOnNode(ref.name);
  const lost = pods.filter(isLost);
  if (lost.length > 0) {
    const told = lost.find((pod) => pod.message !== '') ?? lost[0];
    return [
      unhealthy(
        ref,
        { kind: 'lost', message: told?.message ?? '', pods: lost.map((pod) => pod.ref.name) },
        lost
          .slice(0, 4)
          .map((pod) => pod.quote('status.reason', pod.reason === '' ? 'Ready=Unknown' : pod.reason)),
        'likely',
        lost[0]?.condition('Ready')?.since,
      ),
    ];
  }
  const stuck = pods.filter(
    (pod) =>
      secondsPastGrace(pod, index) !== undefined && list(pod.object, 'metadata', 'finalizers').length === 0,
  );
  if (stuck.length >= MANY) {
    return [
      unhealthy(
        ref,
        { kind: 'runtime-hung', message: '', pods: stuck.map((pod) => pod.ref.name) },
        stuck
          .slice(0, 4)
          .map((pod) =>
            pod.quote('metadata.deletionTimestamp', text(pod.object, 'metadata', 'deletionTimestamp') ?? ''),
          ),
        'likely',
      ),
    ];
  }
  const broken = pods
    .flatMap((pod) => index.eventsOf(pod.ref))
    .filter(
      (event) =>
        event.reason === 'FailedMount' &&
        /read-only file system/.test(event.message) &&
        /\/var\/lib\/kubelet|mkdir/.test(event.message),
    );
  if (broken.length > 0) {
    return [
      unhealthy(
        ref,
        {
          kind: 'disk-broken',
          message: broken[0]?.message ?? '',
          pods: [...new Set(broken.map((event) => event.about.name))],
        },
        broken.slice(0, 3).map(quoteEvent),
        'likely',
        broken[0]?.first,
      ),
    ];
  }
  const reboot = recent(index.eventsOf(ref), /^(Rebooted)$/, index);
  // Pods that came back by themselves show that the machine is well again.
  const gone = pods.filter(
    (pod) =>
      !pod.isReady &&
      pod.containers.some(
        (container) =>
          container.end?.exitCode === 255 ||
          /ContainerStatusUnknown|^Unknown$/.test(container.end?.reason ?? ''),
      ),
  );
  if (reboot && gone.length > 0)
    return [
      unhealthy(
        ref,
        { kind: 'rebooted', message: reboot.message, pods: gone.map((pod) => pod.ref.name) },
        [quoteEvent(reboot)],
        'likely',
        reboot.last,
      ),
    ];
  return [];
}

function recent(events: readonly EventFact[], reason: RegExp, index: BundleIndex): EventFact | undefined {
  return events
    .filter((event) => reason.test(event.reason) && (index.secondsSince(event.last) ?? 0) < RECENT_SECONDS)
    .at(-1);
}

/** The kernel killed programs on this machine, and a pod there dies without a limit of its own that would explain it. */
function outOfMemory(ref: ObjectRef, node: JsonRecord | undefined, index: BundleIndex): Claim | undefined {
  const event = recent(index.eventsOf(ref), /^(OOMKilling|SystemOOM)$/, index);
  if (!event) return undefined;
  const victims = index
    .podsOnNode(ref.name)
    .filter((pod) =>
      pod.containers.some(
        (container) =>
          container.limit('memory') === undefined &&
          (container.waiting?.reason === 'CrashLoopBackOff' || container.end?.exitCode === 137),
      ),
    );
  if (victims.length === 0 && event.reason !== 'SystemOOM') return undefined;
  const capacity = text(node, 'status', 'capacity', 'memory');
  return claim({
    cause: 'node-memory-oom',
    subject: ref,
    severity: 'broken',
    confidence: event.reason === 'SystemOOM' ? 'certain' : 'likely',
    says: {
      node: ref.name,
      victim: /\(([^)]+)\)|victim process: (\S+?),/.exec(event.message)?.slice(1).find(Boolean),
      container: victims[0]?.containers.find((container) => container.waiting ?? container.end)?.name,
    },
    proof: [
      quoteEvent(event),
      ...(capacity === undefined ? [] : [quote(ref, 'status.capacity.memory', capacity)]),
    ],
    since: event.last,
  });
}
