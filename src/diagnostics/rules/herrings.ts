import * as l10n from '@vscode/l10n';
import type { Aside } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import type { PodFacts } from '../facts/pod-facts.ts';
import { clipped } from '../words/quantities.ts';

const ON_THE_WAY =
  /^(FailedMount|FailedAttachVolume|FailedScheduling|FailedCreatePodSandBox|Failed|NetworkNotReady)$/;
const MOST = 4;

/** What looks like a cause in this pod's evidence and is known not to be one, with the reason. */
export function herringRule(pod: PodFacts, index: BundleIndex): readonly Aside[] {
  const asides: Aside[] = [];
  const events = index.eventsOf(pod.ref).filter((event) => event.type === 'Warning');
  const started = pod.lastProgress;
  for (const event of events) {
    if (started !== undefined && ON_THE_WAY.test(event.reason) && (event.last ?? Infinity) <= started) {
      asides.push({
        aside: `${event.reason}: ${clipped(event.message)}`,
        why: l10n.t('not the cause, because the pod has started since then'),
      });
    }
  }
  const crashing = pod.containers.some(
    (container) => container.waiting?.reason === 'CrashLoopBackOff' || container.restarts > 0,
  );
  const readiness = events
    .filter((event) => event.reason === 'Unhealthy' && event.message.startsWith('Readiness'))
    .at(-1);
  if (crashing && readiness) {
    asides.push({
      aside: `${readiness.reason}: ${clipped(readiness.message)}`,
      why: l10n.t('not the cause, because nothing can answer while the program is down or starting'),
    });
  }
  if (
    index
      .logsOf(pod.ref)
      .some((log) => log.text.includes("Forbidden!Configured service account doesn't have access"))
  ) {
    asides.push({
      aside: "Forbidden!Configured service account doesn't have access",
      why: l10n.t(
        'not the cause, because this client prints it before every refusal; what follows it counts',
      ),
    });
  }
  for (const container of pod.containers) {
    if (container.end?.reason === 'OOMKilled' && container.end.exitCode === 143) {
      asides.push({
        aside: l10n.t('OOMKilled on "{0}"', container.name),
        why: l10n.t(
          'not the cause, because exit code 143 is a request to stop; an out-of-memory kill has 137',
        ),
      });
    }
  }
  return asides.slice(0, MOST);
}
