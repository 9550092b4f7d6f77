import { throwIfCancelled } from '../../common/cancellation.ts';
import type { Bundle } from '../../diagnostics/bundle.ts';
import type { ClusterApi } from '../transport/cluster-api.ts';
import { EvidenceReader, type EvidenceLimits } from './evidence-reader.ts';
import { KINDS, knownKind } from './kinds.ts';
import { readNamespace } from './namespace-evidence.ts';
import { readPod } from './pod-evidence.ts';
import { readEvents } from './surroundings.ts';
import { readClaimAndUsers, readCustom, readWorkload } from './workload-evidence.ts';

/** What to explain. `namespace` is nothing for kinds that are in none. */
export interface EvidenceSubject {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

export interface EvidenceOptions extends Partial<EvidenceLimits> {
  /** Pods that are looked at closely, with logs, where the subject has several. */
  readonly closely?: number;
}

/** A bundle, and what it cost. */
export interface Gathered {
  readonly bundle: Bundle;
  readonly requests: number;
  readonly bytes: number;
}

const FOR_ONE: EvidenceLimits & { closely: number } = {
  requests: 80,
  bytes: 16 << 20,
  atOnce: 6,
  logLines: 200,
  logBytes: 256 << 10,
  logMs: 5_000,
  closely: 3,
};
const FOR_A_NAMESPACE: typeof FOR_ONE = {
  requests: 150,
  bytes: 64 << 20,
  atOnce: 6,
  logLines: 100,
  logBytes: 64 << 10,
  logMs: 5_000,
  closely: 20,
};

/**
 * Everything that a diagnosis of one object may need, read in parallel and within bounds. What this user may not see, and what is
 * not there, is in `notSeen`; the only exception is `CancelledError`. Values of Secrets, ConfigMaps and environment variables are
 * never in the bundle.
 */
export async function gatherEvidence(
  api: ClusterApi,
  subject: EvidenceSubject,
  options: EvidenceOptions,
  signal: AbortSignal,
): Promise<Gathered> {
  const bounds = { ...FOR_ONE, ...options };
  const reader = new EvidenceReader(api, bounds, signal);
  await readSubject(reader, subject, bounds.closely);
  return gathered(reader, signal);
}

/** The same for everything in a namespace, or in all of them (`undefined`). */
export async function gatherNamespace(
  api: ClusterApi,
  namespace: string | undefined,
  options: EvidenceOptions,
  signal: AbortSignal,
): Promise<Gathered> {
  const bounds = { ...FOR_A_NAMESPACE, ...options };
  const reader = new EvidenceReader(api, bounds, signal);
  await readNamespace(reader, namespace, bounds.closely);
  return gathered(reader, signal);
}

async function readSubject(
  reader: EvidenceReader,
  { kind, namespace, name }: EvidenceSubject,
  closely: number,
): Promise<void> {
  const served = knownKind(kind);
  if (kind === 'Namespace') return readNamespace(reader, name, closely);
  if (served && !served.namespaced) {
    await Promise.all([reader.get(served, undefined, name), readEvents(reader, kind, undefined, name)]);
    return;
  }
  if (namespace === undefined) {
    reader.note({ what: served?.plural ?? kind, name, reason: 'failed' });
    return;
  }
  switch (kind) {
    case KINDS.pod.kind:
      return readPod(reader, namespace, name);
    case KINDS.claim.kind:
      return readClaimAndUsers(reader, namespace, name, closely);
    default:
      return served
        ? readWorkload(reader, served, namespace, name, closely)
        : readCustom(reader, kind, namespace, name, closely);
  }
}

function gathered(reader: EvidenceReader, signal: AbortSignal): Gathered {
  throwIfCancelled(signal);
  return { bundle: reader.bundle(), requests: reader.requests, bytes: reader.bytes };
}
