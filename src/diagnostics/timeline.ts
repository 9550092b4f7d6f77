import * as l10n from '@vscode/l10n';
import type { BundleIndex } from './facts/bundle-index.ts';
import type { EventFact } from './facts/event-facts.ts';
import type { ContainerFacts, PodFacts } from './facts/pod-facts.ts';
import type { Moment } from './finding.ts';
import { bytes, clipped } from './words/quantities.ts';

const MOST_MOMENTS = 60;

/** The story of a pod from its events, conditions and container states, in order of time. */
export function storyOf(index: BundleIndex, pod: PodFacts): Moment[] {
  const moments: Moment[] = [];
  const add = (at: number | undefined, text: string, trouble = false, tookSeconds?: number): void => {
    if (at !== undefined)
      moments.push({ at, text, trouble, ...(tookSeconds === undefined ? {} : { tookSeconds }) });
  };
  add(pod.createdAt, l10n.t('created'));
  const events = index.eventsOf(pod.ref);
  const scheduled = pod.condition('PodScheduled');
  if (scheduled?.status === 'True' && !events.some((event) => event.reason === 'Scheduled')) {
    add(
      scheduled.since,
      pod.nodeName === undefined ? l10n.t('placed on a machine') : l10n.t('placed on {0}', pod.nodeName),
      false,
      since(pod.createdAt, scheduled.since),
    );
  }
  for (const event of events) addEvent(event, pod, add);
  for (const container of pod.containers) addContainer(container, add);
  const ready = pod.condition('Ready');
  if (ready?.status === 'True') add(ready.since, l10n.t('ready'), false, since(pod.createdAt, ready.since));
  add(pod.deletedAt, l10n.t('asked to stop'));
  const sorted = moments.sort((a, b) => a.at - b.at || (a.text < b.text ? -1 : 1));
  const distinct = sorted.filter(
    (moment, at) => at === 0 || moment.text !== sorted[at - 1]?.text || moment.at !== sorted[at - 1]?.at,
  );
  return distinct.length <= MOST_MOMENTS
    ? distinct
    : [...distinct.slice(0, 10), ...distinct.slice(10 - MOST_MOMENTS)];
}

type Add = (at: number | undefined, text: string, trouble?: boolean, tookSeconds?: number) => void;

function since(from: number | undefined, to: number | undefined): number | undefined {
  return from === undefined || to === undefined || to < from ? undefined : (to - from) / 1000;
}

function addContainer(container: ContainerFacts, add: Add): void {
  if (container.state.kind === 'running')
    add(container.state.startedAt, l10n.t('"{0}" started', container.name));
  const end = container.end;
  if (!end) return;
  const said =
    end.reason === ''
      ? l10n.t('exit code {0}', end.exitCode ?? '?')
      : l10n.t('{0}, exit code {1}', end.reason, end.exitCode ?? '?');
  const bad = end.exitCode !== 0;
  add(end.startedAt, l10n.t('"{0}" started', container.name));
  add(
    end.finishedAt,
    bad ? l10n.t('"{0}" ended: {1}', container.name, said) : l10n.t('"{0}" finished', container.name),
    bad,
    since(end.startedAt, end.finishedAt),
  );
}

/** `Successfully pulled image "x" in 3.2s (4.1s including waiting). Image size: 123 bytes.` (kubelet since 1.29 with the size) */
const PULLED =
  /Successfully pulled image "([^"]+)" in (?:(\d+)m)?([\d.]+)(ms|s)\b(?:.*?Image size: (\d+) bytes)?/;

function addEvent(event: EventFact, pod: PodFacts, add: Add): void {
  const many = event.count > 1 ? ` (${event.count}×)` : '';
  const pulled = PULLED.exec(event.message);
  if (event.reason === 'Pulled' && pulled) {
    const seconds = Number(pulled[2] ?? 0) * 60 + Number(pulled[3]) / (pulled[4] === 'ms' ? 1000 : 1);
    const size = pulled[5] === undefined ? '' : ` (${bytes(Number(pulled[5]))})`;
    add(event.last, l10n.t('image {0} downloaded{1}', pulled[1] ?? '', size), false, seconds);
    return;
  }
  switch (event.reason) {
    case 'Scheduled':
      add(
        event.last,
        pod.nodeName === undefined ? l10n.t('placed on a machine') : l10n.t('placed on {0}', pod.nodeName),
        false,
        since(pod.createdAt, event.last),
      );
      return;
    case 'Pulling':
      add(event.last, l10n.t('downloading the image of "{0}"', event.container ?? ''));
      return;
    case 'Pulled':
    case 'Created':
    case 'SuccessfulMountVolume':
      return;
    case 'Started':
      add(event.first, l10n.t('"{0}" started', event.container ?? ''));
      return;
    case 'SuccessfulAttachVolume':
      add(event.last, l10n.t('its storage was attached'));
      return;
    case 'FailedScheduling':
      add(event.last, l10n.t('no machine could take it: {0}', clipped(event.message, 140)) + many, true);
      return;
    case 'BackOff':
      add(
        event.last,
        (/pulling image/i.test(event.message)
          ? l10n.t('waiting before the image is tried again')
          : l10n.t('waiting before "{0}" is started again', event.container ?? '')) + many,
        true,
      );
      return;
    case 'Killing':
      add(event.last, l10n.t('"{0}" was asked to stop', event.container ?? '') + many);
      return;
    default:
      add(event.last, `${event.reason}: ${clipped(event.message, 140)}${many}`, event.type === 'Warning');
  }
}
