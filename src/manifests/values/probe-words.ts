import * as l10n from '@vscode/l10n';
import { isRecord } from '../../common/json.ts';
import type { JsonRecord } from '../../common/json.ts';
import { hasUnknown } from './reading.ts';

export type ProbeKind = 'livenessProbe' | 'readinessProbe' | 'startupProbe';

export interface ProbeTimes {
  readonly delay: number;
  readonly period: number;
  readonly failures: number;
}

/** The times of a health check, with those that Kubernetes takes where nothing is written. */
export function probeTimes(probe: unknown): ProbeTimes | undefined {
  if (!isRecord(probe) || hasUnknown(probe)) return undefined;
  const delay = seconds(probe, 'initialDelaySeconds', 0);
  const period = seconds(probe, 'periodSeconds', 10);
  const failures = seconds(probe, 'failureThreshold', 3);
  return delay === undefined || !period || !failures ? undefined : { delay, period, failures };
}

/** A health check as a sentence, with the time after which it gives up. */
export function probeWords(kind: ProbeKind, probe: unknown): string | undefined {
  const times = probeTimes(probe);
  if (times === undefined) return undefined;
  const { delay, period, failures } = times;
  const rhythm =
    delay === 0
      ? l10n.t('Checked every {0} s.', period)
      : l10n.t('Checked every {0} s, first {1} s after the start.', period, delay);
  const end = delay + period * failures;
  switch (kind) {
    case 'startupProbe':
      return l10n.t(
        '{0} The program has about {1} s to start; then its container is restarted.',
        rhythm,
        end,
      );
    case 'livenessProbe':
      return failures === 1
        ? l10n.t('{0} Restarted after 1 failure.', rhythm)
        : l10n.t(
            '{0} Restarted after {1} failures in a row, which is about {2} s.',
            rhythm,
            failures,
            period * failures,
          );
    case 'readinessProbe':
      return failures === 1
        ? l10n.t('{0} No requests after 1 failure, until it succeeds again.', rhythm)
        : l10n.t(
            '{0} No requests after {1} failures in a row (about {2} s), until it succeeds again.',
            rhythm,
            failures,
            period * failures,
          );
  }
}

/** What a field of the probe is, or the default; nothing for what is no number. */
function seconds(probe: JsonRecord, name: string, otherwise: number): number | undefined {
  const value = probe[name];
  if (value === undefined || value === null) return otherwise;
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
}
