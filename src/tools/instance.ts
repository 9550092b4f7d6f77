import type { ServiceFacts } from './facts.ts';

/** A Service, a workload or a pod, as far as it tells whose it is. */
export type Labelled = Pick<ServiceFacts, 'labels'> & {
  readonly release?: string | undefined;
  readonly selector?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
};

/**
 * What tells two installations in one namespace apart: the labels of the tool's own operator (`keys`), which stand on the object or
 * on the pods that it selects, before those of charts. The first of the parts that says something decides.
 */
export function instanceOf(parts: readonly Labelled[], keys: readonly string[] = []): string | undefined {
  for (const key of keys) {
    for (const { labels, selector, podLabels } of parts) {
      const value = labels[key] ?? selector?.[key] ?? podLabels?.[key];
      if (value !== undefined && value !== '') return value;
    }
  }
  return parts.map(releaseOf).find((release) => release !== undefined);
}

/** The release of a chart, as today's charts, old charts and Helm itself write it down. */
export function releaseOf({ labels, release }: Labelled): string | undefined {
  return labels['app.kubernetes.io/instance'] ?? labels['release'] ?? release;
}
