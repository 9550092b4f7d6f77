import type { JsonRecord } from '../../common/json.ts';
import { instant, list, text } from '../../common/json.ts';
import type { Outcome } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import { quote } from '../facts/refs.ts';
import type { ObjectRef } from '../finding.ts';
import { releasePods } from './outputs.ts';

/** Most of what is made takes less than this. */
const PATIENCE_SECONDS = 600;
const TROUBLE =
  /\b(?:fail(?:ed|ure|s|ing)?|errors?|not found|does not exist|denied|forbidden|cannot|unable|timed? ?out|exceeded|refused|invalid|unauthori[sz]ed)\b/i;

/** An object of a tool whose controller keeps saying that it is not ready, and that something is wrong: its words are all there is. */
export function notReadyRule(
  ref: ObjectRef,
  object: JsonRecord | undefined,
  index: BundleIndex,
  because: readonly ObjectRef[],
): readonly Outcome[] {
  const [group = ''] = (text(object, 'apiVersion') ?? '').split('/');
  if (!group.includes('.') || group.endsWith('k8s.io')) return [];
  const condition = list(object, 'status', 'conditions').find(
    (candidate) => text(candidate, 'type') === 'Ready' && text(candidate, 'status') === 'False',
  );
  const message = text(condition, 'message') ?? '';
  const since = instant(condition, 'lastTransitionTime') ?? instant(object, 'metadata', 'creationTimestamp');
  const seconds = index.secondsSince(since);
  if (!TROUBLE.test(message) || seconds === undefined || seconds < PATIENCE_SECONDS) return [];
  const base = {
    subject: ref,
    severity: 'broken',
    since,
    proof: [quote(ref, 'status.conditions', `Ready: False, ${text(condition, 'reason') ?? ''}: ${message}`)],
  } as const;
  if (ref.kind === 'HelmRelease')
    return [
      claim({
        ...base,
        cause: 'helm-release-failed',
        confidence: 'likely',
        says: { release: ref.name, namespace: ref.namespace, message },
        because: releasePods(ref, index),
      }),
    ];
  return [
    claim({
      ...base,
      cause: 'app-error',
      confidence: 'possible',
      says: { container: ref.name, line: message, logsRead: true },
      because,
    }),
  ];
}
