import { isRecord, type JsonRecord } from '../../../common/json.ts';
import { detect, type Labels } from '../objects.ts';

/** What a chart, a manifest or an operator leaves in a cluster, and the doors that must be found in it. */
export interface Install {
  readonly title: string;
  readonly objects: readonly JsonRecord[];
  /** One line for each row: `mlflow prod-mlflow:80 http /`, or `kueue -` where there is nothing to open. None for a look-alike. */
  readonly expect: readonly string[];
}

/** Each main door that is found, as a line of `Install.expect`. */
export function doors(objects: readonly JsonRecord[]): readonly string[] {
  return detect(...objects)
    .map(({ tool, endpoints: [main] }) =>
      main ? `${tool} ${main.service}:${main.port} ${main.scheme} ${main.path}` : `${tool} -`,
    )
    .sort();
}

export function install(title: string, objects: readonly JsonRecord[][], ...expect: string[]): Install {
  return { title, objects: objects.flat(), expect: expect.sort() };
}

/** The same objects in another namespace. */
export function inNamespace(namespace: string, objects: readonly JsonRecord[]): JsonRecord[] {
  return objects.map((object) => {
    const metadata = isRecord(object['metadata']) ? object['metadata'] : {};
    return { ...object, metadata: { ...metadata, namespace } };
  });
}

/** `app=x component=y`; `@name` is short for `app.kubernetes.io/name`, and so are the others. */
export function labelsOf(words: string): Labels {
  const pairs = words.split(' ').filter((word) => word !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [key = '', ...value] = pair.split('=');
      return [key.replace(/^@/, 'app.kubernetes.io/'), value.join('=')];
    }),
  );
}

export interface PartOptions {
  /** What the Service selects; the labels without those of the chart where nothing is said. */
  readonly selector?: string;
  readonly headless?: boolean;
  /** A container for each: the image, or more of it. */
  readonly run?: readonly (string | Container)[];
  readonly kind?: 'Deployment' | 'StatefulSet' | 'DaemonSet';
  readonly replicas?: number;
  readonly ready?: number;
  readonly annotations?: string;
  /** `RayCluster/tune`: the custom resource that it belongs to. */
  readonly owner?: string;
  readonly bare?: boolean;
}

export interface Container {
  readonly image: string;
  readonly command?: string;
  /** `NAME=value OTHER`. */
  readonly env?: string;
  /** `http 8080, grpc 9090`. */
  readonly ports?: string;
  readonly probe?: string;
}

/** Written by Helm on what it makes, selected by nobody. */
const CHART_LABELS = [
  'chart',
  'heritage',
  'helm.sh/chart',
  'app.kubernetes.io/managed-by',
  'app.kubernetes.io/version',
  'app.kubernetes.io/part-of',
];

/** Ports: `http 80>8080, 9090>metrics`. */
export function service(
  name: string,
  labels: string,
  ports: string,
  options: PartOptions = {},
): JsonRecord[] {
  return [
    {
      kind: 'Service',
      metadata: head(name, labelsOf(labels), options),
      spec: {
        selector: selectorOf(labels, options),
        ports: portsOf(ports),
        ...(options.headless ? { clusterIP: 'None' } : {}),
      },
    },
  ];
}

export function workload(name: string, labels: string, options: PartOptions = {}): JsonRecord[] {
  const wanted = options.replicas ?? 1;
  const kind = options.kind ?? 'Deployment';
  return [
    {
      kind,
      metadata: head(name, labelsOf(labels), options),
      spec: {
        replicas: wanted,
        template: { metadata: { labels: selectorOf(labels, options) }, spec: podSpec(options) },
      },
      status:
        kind === 'DaemonSet'
          ? { desiredNumberScheduled: wanted, numberReady: options.ready ?? wanted }
          : { readyReplicas: options.ready ?? wanted },
    },
  ];
}

/** A pod of its own, or of an owner that is not seen. */
export function pod(name: string, labels: string, options: PartOptions = {}): JsonRecord[] {
  const owned: PartOptions = options.bare ? {} : { owner: options.owner ?? 'ReplicaSet/x' };
  return [
    {
      kind: 'Pod',
      metadata: head(name, labelsOf(labels), { ...options, ...owned }),
      spec: podSpec(options),
      status: {
        phase: 'Running',
        conditions: [{ type: 'Ready', status: options.ready === 0 ? 'False' : 'True' }],
      },
    },
  ];
}

/** A Service and the workload behind it, both with the same labels, as most charts write them. */
export function app(name: string, labels: string, ports: string, options: PartOptions = {}): JsonRecord[] {
  return [...service(name, labels, ports, options), ...workload(name, labels, options)];
}

/** The labels of today's charts. */
export function k8s(name: string, instance: string, more = ''): string {
  return `@name=${name} @instance=${instance} @managed-by=Helm ${more}`;
}

/** The labels of charts from Helm 2. */
export function old(name: string, release: string, chart: string, more = ''): string {
  return `app=${name} release=${release} heritage=Helm chart=${chart} ${more}`;
}

function head(name: string, labels: Labels, { annotations, owner }: PartOptions): JsonRecord {
  const [kind, ownerName] = owner?.split('/') ?? [];
  return {
    name,
    namespace: 'team-a',
    labels,
    ...(annotations === undefined ? {} : { annotations: labelsOf(annotations) }),
    ...(kind === undefined ? {} : { ownerReferences: [{ kind, name: ownerName, controller: true }] }),
  };
}

function selectorOf(labels: string, { selector }: PartOptions): Labels {
  if (selector !== undefined) return labelsOf(selector);
  return Object.fromEntries(Object.entries(labelsOf(labels)).filter(([key]) => !CHART_LABELS.includes(key)));
}

function podSpec({ run = ['example/unknown:1.0'] }: PartOptions): JsonRecord {
  return {
    containers: run.map((entry, index) => {
      const container: Container = typeof entry === 'string' ? { image: entry } : entry;
      const env = (container.env ?? '').split(' ').filter((word) => word !== '');
      return {
        name: index === 0 ? 'main' : `side-${index}`,
        image: container.image,
        ...(container.command === undefined ? {} : { args: container.command.split(' ') }),
        env: env.map((word) => {
          const [name = '', ...value] = word.split('=');
          return { name, value: value.join('=') };
        }),
        ports: portsOf(container.ports ?? '').map(({ name, port }) => ({ name, containerPort: port })),
        ...(container.probe === undefined ? {} : { readinessProbe: { httpGet: { path: container.probe } } }),
      };
    }),
  };
}

function portsOf(words: string): { name?: string; port: number; targetPort?: number | string }[] {
  return words
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [last = '', name] = entry.split(' ').reverse();
      const [port, target] = last.split('>');
      return {
        ...(name === undefined ? {} : { name }),
        port: Number(port),
        ...(target === undefined ? {} : { targetPort: /^\d+$/.test(target) ? Number(target) : target }),
      };
    });
}
