import type { JsonRecord } from '../../../common/json.ts';
import { flag, text } from '../../../common/json.ts';
import type { BundleIndex } from '../../facts/bundle-index.ts';
import { gpuRequests, labelsFit, nodeOffers, taintsOf, wantedLabels } from '../../facts/capacity.ts';
import type { PodFacts } from '../../facts/pod-facts.ts';
import { refTo } from '../../facts/refs.ts';
import type { SchedulerVerdict } from '../../facts/scheduler-words.ts';
import type { Evidence, ObjectRef } from '../../finding.ts';
import type { Refusal, Unplaced } from '../../words/scheduling.ts';

/** The scheduler misses labels on machines. */
export const LABELS =
  /node affinity|node selector|plugin\(s\) \[NodeAffinity|MatchNodeSelector|requested node name|node\(s\) didn't match|PodFitsHost/;

/** What every claim about a pod without a machine has in common. */
export interface ClaimBase {
  readonly subject: PodFacts['ref'];
  readonly severity: 'waiting';
  readonly proof: readonly Evidence[];
  readonly since: number | undefined;
}

/** A pod that the scheduler finds no machine for: what it says, what the pod asks for, and what the machines are like. */
export class UnplacedCase {
  readonly pod: PodFacts;
  readonly index: BundleIndex;
  readonly says: Unplaced;
  readonly refusals: readonly Refusal[];
  readonly base: ClaimBase;
  /** All machines that were read. */
  readonly nodes: readonly JsonRecord[];
  /** Those whose labels fit. */
  readonly labelled: readonly JsonRecord[];
  /** Those of them that have the devices asked for. */
  readonly fitting: readonly JsonRecord[];
  readonly gpus: readonly string[];

  constructor(
    pod: PodFacts,
    verdict: SchedulerVerdict,
    says: Unplaced,
    proof: readonly Evidence[],
    index: BundleIndex,
  ) {
    const since = pod.condition('PodScheduled')?.since ?? pod.createdAt;
    this.pod = pod;
    this.index = index;
    this.says = says;
    this.refusals = verdict.refusals;
    this.base = { subject: pod.ref, severity: 'waiting', proof, since };
    this.nodes = index.all('Node');
    this.gpus = gpuRequests(pod);
    this.labelled = this.nodes.filter((node) => labelsFit(pod, node));
    this.fitting = this.labelled.filter((node) => this.gpus.every((gpu) => nodeOffers(node, gpu)));
  }

  /** The reason that matches; the whole message where it has no reasons counted by machine. */
  said(pattern: RegExp): Refusal | undefined {
    const { message } = this.says;
    return (
      this.refusals.find(({ reason }) => pattern.test(reason)) ??
      (this.refusals.length === 0 && pattern.test(message) ? { count: 0, reason: message } : undefined)
    );
  }

  /** Resources that the scheduler calls insufficient. */
  get short(): readonly string[] {
    return this.refusals.flatMap(({ reason }) => /Insufficient (\S+)/.exec(reason)?.[1] ?? []);
  }

  /** True when the bundle holds the machines that the scheduler counted: then they decide, not the order of its words. */
  get sawMachines(): boolean {
    // A refusal for labels of a pod that asks for none: its spec was not read.
    const isWhole = wantedLabels(this.pod).length > 0 || this.said(LABELS) === undefined;
    return isWhole && this.nodes.length > 0 && this.nodes.length >= (this.says.nodes ?? 0);
  }

  get machines(): readonly ObjectRef[] {
    return namesOf(this.nodes).map((name) => refTo('Node', undefined, name));
  }
}

export function namesOf(nodes: readonly JsonRecord[]): readonly string[] {
  return nodes.flatMap((node) => text(node, 'metadata', 'name') ?? []);
}

/** Set by `kubectl cordon`; the node controller adds the taint of that name a moment later. */
const CORDON_TAINT = 'node.kubernetes.io/unschedulable';

export function isCordoned(node: JsonRecord): boolean {
  return (
    flag(node, 'spec', 'unschedulable') === true || taintsOf(node).some((taint) => taint.key === CORDON_TAINT)
  );
}
