import type { GroupSource } from '../../k8s/streams/group-log.ts';
import type { LogSourceName } from './protocol.ts';

/** A common beginning that is shorter is left where it is: the names are short enough. */
const LONG_BEGINNING = 8;

/** Names for the sources of a log, as short as they can be and still tell them apart. */
export function sourceNames(sources: readonly GroupSource[]): readonly LogSourceName[] {
  const pods = new Set(sources.map(({ pod }) => pod));
  const containers = new Set(sources.map(({ container }) => container));
  const name = (pod: string, container: string): string =>
    pods.size < 2 ? container : containers.size < 2 ? pod : `${pod} / ${container}`;
  const cut = pods.size < 2 ? 0 : commonBeginning([...pods]);
  return sources.map((source) => ({
    ...source,
    label: name(source.pod, source.container),
    short: name(cut < LONG_BEGINNING ? source.pod : `…${source.pod.slice(cut)}`, source.container),
  }));
}

/** How much all names have in common at the beginning, up to a dash. */
function commonBeginning([first = '', ...others]: readonly string[]): number {
  let length = first.length;
  for (const other of others) {
    let same = 0;
    while (same < length && other[same] === first[same]) same += 1;
    length = same;
  }
  return first.slice(0, length).lastIndexOf('-') + 1;
}
