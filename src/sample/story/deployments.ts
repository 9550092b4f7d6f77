import { at, number, textMap, type JsonRecord } from '../../common/json.ts';
import { stored } from '../api/kinds.ts';
import type { ClusterObject } from '../api/object.ts';
import { isReady } from './pod-status.ts';
import type { Pods } from './pods.ts';
import type { Program } from './resident.ts';
import { ownerOf, type World } from './world.ts';

export interface DeploymentPlan {
  readonly namespace: string;
  readonly name: string;
  readonly replicas: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly selector: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly spec: JsonRecord;
  /** By number of the pod, so that copies may sit on different machines. */
  readonly program: (index: number) => Program;
}

/** Deployment and ReplicaSet controllers: keep as many pods as wanted, and say how it goes. */
export class Deployments {
  readonly #world: World;
  readonly #pods: Pods;
  readonly #plans = new Map<string, { plan: DeploymentPlan; hash: string; made: number }>();

  constructor(world: World, pods: Pods) {
    this.#world = world;
    this.#pods = pods;
    pods.observe((pod, what) => {
      const set = pod.metadata.ownerReferences?.[0];
      if (set?.kind !== 'ReplicaSet' || pod.metadata.namespace === undefined) return;
      const known = [...this.#plans.values()].find(
        ({ plan, hash }) => plan.namespace === pod.metadata.namespace && `${plan.name}-${hash}` === set.name,
      );
      if (!known) return;
      if (what === 'leaving') this.#fill(known.plan);
      this.#count(known.plan);
    });
  }

