import { text, textMap, type JsonRecord } from '../../common/json.ts';
import { stored } from '../api/kinds.ts';
import type { ClusterObject, OwnerReference } from '../api/object.ts';
import { isReady } from './pod-status.ts';
import type { Pods } from './pods.ts';
import type { Program } from './resident.ts';
import { ownerOf, type World } from './world.ts';

export interface JobPlan {
  readonly namespace: string;
  readonly name: string;
  readonly completions: number;
  readonly parallelism: number;
  readonly backoffLimit?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly owner?: OwnerReference;
  readonly spec: JsonRecord;
  readonly program: (index: number) => Program;
}

/** The Job controller: starts pods until enough of them have finished well. */
export class Jobs {
  readonly #world: World;
  readonly #pods: Pods;
  readonly #plans = new Map<string, { plan: JobPlan; made: number; counted: Set<string> }>();

  constructor(world: World, pods: Pods) {
    this.#world = world;
    this.#pods = pods;
    pods.observe((pod) => {
      const owner = pod.metadata.ownerReferences?.[0];
      if (owner?.kind === 'Job') this.#settle(owner.uid);
    });
  }

  create(plan: JobPlan): ClusterObject {
    const { namespace, name, completions, parallelism } = plan;
    const meta = this.#world.meta(name, namespace);
    const labels = {
      ...plan.labels,
      'batch.kubernetes.io/controller-uid': meta.uid,
      'batch.kubernetes.io/job-name': name,
      'controller-uid': meta.uid,
      'job-name': name,
    };
    const job = this.#world.store.put({
      kind: 'Job',
      apiVersion: 'batch/v1',
      metadata: {
        ...meta,
        generation: 1,
        labels,
        ...(plan.annotations ? { annotations: plan.annotations } : {}),
        ...(plan.owner ? { ownerReferences: [plan.owner] } : {}),
      },
      spec: {
        parallelism,
        completions,
        backoffLimit: plan.backoffLimit ?? 6,
        completionMode: 'NonIndexed',
        manualSelector: false,
        podReplacementPolicy: 'TerminatingOrFailed',
        suspend: false,
        selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': meta.uid } },
        template: { metadata: { labels }, spec: plan.spec },
      },
      status: { startTime: this.#world.stamp() },
    });
    this.#plans.set(meta.uid, { plan, made: 0, counted: new Set() });
    this.#settle(meta.uid);
    return job;
  }

  #settle(uid: string): void {
    const known = this.#plans.get(uid);
    const job = known && this.#world.store.get(stored('jobs'), known.plan.namespace, known.plan.name);
    if (!job || text(job, 'status', 'completionTime') !== undefined) return;
    const { plan, counted } = known;
    const pods = this.#world.store
      .list(stored('pods'), plan.namespace)
      .filter((pod) => pod.metadata.ownerReferences?.[0]?.uid === uid);
    for (const pod of pods) if (text(pod, 'status', 'phase') === 'Succeeded') counted.add(pod.metadata.uid);
    const live = pods.filter(
      (pod) => text(pod, 'status', 'phase') !== 'Succeeded' && pod.metadata.deletionTimestamp === undefined,
    );
    const wanted = Math.min(plan.parallelism, plan.completions - counted.size);
    if (live.length < wanted) {
      this.#start(job, known); // settles the job again, and with it whatever is still missing
      return;
    }
    const ready = live.filter((pod) => text(pod, 'status', 'phase') === 'Running' && isReady(pod)).length;
    const done = counted.size >= plan.completions;
    const now = this.#world.stamp();
    const condition = (type: string) => ({
      type,
      status: 'True',
      lastProbeTime: now,
      lastTransitionTime: now,
      reason: 'CompletionsReached',
      message: 'Reached expected number of succeeded pods',
    });
    const status: JsonRecord = {
      startTime: text(job, 'status', 'startTime') ?? now,
      ...(done
        ? { completionTime: now, conditions: [condition('SuccessCriteriaMet'), condition('Complete')] }
        : {}),
      ...(live.length > 0 ? { active: live.length } : {}),
      ...(counted.size > 0 ? { succeeded: counted.size } : {}),
      terminating:
        pods.length -
        live.length -
        [...counted].filter((one) => pods.some((pod) => pod.metadata.uid === one)).length,
      uncountedTerminatedPods: {},
      ready,
    };
    if (JSON.stringify(status) !== JSON.stringify(job.status)) {
      const counted = this.#world.store.put({ ...job, status });
      if (done)
        this.#world.tell({
          about: counted,
          reason: 'Completed',
          message: 'Job completed',
          by: 'job-controller',
        });
    }
  }

  #start(job: ClusterObject, known: { plan: JobPlan; made: number }): void {
    const { plan } = known;
    const name = `${plan.name}-${this.#world.suffix()}`;
    const program = plan.program(known.made);
    known.made += 1;
    this.#pods.create({
      namespace: plan.namespace,
      name,
      meta: {
        generateName: `${plan.name}-`,
        labels: textMap(job, 'spec', 'template', 'metadata', 'labels'),
        ...(plan.annotations ? { annotations: plan.annotations } : {}),
        ownerReferences: [ownerOf(job)],
      },
      spec: plan.spec,
      program,
    });
    this.#world.tell({
      about: job,
      reason: 'SuccessfulCreate',
      message: `Created pod: ${name}`,
      by: 'job-controller',
    });
    this.#settle(job.metadata.uid);
  }
}
