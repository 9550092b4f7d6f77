import {
  at,
  flag,
  instant,
  list,
  number,
  record,
  text,
  textMap,
  type Json,
  type JsonRecord,
} from '../common/json.ts';

import { repositoryOf } from './image.ts';

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
  readonly owner: OwnerFacts | undefined;
}

/** Who made an object: for what an operator makes, the custom resource. */
export interface OwnerFacts {
  readonly kind: string;
  readonly name: string;
}

export interface ContainerFacts {
  readonly name: string;
  readonly image: string;
  /** The image without registry port confusion, tag and digest: `quay.io/jupyterhub/k8s-hub`. */
  readonly repository: string;
  /** Command and arguments as one line, for words in them. */
  readonly command: string;
  readonly ports: readonly { readonly name?: string; readonly port: number }[];
  /** Names only: values may be secret. */
  readonly envNames: readonly string[];
  /** The values of the few variables that say where a tool answers and are no secrets (`NOT_SECRET`). */
  readonly settings: Readonly<Record<string, string>>;
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
  readonly owner: OwnerFacts | undefined;
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
  readonly owner: OwnerFacts | undefined;
  readonly createdAt: number | undefined;
}

/** What a ConfigMap says about where a tool answers. */
export interface SettingsFacts {
  readonly namespace: string;
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
}

/** What is looked at to find the tools of one or more namespaces. */
export interface ClusterFacts {
  readonly services: readonly ServiceFacts[];
  readonly workloads: readonly WorkloadFacts[];
  readonly pods: readonly PodFacts[];
  /** Known ConfigMaps, where they may be read. */
  readonly settings?: readonly SettingsFacts[];
  /**
   * True for a namespace of which neither pods nor workloads may be seen. Where nothing is said, that is concluded from none being
   * there.
   */
  readonly isBlind?: (namespace: string) => boolean;
}

/** Entries of ConfigMaps that say where a tool answers. */
const KNOWN_ENTRIES: ReadonlySet<string> = new Set(['server.insecure', 'server.rootpath', 'server.basehref']);

/** Variables that say where a tool answers, never with what password. */
const NOT_SECRET: ReadonlySet<string> = new Set([
  'NB_PREFIX',
  'SERVER_BASEPATH',
  'METAFLOW_SERVICE',
  'PREFECT_UI_API_URL',
  'PREFECT_UI_SERVE_BASE',
  'MLFLOW_STATIC_PREFIX',
  'SPARK_MODE',
  'ARGOCD_SERVER_INSECURE',
  'ARGOCD_SERVER_ROOTPATH',
  'AIRFLOW__API__BASE_URL',
  'AIRFLOW__WEBSERVER__BASE_URL',
  'xpack.security.http.ssl.enabled',
]);

export function serviceFacts(object: JsonRecord): ServiceFacts | undefined {
  const head = headOf(object);
  if (!head) return undefined;
  return {
    ...head,
    owner: ownerOf(object),
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
    owner: ownerOf(object),
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
    bare: !isControlled(object),
    owner: ownerOf(object),
    createdAt: instant(object, 'metadata', 'creationTimestamp'),
  };
}

/** Kinds of objects that may say where a tool answers, and nothing secret. */
export const SETTINGS_KINDS: readonly string[] = ['ConfigMap', 'IngressRoute'];

/** A ConfigMap that some tool is set up by, or the route that leads to one; undefined for all others. */
export function settingsFacts(object: JsonRecord): SettingsFacts | undefined {
  const head = headOf(object);
  if (!head) return undefined;
  const values: Record<string, string> = {};
  for (const [key, value] of Object.entries(textMap(object, 'data'))) {
    if (KNOWN_ENTRIES.has(key)) values[key] = value;
    const base = key === 'airflow.cfg' ? /^\s*base_url\s*=\s*(\S+)/m.exec(value)?.[1] : undefined;
    if (base !== undefined) values['base_url'] = base;
  }
  // Dask Gateway's prefix stands nowhere else: PathPrefix(`/services/dask-gateway`).
  for (const route of list(object, 'spec', 'routes')) {
    const prefix = /^PathPrefix\(`([^`]+)`\)$/.exec(text(route, 'match') ?? '')?.[1];
    if (prefix !== undefined && /^api-/.test(head.name)) values['gateway.prefix'] = prefix;
  }
  return Object.keys(values).length === 0
    ? undefined
    : { namespace: head.namespace, name: head.name, values };
}

function isControlled(object: JsonRecord): boolean {
  return list(object, 'metadata', 'ownerReferences').some((owner) => flag(owner, 'controller') === true);
}

/** The controller, else the first of those that own it: some operators name no controller. */
function ownerOf(object: JsonRecord): OwnerFacts | undefined {
  const owners = list(object, 'metadata', 'ownerReferences');
  const owner = owners.find((entry) => flag(entry, 'controller') === true) ?? owners[0];
  const kind = text(owner, 'kind');
  const name = text(owner, 'name');
  return kind === undefined || name === undefined ? undefined : { kind, name };
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
    repository: repositoryOf(text(container, 'image') ?? ''),
    command: [...list(container, 'command'), ...list(container, 'args')]
      .filter((word) => typeof word === 'string')
      .join(' '),
    ports: list(container, 'ports').flatMap((entry) => {
      const port = number(entry, 'containerPort');
      const name = text(entry, 'name');
      return port === undefined ? [] : [{ port, ...(name === undefined ? {} : { name }) }];
    }),
    envNames: list(container, 'env').flatMap((entry) => text(entry, 'name') ?? []),
    settings: settingsOf(list(container, 'env')),
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

function settingsOf(env: readonly Json[]): Readonly<Record<string, string>> {
  const settings: Record<string, string> = {};
  for (const entry of env) {
    const name = text(entry, 'name');
    const value = text(entry, 'value');
    if (name !== undefined && value !== undefined && NOT_SECRET.has(name)) settings[name] = value;
  }
  return settings;
}
