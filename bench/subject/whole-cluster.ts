import { setTimeout as wait } from 'node:timers/promises';
import { text } from '../../src/common/json.ts';
import { diagnose } from '../../src/diagnostics/diagnose.ts';
import { gatherNamespace } from '../../src/k8s/evidence/gather.ts';
import { apiOf } from '../../test/node/cluster-access.ts';
import { answers } from './answers.ts';
import { watchTurns } from './turns.ts';

/** What it took to explain everything in a cluster. */
export interface Explained {
  readonly ms: number;
  readonly gatherMs: number;
  readonly requests: number;
  readonly bytes: number;
  readonly pods: number;
  /** Pods that a finding is about or that it names beside it. */
  readonly failing: number;
  readonly findings: number;
  /** What the answer says it could not read. */
  readonly notSeen: readonly string[];
  readonly stallMs: number;
  /** The most that the heap held while it went on. */
  readonly heapBytes: number;
}

const LOOK_MS = 20;

async function explain(input: unknown): Promise<Explained> {
  const api = await apiOf(text(input, 'kubeconfig') ?? '');
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  let most = before;
  const over = new AbortController();
  const looking = (async () => {
    while (!over.signal.aborted) {
      most = Math.max(most, process.memoryUsage().heapUsed);
      await wait(LOOK_MS);
    }
  })();
  const turns = watchTurns();
  const begun = performance.now();
  const { bundle, requests, bytes } = await gatherNamespace(api, undefined, {}, new AbortController().signal);
  const gatherMs = performance.now() - begun;
  const diagnosis = diagnose(bundle);
  const ms = performance.now() - begun;
  most = Math.max(most, process.memoryUsage().heapUsed);
  const stallMs = turns.end().workMs;
  over.abort();
  await looking;
  api.dispose();
  const failing = new Set(
    diagnosis.findings.flatMap(({ subject, alike = [] }) => [subject.name, ...alike.map(({ name }) => name)]),
  );
  return {
    ms,
    gatherMs,
    requests,
    bytes,
    pods: bundle.objects.filter(({ kind }) => kind === 'Pod').length,
    failing: failing.size,
    findings: diagnosis.findings.length,
    notSeen: diagnosis.notSeen,
    stallMs,
    heapBytes: most - before,
  };
}

answers({ explain });
