import { ClusterError } from '../k8s/problem.ts';
import { isRecord } from '../common/json.ts';
import { podRecord } from '../k8s/model/pod.ts';
import { diagnose } from '../diagnostics/diagnose.ts';
import type { Diagnosis } from '../diagnostics/finding.ts';
import type { Session } from '../k8s/session.ts';
import type { OpenedLogs } from './logs/logs-panels.ts';
import type { LogChoice } from './logs/protocol.ts';
import type { Gather } from '../rows/closer-looks.ts';
import type { LogsRef } from './refs.ts';

/** The containers of a pod whose logs are shown: the one that was asked for, or all of them. */
export async function openLogs(session: Session, ref: LogsRef, signal: AbortSignal): Promise<OpenedLogs> {
  const { namespace, pod, container } = ref;
  const [{ followLog }, { mergeLogs }] = await Promise.all([
    import('../k8s/streams/follow-log.ts'),
    import('../k8s/streams/merge-logs.ts'),
  ]);
  const names = container === undefined ? await containersOf(session, ref, signal) : [container];
  return {
    sources: names.map((name) => ({ pod, container: name, label: name })),
    open: (choice, reading) =>
      mergeLogs(
        names.map(
          (name) => (one) =>
            followLog(session.api, { namespace, pod, container: name }, optionsOf(choice), one),
        ),
        reading,
      ),
  };
}

function optionsOf({ previous, sinceSeconds }: LogChoice): {
  follow: boolean;
  previous: boolean;
  sinceSeconds?: number;
} {
  return { follow: !previous, previous, ...(sinceSeconds > 0 && { sinceSeconds }) };
}

/** In the order of the pod: those that run before the others come first. */
export async function containersOf(
  session: Session,
  { namespace, pod }: LogsRef,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const object = await session.api.json(
    { path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}` },
    signal,
  );
  if (!isRecord(object)) throw new ClusterError({ kind: 'not-found', message: `pod ${namespace}/${pod}` });
  return podRecord(object).containers.map(({ name }) => name);
}

/** What is the matter with the pod whose log is shown. */
export async function diagnosisOf(
  gather: Gather,
  { namespace, pod }: LogsRef,
  signal: AbortSignal,
): Promise<Diagnosis> {
  return diagnose(await gather({ namespace, name: pod }, signal), { kind: 'Pod', namespace, name: pod });
}
