import { text } from '../../common/json.ts';
import type { Outcome } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import type { ContainerFacts, PodFacts } from '../facts/pod-facts.ts';
import { isSidecar } from './probes.ts';

const MESH = /istio-proxy|linkerd-proxy|istio\/proxyv2|envoy|consul-dataplane|kuma-sidecar|osm-envoy/i;
const MESH_INIT = /^(istio-init|istio-validation|linkerd-init|consul-connect-inject-init|kuma-init)$/;
/** A hang is told from slowness by time. */
const HANG_SECONDS = 600;

/** Service-mesh sidecars that outlive the work, break its connections, or fail to set up. */
export function meshRule(pod: PodFacts, index: BundleIndex): readonly Outcome[] {
  if (pod.deletedAt !== undefined || pod.isFinished) return [];
  const init = pod.containers.find(
    (container) =>
      container.role === 'init' &&
      MESH_INIT.test(container.name) &&
      (container.waiting?.reason === 'CrashLoopBackOff' ||
        (container.end?.current === true && container.end.exitCode !== 0)),
  );
  if (init) {
    const line = index.logsOf(pod.ref, init.name).at(-1)?.text.trim().split('\n').at(-1) ?? '';
    return [
      claim({
        cause: 'service-mesh',
        subject: init.ref,
        severity: 'broken',
        confidence: 'certain',
        says: {
          container: pod.appContainers[0]?.name ?? pod.ref.name,
          mesh: init.name,
          message: line,
          kind: 'init',
        },
        proof: [
          ...(init.end ? [init.quoteEnd(init.end)] : []),
          ...(init.waiting ? [init.quoteWaiting()] : []),
        ],
      }),
    ];
  }
  const outlived = outlivingSidecar(pod, index);
  if (outlived) return [outlived];
  const sidecar = pod.containers.find(
    (container) =>
      container.role !== 'init' &&
      MESH.test(`${container.name} ${container.image}`) &&
      container.state.kind === 'running',
  );
  return sidecar ? hanging(pod, sidecar, index) : [];
}

/** All work has ended and a sidecar runs on, in a pod that should end. */
function outlivingSidecar(pod: PodFacts, index: BundleIndex): Outcome | undefined {
  if (text(pod.spec, 'restartPolicy') === 'Always') return undefined;
  const apps = pod.appContainers;
  const running = apps.filter((container) => container.state.kind === 'running');
  const ended = apps.filter((container) => container.state.kind === 'ended');
  const sidecar = running.find(isSidecar);
  const last = ended.find((container) => !isSidecar(container));
  if (
    !sidecar ||
    !last?.end ||
    running.some((container) => !isSidecar(container)) ||
    ended.some((container) => container.end?.exitCode !== 0)
  )
    return undefined;
  if ((index.secondsSince(last.end.finishedAt) ?? Infinity) < 60) return undefined;
  return claim({
    cause: 'service-mesh',
    subject: sidecar.ref,
    severity: 'broken',
    confidence: 'certain',
    says: { container: last.name, mesh: sidecar.name, message: '', kind: 'outlives' },
    proof: [last.quoteEnd(last.end), sidecar.quote(`${sidecar.statusPath}.state`, 'running')],
    since: last.end.finishedAt,
  });
}

/** Lines after which distributed work does not go on when a proxy stands between its workers. */
const BOOTSTRAP =
  /NCCL INFO (?:Bootstrap|NET\/|cudaDriverVersion|NCCL version|Using network)|NCCL version \d|init_process_group|Rendezvous|ray start|Waiting for .* workers/;
const RESET =
  /upstream connect error or disconnect\/reset before headers|upstream_reset_before_response_started|connection termination.*envoy|filter chain not found|RBAC: access denied/;

function hanging(pod: PodFacts, sidecar: ContainerFacts, index: BundleIndex): Outcome[] {
  for (const container of pod.appContainers) {
    if (container === sidecar) continue;
    for (const log of index.logsOf(pod.ref, container.name)) {
      if (log.previous && container.state.kind === 'running') continue;
      const tail = log.text.trimEnd().slice(-4000).split('\n').slice(-8);
      const reset = tail.find((line) => RESET.test(line));
      const waits =
        tail.at(-1) !== undefined &&
        BOOTSTRAP.test(tail.at(-1) ?? '') &&
        container.state.kind === 'running' &&
        (index.secondsSince(container.runningSince) ?? 0) > HANG_SECONDS;
      const line = reset ?? (waits ? tail.at(-1) : undefined);
      if (line === undefined) continue;
      return [
        claim({
          cause: 'service-mesh',
          subject: container.ref,
          severity: 'broken',
          confidence: 'likely',
          says: { container: container.name, mesh: sidecar.name, message: line, kind: 'blocks' },
          proof: [
            { text: line, from: { ...pod.ref, path: 'log', container: container.name } },
            sidecar.quote(sidecar.specPath, `container ${sidecar.name} (${sidecar.image})`),
          ],
          since: container.runningSince,
        }),
      ];
    }
  }
  return [];
}
