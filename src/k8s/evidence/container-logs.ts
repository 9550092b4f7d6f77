import type { ContainerRecord } from '../model/container.ts';
import type { PodRecord } from '../model/pod.ts';
import type { EvidenceReader } from './evidence-reader.ts';

/**
 * Log tails of whatever in a pod failed, was restarted, or runs without being ready; with `living`, also of what runs and is ready: a
 * kernel that was killed for memory in there leaves no other trace.
 */
export async function readLogs(
  reader: EvidenceReader,
  pod: PodRecord,
  { living = false } = {},
): Promise<void> {
  const wanted = pod.containers.flatMap((container) =>
    runsOf(container, living).map((previous) => ({ container, previous })),
  );
  await Promise.all(
    wanted.map(({ container, previous }) =>
      reader.log({
        namespace: pod.namespace,
        pod: pod.name,
        container: container.name,
        previous,
        machine: pod.node,
      }),
    ),
  );
}

/** The runs of a container whose log says something: false is the one now, true the one before its last restart. */
function runsOf(container: ContainerRecord, living: boolean): readonly boolean[] {
  const { state, lastEnd, role } = container;
  if (role === 'ephemeral') return [];
  const earlier = lastEnd === undefined ? [] : [true];
  switch (state?.is) {
    case 'running':
      return container.ready && !(living && role === 'app') ? earlier : [false, ...earlier];
    case 'ended':
      return state.exitCode === 0 && role !== 'app' ? [] : [false, ...(state.exitCode === 0 ? [] : earlier)];
    default:
      return earlier; // waits for its next start: the log now is that of the run before
  }
}
