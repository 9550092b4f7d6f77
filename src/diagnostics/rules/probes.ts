import type { Claim, Outcome } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import { quoteEvent } from '../facts/event-facts.ts';
import type { ContainerFacts, End, PodFacts } from '../facts/pod-facts.ts';
import type { Evidence } from '../finding.ts';
import { readable } from '../logs/readable.ts';
import type { Telling } from '../logs/telling.ts';
import { at, number, record, text } from '../../common/json.ts';
import { startBudget } from './healthy.ts';

/** Killed by the kubelet because a check failed: exit code 137 or 143 beside the kubelet's own events. */
export function killedByProbe(
  container: ContainerFacts,
  end: End,
  pod: PodFacts,
  index: BundleIndex,
  telling: Telling,
): Claim | undefined {
  if (
    end.exitCode === undefined ||
    (end.exitCode < 128 && end.exitCode !== 0 && !/(?:liveness|startup) probe/.test(end.message))
  )
    return undefined;
  const events = index
    .eventsOf(pod.ref)
    .filter((event) => event.container === undefined || event.container === container.name);
  const killing = events
    .filter(
      (event) =>
        event.reason === 'Killing' &&
        /failed (liveness|startup) probe/.test(event.message) &&
        (event.container !== undefined || event.message.includes(container.name)),
    )
    .at(-1);
  const unhealthy = events
    .filter((event) => event.reason === 'Unhealthy' && /^(Liveness|Startup) probe/.test(event.message))
    .at(-1);
  const told = killing ?? unhealthy;
  const startup = record(container.spec, 'startupProbe');
  const hasStartup = Object.keys(startup).length > 0;
  if (!told) {
    const budget = startBudget(container);
    const lived =
      end.startedAt !== undefined && end.finishedAt !== undefined
        ? (end.finishedAt - end.startedAt) / 1000
        : undefined;
    // Ended just when its startup check's time was over: the check ended it, though no event says so.
    if (
      !hasStartup ||
      lived === undefined ||
      budget === 0 ||
      Math.abs(lived - budget) > Math.max(30, budget * 0.1) ||
      ![137, 143].includes(end.exitCode)
    )
      return undefined;
    return probeClaim(
      container,
      end,
      'startup',
      '',
      'likely',
      [container.quote(`${container.specPath}.startupProbe`, `${budget} s`)],
      telling,
    );
  }
  if (!killing && ![137, 143].includes(end.exitCode)) return undefined;
  const probe = /startup/i.test(told.message) ? 'startup' : 'liveness';
  const message = unhealthy?.message ?? told.message;
  return probeClaim(
    container,
    end,
    probe,
    message,
    killing ? 'certain' : 'likely',
    [...(killing ? [quoteEvent(killing)] : []), ...(unhealthy ? [quoteEvent(unhealthy)] : [])],
    telling,
  );
}

function probeClaim(
  container: ContainerFacts,
  end: End,
  probe: 'liveness' | 'startup',
  message: string,
  confidence: 'certain' | 'likely',
  proof: Claim['proof'],
  telling: Telling,
): Claim {
  const budget = startBudget(container);
  return claim({
    cause: 'probe-kill',
    subject: container.ref,
    severity: container.ready ? 'warning' : 'broken',
    confidence,
    says: {
      container: container.name,
      probe,
      message,
      restarts: container.restarts,
      exitCode: end.exitCode,
      ...(probe === 'startup' && budget > 0 ? { budgetSeconds: budget } : {}),
      line: telling.failure?.last.text,
    },
    proof: [...proof, container.quoteEnd(end)],
    since: end.finishedAt,
    because: telling.claim?.because ?? [],
  });
}

/** Seconds for which not being ready is normal, where the pod states no time of its own. */
const READY_GRACE_SECONDS = 150;
/** The same where the program has said that it is up: nothing is left to wait for but the next checks. */
const ANNOUNCED_GRACE_SECONDS = 45;

