import type { Finding } from '../diagnostics/finding.ts';
import { controllerWord, ownerWord, topOfItself, type TopOf } from './owner-word.ts';
import { stateOfCause } from './cause-state.ts';
import * as l10n from '@vscode/l10n';
import { duration } from '../diagnostics/words/quantities.ts';
import type { ContainerEnd, ContainerRecord } from '../k8s/model/container.ts';
import { conditionOf } from '../k8s/model/condition.ts';
import { podStatus } from '../k8s/model/pod-status.ts';
import type { PodRecord } from '../k8s/model/pod.ts';
import type { PodRow, PodState } from './row.ts';

/** What a row says besides who it is about. */
interface Situation {
  readonly state: PodState;
  readonly words: string;
  readonly severity: PodRow['severity'];
  readonly since: number | undefined;
}

/**
 * The row of a pod. `finding` is the first one of its diagnosis, where it has one: then its words are the row's words. `now` in
 * milliseconds since the epoch.
 */
export function podRow(
  pod: PodRecord,
  finding: Finding | undefined,
  now: number,
  topOf: TopOf = topOfItself,
): PodRow {
  const top = topOf(pod);
  const owner = top && ownerWord(top);
  const controller = controllerWord(pod);
  const status = podStatus(pod);
  const situation = situationOf(pod, finding, status.restarts, now);
  return {
    uid: pod.uid,
    namespace: pod.namespace,
    name: pod.name,
    ...(owner === undefined ? {} : { owner }),
    ...(controller === undefined || controller === owner ? {} : { controller }),
    status: status.status,
    ready: status.ready,
    restarts: status.restarts,
    state: situation.state,
    words: situation.words,
    severity: situation.severity,
    ...(situation.since === undefined ? {} : { since: new Date(situation.since).toISOString() }),
    ...(finding === undefined ? {} : { cause: finding.cause }),
  };
}

function situationOf(pod: PodRecord, finding: Finding | undefined, restarts: number, now: number): Situation {
  if (pod.deletedAt !== undefined) return stopping(pod, finding, now);
  if (pod.phase === 'Succeeded') return finishedWell(pod, now);
  if (finding && finding.severity !== 'note') return troubled(pod, finding, restarts, now);
  if (pod.phase === 'Failed') return failed(pod, now);
  return underWay(pod, finding, now);
}

function stopping(pod: PodRecord, finding: Finding | undefined, now: number): Situation {
  // deletionTimestamp is when it is to be gone: the request plus the grace period.
  const asked = (pod.deletedAt ?? now) - (pod.gracePeriodSeconds ?? 0) * 1000;
  if (finding?.cause === 'stuck-terminating') {
    return {
      state: 'stopping',
      words: joined(finding.short, age(asked, now)),
      severity: finding.severity,
      since: asked,
    };
  }
  return {
    state: 'stopping',
    words: joined(l10n.t('stopping'), age(asked, now)),
    severity: 'fine',
    since: asked,
  };
}

function finishedWell(pod: PodRecord, now: number): Situation {
  const end = lastEnd(pod);
  const took =
    end?.startedAt !== undefined && end.finishedAt !== undefined
      ? l10n.t('took {0}', duration((end.finishedAt - end.startedAt) / 1000))
      : undefined;
  const finished =
    end?.finishedAt === undefined
      ? l10n.t('finished')
      : l10n.t('finished {0} ago', age(end.finishedAt, now) ?? '');
  return { state: 'finished', words: joined(finished, took), severity: 'fine', since: end?.finishedAt };
}

function failed(pod: PodRecord, now: number): Situation {
  const end = lastEnd(pod);
  const when =
    end?.finishedAt === undefined
      ? l10n.t('failed')
      : l10n.t('failed {0} ago', age(end.finishedAt, now) ?? '');
  return {
    state: 'failed',
    words: joined(when, end && l10n.t('exit {0}', end.exitCode)),
    severity: 'broken',
    since: end?.finishedAt,
  };
}

/** The diagnosis' own words, with what a row adds: how often, or for how long. */
function troubled(pod: PodRecord, finding: Finding, restarts: number, now: number): Situation {
  const state = stateOfCause(finding.cause, pod);
  const since = finding.since ?? troubleSince(pod);
  const often =
    restarts === 1 ? l10n.t('1 restart') : restarts > 1 ? l10n.t('{0} restarts', restarts) : undefined;
  const lasts =
    state === 'waiting' ||
    state === 'missing' ||
    state === 'unready' ||
    state === 'image-problem' ||
    state === 'downloading';
  const ago = since === undefined ? undefined : l10n.t('{0} ago', age(since, now) ?? '');
  return {
    state,
    words: joined(finding.short, often ?? (lasts ? age(since, now) : ago)),
    severity: finding.severity,
    since,
  };
}

/** Not in trouble: running, or on the way to it. A note of the diagnosis says which way. */
function underWay(pod: PodRecord, note: Finding | undefined, now: number): Situation {
  const running = pod.phase === 'Running' && conditionOf(pod.conditions, 'Ready')?.status !== 'False';
  const containersUp = pod.containers
    .filter((container) => container.role === 'app')
    .every((container) => container.state?.is === 'running' && container.ready);
  if (running && containersUp) {
    const since = conditionOf(pod.conditions, 'Ready')?.since ?? pod.startedAt ?? pod.createdAt;
    return { state: 'running', words: joined(l10n.t('running'), age(since, now)), severity: 'fine', since };
  }
  const since = appStart(pod) ?? pod.startedAt ?? pod.createdAt;
  if (note?.cause === 'image-pulling')
    return {
      state: 'downloading',
      words: joined(l10n.t('downloading its image'), age(note.since ?? since, now)),
      severity: 'fine',
      since,
    };
  if (note?.cause === 'job-suspended' || note?.cause === 'scheduling-gated')
    return { state: 'off', words: note.short, severity: 'fine', since };
  if (pod.phase === 'Unknown')
    return { state: 'unknown', words: l10n.t('not known'), severity: 'warning', since };
  return { state: 'starting', words: joined(l10n.t('starting'), age(since, now)), severity: 'fine', since };
}

function lastEnd(pod: PodRecord): ContainerEnd | undefined {
  const ends = pod.containers
    .filter((container) => container.role === 'app')
    .flatMap((container) => endsOf(container));
  // The one that failed speaks for the pod; among equals, the last.
  return ends.sort(
    (a, b) =>
      Number(b.exitCode !== 0) - Number(a.exitCode !== 0) || (b.finishedAt ?? 0) - (a.finishedAt ?? 0),
  )[0];
}

function endsOf(container: ContainerRecord): readonly ContainerEnd[] {
  return container.state?.is === 'ended' ? [container.state] : [];
}

function appStart(pod: PodRecord): number | undefined {
  const starts = pod.containers.flatMap((container) =>
    container.role === 'app' && container.state?.is === 'running' ? (container.state.startedAt ?? []) : [],
  );
  return starts.length === 0 ? undefined : Math.max(...starts);
}

function troubleSince(pod: PodRecord): number | undefined {
  const ended = pod.containers.flatMap(
    (container) =>
      (container.state?.is === 'ended' ? container.state.finishedAt : container.lastEnd?.finishedAt) ?? [],
  );
  return ended.length > 0 ? Math.max(...ended) : pod.createdAt;
}

function age(since: number | undefined, now: number): string | undefined {
  return since === undefined ? undefined : duration((now - since) / 1000);
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}
