import { diagnose } from '../diagnostics/diagnose.ts';
import { platformReport } from '../diagnostics/platform-report.ts';
import type { Session } from '../k8s/session.ts';
import type { Gather } from '../rows/closer-looks.ts';
import type { PodRef } from './refs.ts';

/** The report on a pod as it is now, redacted, in the words of the people who run the cluster. */
export async function reportOf(
  session: Session,
  { namespace, pod }: PodRef,
  gather: Gather,
): Promise<string> {
  const bundle = await gather({ namespace, name: pod }, new AbortController().signal);
  const diagnosis = diagnose(bundle, { kind: 'Pod', namespace, name: pod });
  return platformReport(diagnosis, {
    cluster: session.context.cluster,
    user: session.context.user,
    reportedAt: new Date().toISOString(),
  });
}