/** Containers that run and do not become ready. */
export function readinessRule(pod: PodFacts, index: BundleIndex): readonly Outcome[] {
  if (pod.isReady || pod.deletedAt !== undefined || pod.isFinished || pod.phase !== 'Running') return [];
  const unready = pod.containers.filter(
    (container) => container.role !== 'init' && container.state.kind === 'running' && !container.ready,
  );
  return unready.flatMap((container) => {
    const probe = record(container.spec, 'readinessProbe');
    const budget =
      (number(probe, 'initialDelaySeconds') ?? 0) +
      (number(probe, 'periodSeconds') ?? 10) * (number(probe, 'failureThreshold') ?? 3);
    const waited = index.secondsSince(container.runningSince);
    const events = index
      .eventsOf(pod.ref)
      .filter(
        (event) =>
          event.reason === 'Unhealthy' &&
          /^Readiness probe/.test(event.message) &&
          (event.container ?? container.name) === container.name &&
          (event.last ?? Infinity) >= (container.runningSince ?? 0),
      );
    const event = events.at(-1);
    const local = listensLocally(container, pod, index, portOf(event?.message ?? '', probe));
    const grace = local && event ? ANNOUNCED_GRACE_SECONDS : READY_GRACE_SECONDS;
    if (waited === undefined || waited < Math.max(grace, startBudget(container), Math.min(budget, 600)))
      return [];
    if (!event && Object.keys(probe).length === 0 && waited < 600) return [];
    const message = event?.message ?? '';
    const others = pod.appContainers
      .filter((other) => other !== container && other.ready)
      .map((other) => other.name);
    const proof = [
      ...(event ? [quoteEvent(event)] : []),
      ...(local ? [local] : []),
      ...complaint(container, pod, index),
      ...pod.quoteCondition('Ready'),
    ];
    if (others.length > 0 && isSidecar(container)) {
      return [
        claim({
          cause: 'sidecar-not-ready',
          subject: container.ref,
          severity: 'broken',
          confidence: event ? 'certain' : 'likely',
          says: { sidecar: container.name, others, message },
          proof,
          since: container.runningSince,
        }),
      ];
    }
    return [
      claim({
        cause: 'readiness-failing',
        subject: container.ref,
        severity: 'broken',
        confidence: event ? 'certain' : 'likely',
        says: {
          container: container.name,
          message,
          port: portOf(message, probe),
          waitedSeconds: waited,
          cause: causeOf(message),
          ...(local && causeOf(message) === 'refused' ? { local: local.text } : {}),
        },
        proof,
        since: container.runningSince,
      }),
    ];
  });
}

/** Says on which loopback port a server listens: "Uvicorn running on http://127.0.0.1:8000", "Listening at: http://localhost:5000". */
const LOCAL_ADDRESS =
  /(?:running|listening|serving|started|url|available|server)\b.*?(?:127\.0\.0\.1|localhost|\[::1\]):(\d{2,5})|https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):(\d{2,5})/i;
const EVERY_ADDRESS = /(?:0\.0\.0\.0|\[::\]|\*):(\d{2,5})/g;

/** The line of a server that tells that it listens on loopback, at the port where its check looks, and nowhere else. */
function listensLocally(
  container: ContainerFacts,
  pod: PodFacts,
  index: BundleIndex,
  port: string | undefined,
): Evidence | undefined {
  const log = index.logsOf(pod.ref, container.name).find((candidate) => !candidate.previous);
  if (!log || port === undefined) return undefined;
  const lines = log.text.slice(-50_000).split('\n');
  if (lines.some((line) => [...line.matchAll(EVERY_ADDRESS)].some((match) => match[1] === port)))
    return undefined;
  const at = lines.findIndex((line) => {
    const match = LOCAL_ADDRESS.exec(line);
    return match !== null && (match[1] ?? match[2]) === port;
  });
  const told = lines[at];
  if (told === undefined) return undefined;
  const skipped = log.text.length > 50_000 ? {} : { line: at + 1 };
  return {
    text: told.trim().slice(0, 300),
    from: { ...pod.ref, path: 'log', container: container.name, ...skipped },
  };
}

/** The last line of what a program that is not ready prints now that calls itself a warning or an error. */
function complaint(container: ContainerFacts, pod: PodFacts, index: BundleIndex): readonly Evidence[] {
  const log = index.logsOf(pod.ref, container.name).find((candidate) => !candidate.previous);
  const line = log?.text
    .slice(-20_000)
    .split('\n')
    .findLast((candidate) =>
      /\b(?:WARN(?:ING)?|ERROR|FATAL|CRITICAL)\b|^\S+ \S+: [WEF] |\b(?:error|failed|cannot|unable)\b/i.test(
        candidate,
      ),
    );
  return line === undefined
    ? []
    : [
        {
          text: readable(line).trim().slice(0, 400),
          from: { ...pod.ref, path: 'log', container: container.name },
        },
      ];
}

/** Programs that are put beside the work: meshes, proxies, syncers, log shippers. */
export function isSidecar(container: ContainerFacts): boolean {
  return (
    container.role === 'sidecar' ||
    /istio-proxy|linkerd-proxy|envoy|sidecar|oauth-proxy|kube-rbac-proxy|cloud-?sql-?proxy|vault-agent|fluent|filebeat|git-sync|daprd|queue-proxy|consul|gcsfuse|logger|exporter/i.test(
      `${container.name} ${container.image}`,
    )
  );
}

function portOf(message: string, probe: unknown): string | undefined {
  const said = /:(\d{2,5})(?:\/|:|\b)/.exec(/dial tcp \S+|https?:\/\/\S+/.exec(message)?.[0] ?? '')?.[1];
  const port = at(probe, 'httpGet', 'port') ?? at(probe, 'tcpSocket', 'port');
  return said ?? (typeof port === 'number' ? String(port) : (text(probe, 'httpGet', 'port') ?? undefined));
}

function causeOf(message: string): 'refused' | 'status' | 'timeout' | 'exec' | 'other' {
  if (/connection refused/.test(message)) return 'refused';
  if (/statuscode/.test(message)) return 'status';
  if (/timeout|deadline exceeded|timed out/i.test(message)) return 'timeout';
  return message === '' ? 'other' : 'exec';
}
