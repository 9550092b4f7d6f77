import { at, flag, instant, list, number, record, text, textMap, type JsonRecord } from '../common/json.ts';

/**
 * The little that tool detection looks at, projected from raw API objects. The projections are cheap and keep no reference to
 * the object they read, so that a live list can use them while it parses.
 */

export interface ServicePort {
  readonly name?: string;
  readonly port: number;
  /** A number or the name of a container's port; the port itself where nothing is said. */
  readonly targetPort: number | string;
}

export interface ServiceFacts {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly release: string | undefined;
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly ServicePort[];
  readonly headless: boolean;
}

export interface ContainerFacts {
  readonly name: string;
  readonly image: string;
  /** Command and arguments as one line, for words in them. */
  readonly command: string;
  readonly ports: readonly { readonly name?: string; readonly port: number }[];
  /** Names only: values may be secret. */
  readonly envNames: readonly string[];
  /** Variables that are taken from a Secret: which one and which key, never what is in it. */
  readonly envSecrets: readonly { readonly env: string; readonly secret: string; readonly key: string }[];
  /** The paths that the kubelet asks for (`/hub/health`): they tell a base URL. */
  readonly probePaths: readonly string[];
}

export interface WorkloadFacts {
  readonly uid: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly release: string | undefined;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly containers: readonly ContainerFacts[];
  readonly wanted: number;
  readonly ready: number;
}

export interface PodFacts {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly containers: readonly ContainerFacts[];
  readonly ready: boolean;
  /** Succeeded or Failed. */
  readonly finished: boolean;
  readonly bare: boolean;
  readonly createdAt: number | undefined;
}

/** What is looked at to find the tools of one or more namespaces. */
export interface ClusterFacts {
  readonly services: readonly ServiceFacts[];
  readonly workloads: readonly WorkloadFacts[];
  readonly pods: readonly PodFacts[];
}

export function serviceFacts(object: JsonRecord): ServiceFacts | undefined {
  const head = headOf(object);
  if (!head) return undefined;
  return {
    ...head,
    selector: textMap(object, 'spec', 'selector'),
    headless: text(object, 'spec', 'clusterIP') === 'None',
    ports: list(object, 'spec', 'ports').flatMap((entry) => {
      const port = number(entry, 'port');
      if (port === undefined) return [];
      const name = text(entry, 'name');
      const target = at(entry, 'targetPort');
      const targetPort =
        typeof target === 'number' || (typeof target === 'string' && target !== '') ? target : port;
      return [{ port, targetPort, ...(name === undefined ? {} : { name }) }];
    }),
  };
}

/** Deployment, StatefulSet or DaemonSet. */
export function workloadFacts(object: JsonRecord, kind: string): WorkloadFacts | undefined {
  const head = headOf(object);
  if (!head) return undefined;
  const daemon = kind === 'DaemonSet';
  return {
    ...head,
    kind,
    podLabels: textMap(object, 'spec', 'template', 'metadata', 'labels'),
    containers: containersOf(record(object, 'spec', 'template', 'spec')),
    // The API server fills in 1 where a manifest says nothing.
    wanted:
      (daemon ? number(object, 'status', 'desiredNumberScheduled') : number(object, 'spec', 'replicas')) ??
      (daemon ? 0 : 1),
    ready:
      (daemon ? number(object, 'status', 'numberReady') : number(object, 'status', 'readyReplicas')) ?? 0,
  };
}

export function podFacts(object: JsonRecord): PodFacts | undefined {
  const head = headOf(object);
  if (!head) return undefined;
  const phase = text(object, 'status', 'phase');
  return {
    uid: head.uid,
    namespace: head.namespace,
    name: head.name,
    labels: head.labels,
    annotations: textMap(object, 'metadata', 'annotations'),
    containers: containersOf(record(object, 'spec')),
    ready: list(object, 'status', 'conditions').some(
      (c) => text(c, 'type') === 'Ready' && text(c, 'status') === 'True',
    ),
    finished: phase === 'Succeeded' || phase === 'Failed',
    bare: !list(object, 'metadata', 'ownerReferences').some((owner) => flag(owner, 'controller') === true),
    createdAt: instant(object, 'metadata', 'creationTimestamp'),
  };
}

function headOf(
  object: JsonRecord,
): Pick<ServiceFacts, 'uid' | 'namespace' | 'name' | 'labels' | 'release'> | undefined {
  const name = text(object, 'metadata', 'name');
  if (name === undefined) return undefined;
  const namespace = text(object, 'metadata', 'namespace') ?? 'default';
  const labels = textMap(object, 'metadata', 'labels');
  return {
    // Objects in files have no uid; within a kind, namespace and name are as good.
    uid: text(object, 'metadata', 'uid') ?? `${namespace}/${name}`,
    namespace,
    name,
    labels,
    // Helm 3 writes this annotation on all it installs (helm.sh/helm/v3/pkg/action, setMetadataVisitor).
    release: text(object, 'metadata', 'annotations', 'meta.helm.sh/release-name'),
  };
}

function containersOf(spec: JsonRecord): readonly ContainerFacts[] {
  return list(spec, 'containers').map((container) => ({
    name: text(container, 'name') ?? '',
    image: text(container, 'image') ?? '',
    command: [...list(container, 'command'), ...list(container, 'args')]
      .filter((word) => typeof word === 'string')
      .join(' '),
    ports: list(container, 'ports').flatMap((entry) => {
      const port = number(entry, 'containerPort');
      const name = text(entry, 'name');
      return port === undefined ? [] : [{ port, ...(name === undefined ? {} : { name }) }];
    }),
    envNames: list(container, 'env').flatMap((entry) => text(entry, 'name') ?? []),
    envSecrets: list(container, 'env').flatMap((entry) => {
      const env = text(entry, 'name');
      const secret = text(entry, 'valueFrom', 'secretKeyRef', 'name');
      const key = text(entry, 'valueFrom', 'secretKeyRef', 'key');
      return env === undefined || secret === undefined || key === undefined ? [] : [{ env, secret, key }];
    }),
    probePaths: ['startupProbe', 'livenessProbe', 'readinessProbe'].flatMap(
      (probe) => text(container, probe, 'httpGet', 'path') ?? [],
    ),
  }));
}
