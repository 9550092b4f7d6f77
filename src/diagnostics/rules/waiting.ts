import { list } from '../../common/json.ts';
import type { Outcome } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import { backendsOf, fellowsOf, headOf, serviceRefs } from '../facts/hosts.ts';
import type { ContainerFacts, PodFacts } from '../facts/pod-facts.ts';
import type { Evidence, ObjectRef } from '../finding.ts';
import { duration } from '../words/quantities.ts';

/** Preparation that waits for something else, told by the names and commands that charts give it. */
const WAITS =
  /wait|check-?(?:db|migrations?|database)|until |nc -z|pg_isready|mysqladmin ping|wait-for|dockerize/i;
/** Waiting this long for a neighbour to start is normal. */
const NORMAL_SECONDS = 150;
/** What tries again and again for this long waits for something, whatever its name. */
const RETRY_SECONDS = 600;
const RETRY = /retry(?:ing)?\b|try(?:ing)? again|not ready|unavailable/i;

/** An init container that waits and waits: for what, and what is wrong with that. */
export function waitingRule(pod: PodFacts, index: BundleIndex): readonly Outcome[] {
  if (pod.deletedAt !== undefined || pod.isFinished) return [];
  return pod.containers.flatMap((container) => {
    if (container.role !== 'init' || container.state.kind !== 'running') return [];
    const seconds = index.secondsSince(container.runningSince ?? pod.createdAt) ?? 0;
    const command = commandOf(container);
    const retries = lastRetry(container, pod, index);
    const waits =
      WAITS.test(`${container.name} ${command}`) || (retries !== undefined && seconds >= RETRY_SECONDS);
    if (seconds < NORMAL_SECONDS || !waits) return [];
    const host = hostIn(command);
    return [
      claim({
        cause: 'init-waiting-dependency',
        subject: container.ref,
        severity: 'waiting',
        confidence: host === undefined ? 'possible' : 'likely',
        says: { container: container.name, waitsFor: host, seconds: duration(seconds) },
        proof: [
          container.quote(`${container.statusPath}.state`, `running for ${duration(seconds)}`),
          ...(command === '' ? [] : [container.quote(`${container.specPath}.command`, command)]),
          ...(retries === undefined ? [] : [retries]),
        ],
        because: awaited(host, pod, index),
        since: container.runningSince,
      }),
    ];
  });
}

/** The last line of a log that says that it will try again. */
function lastRetry(container: ContainerFacts, pod: PodFacts, index: BundleIndex): Evidence | undefined {
  const lines = (index.logsOf(pod.ref, container.name).at(-1)?.text ?? '')
    .slice(-4000)
    .trimEnd()
    .split('\n')
    .slice(-3);
  const line = lines.findLast((candidate) => RETRY.test(candidate));
  return line === undefined
    ? undefined
    : { text: line.trim(), from: { ...pod.ref, path: 'log', container: container.name } };
}

function awaited(host: string | undefined, pod: PodFacts, index: BundleIndex): readonly ObjectRef[] {
  const named = serviceRefs(host, pod.namespace, index);
  return named.length > 0
    ? named
    : [...headOf(pod, index), ...backendsOf(pod, index), ...fellowsOf(pod, index)];
}

/** Whom an init container waits for that gives up each time without a word. */
export function neighboursAwaited(
  container: ContainerFacts,
  pod: PodFacts,
  index: BundleIndex,
): readonly ObjectRef[] {
  const command = commandOf(container);
  return WAITS.test(`${container.name} ${command}`) ? awaited(hostIn(command), pod, index) : [];
}

function commandOf(container: ContainerFacts): string {
  return [...list(container.spec, 'command'), ...list(container.spec, 'args')]
    .filter((part): part is string => typeof part === 'string')
    .join(' ');
}

/** `host:5432`, `-h host`, `nc -z host 5432`, `nslookup host` in a command. */
function hostIn(command: string): string | undefined {
  return (
    /(?:nc\s+(?:-\w+\s+)*|nslookup\s+|-h\s+|--host[= ]|getent hosts\s+|tcp:\/\/)([a-z][\w.-]*)/i.exec(
      command,
    )?.[1] ?? /\b([a-z][\w-]*(?:\.[\w-]+)*):\d{2,5}\b/i.exec(command)?.[1]
  );
}
