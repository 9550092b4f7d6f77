import type { JsonRecord } from '../../common/json.ts';
import { detectTools } from '../detect.ts';
import { SETTINGS_KINDS, podFacts, serviceFacts, settingsFacts, workloadFacts } from '../facts.ts';
import type { InstalledTool } from '../installed-tool.ts';

export type Labels = Record<string, string>;

export function service(
  name: string,
  labels: Labels,
  selector: Labels,
  ports: JsonRecord[],
  namespace = 'team-a',
  extra: JsonRecord = {},
): JsonRecord {
  return { kind: 'Service', metadata: { name, namespace, labels }, spec: { selector, ports, ...extra } };
}

export function deployment(
  name: string,
  podLabels: Labels,
  options: {
    image?: string;
    command?: string[];
    ready?: number;
    wanted?: number;
    labels?: Labels;
    probe?: string;
    namespace?: string;
    annotations?: Labels;
  } = {},
): JsonRecord {
  return {
    kind: 'Deployment',
    metadata: {
      name,
      namespace: options.namespace ?? 'team-a',
      labels: options.labels ?? podLabels,
      annotations: options.annotations ?? {},
    },
    spec: {
      replicas: options.wanted ?? 1,
      template: {
        metadata: { labels: podLabels },
        spec: {
          containers: [
            {
              name: 'main',
              image: options.image ?? 'example/app:1.0',
              command: options.command ?? [],
              ...(options.probe === undefined ? {} : { livenessProbe: { httpGet: { path: options.probe } } }),
            },
          ],
        },
      },
    },
    status: { readyReplicas: options.ready ?? options.wanted ?? 1 },
  };
}

export function pod(
  name: string,
  labels: Labels,
  options: { ready?: boolean; command?: string[]; owned?: boolean } = {},
): JsonRecord {
  return {
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'team-a',
      labels,
      ...(options.owned ? { ownerReferences: [{ kind: 'ReplicaSet', name: 'x', controller: true }] } : {}),
    },
    spec: { containers: [{ name: 'main', image: 'x', command: options.command ?? [] }] },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: options.ready === false ? 'False' : 'True' }],
    },
  };
}

/** What is found in these objects, as the API server would list them. */
export function detect(...objects: JsonRecord[]): readonly InstalledTool[] {
  const of = (kind: string) => objects.filter((object) => object['kind'] === kind);
  return detectTools({
    services: of('Service').flatMap((object) => serviceFacts(object) ?? []),
    workloads: ['Deployment', 'StatefulSet', 'DaemonSet'].flatMap((kind) =>
      of(kind).flatMap((object) => workloadFacts(object, kind) ?? []),
    ),
    pods: of('Pod').flatMap((object) => podFacts(object) ?? []),
    settings: SETTINGS_KINDS.flatMap((kind) => of(kind).flatMap((object) => settingsFacts(object) ?? [])),
  });
}
