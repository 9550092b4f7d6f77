import { number, text, type JsonRecord } from '../../common/json.ts';
import { podRecord, type PodRecord } from '../model/pod.ts';
import { readLogs } from './container-logs.ts';
import type { EvidenceReader } from './evidence-reader.ts';
import { KINDS, knownKind, type ServedKind } from './kinds.ts';
import { isWell, worthALook } from './pod-health.ts';
import { readQueues } from './queue-evidence.ts';
import { readReferences } from './references.ts';

/** Objects of each kind at most. What is beyond is said to be not seen. */
const MOST_PODS = 20_000;
const MOST_EVENTS = 10_000;
const MOST_OTHERS = 1_000;
/** Custom resources that own failing pods. */
const MOST_OWNERS = 10;

/** A namespace, or all (`undefined`), from a few lists that all its pods share; logs only of some that fail. */
export async function readNamespace(
  reader: EvidenceReader,
  namespace: string | undefined,
  closely: number,
): Promise<void> {
  const all = (
    served: ServedKind,
    wanted?: (object: JsonRecord) => JsonRecord | undefined,
  ): Promise<readonly JsonRecord[]> => reader.list(served, namespace, { limit: MOST_OTHERS }, wanted);
  const [pods, claims] = await Promise.all([
    reader.list(KINDS.pod, namespace, { limit: MOST_PODS }),
    all(KINDS.claim),
    reader.list(KINDS.event, namespace, { limit: MOST_EVENTS }),
    all(KINDS.deployment),
    all(KINDS.replicaSet, (set) =>
      (number(set, 'spec', 'replicas') ?? 0) + (number(set, 'status', 'replicas') ?? 0) > 0 ? set : undefined,
    ),
    all(KINDS.statefulSet),
    all(KINDS.daemonSet),
    all(KINDS.job),
    all(KINDS.cronJob),
    all(KINDS.service),
    all(KINDS.quota),
    all(KINDS.limitRange),
    namespace === undefined ? all(KINDS.namespace) : reader.get(KINDS.namespace, undefined, namespace),
  ]);
  const byRecord = new Map<PodRecord, JsonRecord>(pods.map((pod) => [podRecord(pod), pod]));
  const failing = worthALook([...byRecord.keys()], closely);
  await Promise.all([
    readClusterWide(reader, [...byRecord.keys()], claims),
    readCustomOwners(reader, failing),
    ...failing.flatMap((record) => {
      const pod = byRecord.get(record) ?? {};
      return [readLogs(reader, record), readReferences(reader, pod), readQueues(reader, [pod])];
    }),
  ]);
}

/** Lists outside the namespace, where somebody waits for what is in them. */
async function readClusterWide(
  reader: EvidenceReader,
  pods: readonly PodRecord[],
  claims: readonly JsonRecord[],
): Promise<void> {
  const unbound = claims.some((claim) => text(claim, 'status', 'phase') !== 'Bound');
  const inTrouble = pods.some((pod) => !isWell(pod));
  await Promise.all([
    inTrouble ? reader.list(KINDS.node, undefined, { limit: 500 }) : undefined,
    unbound ? reader.list(KINDS.storageClass, undefined, { limit: 100 }) : undefined,
    unbound ? reader.list(KINDS.volume, undefined, { limit: 500 }) : undefined,
  ]);
}

async function readCustomOwners(reader: EvidenceReader, failing: readonly PodRecord[]): Promise<void> {
  const owners = new Map(
    failing.flatMap((pod) =>
      pod.owners.filter((owner) => owner.controller).map((owner) => [owner.uid, { owner, pod }] as const),
    ),
  );
  const custom = [...owners.values()]
    .filter(({ owner }) => knownKind(owner.kind) === undefined)
    .slice(0, MOST_OWNERS);
  await Promise.all(
    custom.map(async ({ owner, pod }) => {
      const served = await reader.served(owner.apiVersion, owner.kind);
      if (served) await reader.get(served, pod.namespace, owner.name);
    }),
  );
}