  create(plan: DeploymentPlan): void {
    const { namespace, name, labels = {}, selector, replicas } = plan;
    const hash = this.#world.suffix(10);
    this.#plans.set(`${namespace}/${name}`, { plan, hash, made: 0 });
    const template = templateOf(plan, {});
    const deployment = this.#world.store.put({
      kind: 'Deployment',
      apiVersion: 'apps/v1',
      metadata: this.#world.meta(name, namespace, {
        generation: 1,
        labels,
        annotations: { 'deployment.kubernetes.io/revision': '1', ...plan.annotations },
      }),
      spec: {
        replicas,
        selector: { matchLabels: selector },
        template,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } },
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
      },
      status: {},
    });
    const hashed = { ...selector, 'pod-template-hash': hash };
    this.#world.store.put({
      kind: 'ReplicaSet',
      apiVersion: 'apps/v1',
      metadata: this.#world.meta(`${name}-${hash}`, namespace, {
        generation: 1,
        labels: { ...selector, ...plan.podLabels, 'pod-template-hash': hash },
        annotations: {
          'deployment.kubernetes.io/desired-replicas': `${replicas}`,
          'deployment.kubernetes.io/revision': '1',
        },
        ownerReferences: [ownerOf(deployment)],
      }),
      spec: {
        replicas,
        selector: { matchLabels: hashed },
        template: templateOf(plan, { 'pod-template-hash': hash }),
      },
      status: {},
    });
    this.#world.tell({
      about: deployment,
      reason: 'ScalingReplicaSet',
      message: `Scaled up replica set ${name}-${hash} from 0 to ${replicas}`,
      by: 'deployment-controller',
    });
    this.#fill(plan);
    this.#count(plan);
  }

  scale(deployment: ClusterObject, replicas: number): ClusterObject {
    const known = this.#plans.get(`${deployment.metadata.namespace ?? ''}/${deployment.metadata.name}`);
    if (!known) return deployment;
    const { plan, hash } = known;
    const before = number(deployment, 'spec', 'replicas') ?? 0;
    if (before === replicas) return deployment;
    const scaled = this.#world.store.put({
      ...deployment,
      metadata: { ...deployment.metadata, generation: (deployment.metadata.generation ?? 1) + 1 },
      spec: { ...deployment.spec, replicas },
    });
    const word = replicas > before ? 'up' : 'down';
    this.#world.tell({
      about: scaled,
      reason: 'ScalingReplicaSet',
      message: `Scaled ${word} replica set ${plan.name}-${hash} from ${before} to ${replicas}`,
      by: 'deployment-controller',
    });
    this.#world.life.after(0.1, () => {
      const set = this.#set(plan);
      if (set) this.#world.store.put({ ...set, spec: { ...set.spec, replicas } });
      for (const pod of this.#staying(plan).slice(replicas)) this.#pods.delete(pod, 30);
      this.#fill(plan);
      this.#count(plan);
    });
    return scaled;
  }

  /** Makes the pods that are missing. */
  #fill(plan: DeploymentPlan): void {
    const set = this.#set(plan);
    const known = this.#plans.get(`${plan.namespace}/${plan.name}`);
    if (!set || !known) return;
    for (
      let missing = (number(set, 'spec', 'replicas') ?? 0) - this.#staying(plan).length;
      missing > 0;
      missing -= 1
    ) {
      const name = `${set.metadata.name}-${this.#world.suffix()}`;
      const labels = textMap(set, 'spec', 'template', 'metadata', 'labels');
      this.#pods.create({
        namespace: plan.namespace,
        name,
        meta: {
          generateName: `${set.metadata.name}-`,
          labels,
          ...(plan.podAnnotations ? { annotations: plan.podAnnotations } : {}),
          ownerReferences: [ownerOf(set)],
        },
        spec: plan.spec,
        program: plan.program(known.made),
      });
      known.made += 1;
      this.#world.tell({
        about: set,
        reason: 'SuccessfulCreate',
        message: `Created pod: ${name}`,
        by: 'replicaset-controller',
      });
    }
  }

  /** Writes the counts of both owners, where they changed. */
  #count(plan: DeploymentPlan): void {
    const set = this.#set(plan);
    const deployment = this.#world.store.get(stored('deployments'), plan.namespace, plan.name);
    if (!set || !deployment) return;
    const pods = this.#staying(plan);
    const ready = pods.filter(isReady).length;
    const wanted = number(deployment, 'spec', 'replicas') ?? 0;
    const available = ready >= wanted;
    const counts = {
      replicas: pods.length,
      ...(ready > 0 ? { readyReplicas: ready, availableReplicas: ready } : {}),
    };
    const status = {
      ...counts,
      fullyLabeledReplicas: pods.length,
      observedGeneration: set.metadata.generation ?? 1,
    };
    if (JSON.stringify(set.status) !== JSON.stringify(status)) this.#world.store.put({ ...set, status });
    const was = at(deployment, 'status', 'conditions', 0, 'status') === 'True';
    const now = this.#world.stamp();
    const since =
      was === available ? (at(deployment, 'status', 'conditions', 0, 'lastTransitionTime') ?? now) : now;
    const progressed = at(deployment, 'status', 'conditions', 1, 'lastUpdateTime') ?? now;
    const next = {
      observedGeneration: deployment.metadata.generation ?? 1,
      ...counts,
      updatedReplicas: pods.length,
      ...(ready < pods.length ? { unavailableReplicas: pods.length - ready } : {}),
      conditions: [
        {
          type: 'Available',
          status: available ? 'True' : 'False',
          lastUpdateTime: since,
          lastTransitionTime: since,
          reason: available ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
          message: available
            ? 'Deployment has minimum availability.'
            : 'Deployment does not have minimum availability.',
        },
        {
          type: 'Progressing',
          status: 'True',
          lastUpdateTime: progressed,
          lastTransitionTime: deployment.metadata.creationTimestamp,
          reason: 'NewReplicaSetAvailable',
          message: `ReplicaSet "${set.metadata.name}" has successfully progressed.`,
        },
      ],
    };
    if (JSON.stringify(deployment.status) !== JSON.stringify(next))
      this.#world.store.put({ ...deployment, status: next });
  }

  #set(plan: DeploymentPlan): ClusterObject | undefined {
    const known = this.#plans.get(`${plan.namespace}/${plan.name}`);
    return (
      known && this.#world.store.get(stored('replicasets'), plan.namespace, `${plan.name}-${known.hash}`)
    );
  }

  #staying(plan: DeploymentPlan): ClusterObject[] {
    const uid = this.#set(plan)?.metadata.uid;
    return this.#world.store
      .list(stored('pods'), plan.namespace)
      .filter(
        (pod) =>
          pod.metadata.ownerReferences?.[0]?.uid === uid && pod.metadata.deletionTimestamp === undefined,
      );
  }
}

function templateOf(plan: DeploymentPlan, more: Readonly<Record<string, string>>): JsonRecord {
  return {
    metadata: {
      labels: { ...plan.selector, ...plan.podLabels, ...more },
      ...(plan.podAnnotations ? { annotations: plan.podAnnotations } : {}),
    },
    spec: plan.spec,
  };
}
