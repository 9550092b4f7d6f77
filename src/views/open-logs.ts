import { diagnose } from '../diagnostics/diagnose.ts';
import type { Diagnosis } from '../diagnostics/finding.ts';
import type { Session } from '../k8s/session.ts';
import { groupLog } from '../k8s/streams/group-log.ts';
import type { GroupEvent } from '../k8s/streams/group-log.ts';
import type { PodChoice } from '../k8s/streams/pod-choice.ts';
import { rosterOf } from '../k8s/streams/pod-roster.ts';
import type { Gather } from '../rows/closer-looks.ts';
import { POD_ENTRIES } from '../rows/pod-entry.ts';
import type { LogChoice } from './logs/protocol.ts';
import type { AnyLogsRef, PodRef } from './refs.ts';

/** The log of a pod or of a group of them, over the live list that the views look at as well. */
export function openLogs(
  session: Session,
  ref: AnyLogsRef,
  { previous, sinceSeconds }: LogChoice,
  signal: AbortSignal,
): AsyncIterable<GroupEvent> {
  const { namespace, container } = ref;
  return groupLog(
    session.api,
    {
      namespace,
      choice: choiceOf(ref),
      containers: container === undefined ? 'all' : [container],
      roster: rosterOf(session.collection(POD_ENTRIES, namespace), ({ record }) => record),
      owners: session.owners,
      log: { follow: !previous, previous, ...(sinceSeconds > 0 && { sinceSeconds }) },
      waitForMore: !previous,
    },
    signal,
  );
}

function choiceOf(ref: AnyLogsRef): PodChoice {
  if (!('group' in ref))
    return { by: 'pod', pod: ref.pod, ...(ref.owner !== undefined && { owner: ref.owner }) };
  const { group } = ref;
  if ('owner' in group) return { by: 'owner', owner: group.owner };
  if ('selector' in group) return { by: 'labels', selector: group.selector };
  return { by: 'pods', pods: group.pods };
}

/** What is the matter with a pod whose log is shown. */
export async function diagnosisOf(
  gather: Gather,
  { namespace, pod }: PodRef,
  signal: AbortSignal,
): Promise<Diagnosis> {
  return diagnose(await gather({ namespace, name: pod }, signal), { kind: 'Pod', namespace, name: pod });
}
