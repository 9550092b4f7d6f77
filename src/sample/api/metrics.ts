import { type JsonRecord } from '../../common/json.ts';
import type { Backend } from './backend.ts';
import type { ClusterObject } from './object.ts';
import { stored, type Kind } from './kinds.ts';
import { matcher } from './selectors.ts';
import { refusals } from './status.ts';

/** The metrics server measures this often; the number of an answer is the one of the last full period. */
const PERIOD_MS = 15_000;

/** What the metrics server behind `metrics.k8s.io` answers: the present, of pods that run. There is nothing to watch. */
export function metricsOf(
  backend: Backend,
  kind: Kind,
  namespace: string | undefined,
  name: string | undefined,
  query: URLSearchParams,
): JsonRecord {
  const at = Math.floor(backend.now() / PERIOD_MS) * PERIOD_MS;
  if (name !== undefined) {
    const pod = backend.store.get(stored('pods'), namespace, name);
    const measured = pod && podMetrics(backend, pod, at);
    if (!measured) throw refusals.notFound({ ...kind, plural: 'podmetrics' }, `${namespace ?? ''}/${name}`);
    return { kind: 'PodMetrics', apiVersion: 'metrics.k8s.io/v1beta1', ...measured };
  }
  const items = backend.store
    .list(stored('pods'), namespace)
    .filter(matcher(kind, query))
    .flatMap((pod) => podMetrics(backend, pod, at) ?? []);
  return { kind: 'PodMetricsList', apiVersion: 'metrics.k8s.io/v1beta1', metadata: {}, items };
}

function podMetrics(backend: Backend, pod: ClusterObject, at: number): JsonRecord | undefined {
  const usage = backend.usageOf(pod, at);
  if (usage.length === 0) return undefined;
  const { name, namespace, labels } = pod.metadata;
  return {
    metadata: { name, namespace, creationTimestamp: rfc3339(at), ...(labels && { labels }) },
    timestamp: rfc3339(at),
    window: '15.014s',
    containers: usage.map(({ container, memory, cpu }) => ({
      name: container,
      usage: { cpu: `${Math.round(cpu * 1e9)}n`, memory: `${Math.round(memory / 1024)}Ki` },
    })),
  };
}

const rfc3339 = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
