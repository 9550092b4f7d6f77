import type { GroupSource } from '../../k8s/streams/group-log.ts';
import type { LogSourceName } from './protocol.ts';

/** Names for the sources of a log, as short as they can be and still tell them apart. */
export function sourceNames(sources: readonly GroupSource[]): readonly LogSourceName[] {
  const pods = new Set(sources.map(({ pod }) => pod));
  const containers = new Set(sources.map(({ container }) => container));
  return sources.map((source) => ({
    ...source,
    label:
      pods.size < 2
        ? source.container
        : containers.size < 2
          ? source.pod
          : `${source.pod} / ${source.container}`,
  }));
}
