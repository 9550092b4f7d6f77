import { list, number, text } from '../../../common/json.ts';
import type { Claim } from '../../claim.ts';
import { claim } from '../../claim.ts';
import type { UnplacedCase } from './unplaced-case.ts';

/** Which pods may or must be on the same machine leaves none. */
export function affinityClaim(unplaced: UnplacedCase): Claim | undefined {
  const { base, says, pod, index } = unplaced;
  const refusal = unplaced.said(
    /pod affinity (?:rules|terms)|anti-affinity|topology spread|MatchInterPodAffinity|PodTopologySpread/,
  );
  if (!refusal) return undefined;
  const kind = /topology spread|PodTopologySpread/.test(refusal.reason)
    ? 'spread'
    : /anti-affinity/.test(refusal.reason) ||
        list(pod.spec, 'affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution')
          .length > 0
      ? 'anti-affinity'
      : 'affinity';
  const replicas = index
    .ownersOf(pod.ref)
    .map((owner) => number(index.find(owner), 'spec', 'replicas'))
    .find((count) => count !== undefined);
  return claim({
    ...base,
    cause: 'scheduling-anti-affinity',
    confidence: 'certain',
    says: {
      ...says,
      kind,
      replicas,
      topology:
        kind === 'spread'
          ? list(pod.spec, 'topologySpreadConstraints')
              .filter((rule) => text(rule, 'whenUnsatisfiable') !== 'ScheduleAnyway')
              .flatMap((rule) => text(rule, 'topologyKey') ?? [])
          : undefined,
    },
  });
}

/** A port of the machine itself that somebody has already. */
export function hostPortClaim(unplaced: UnplacedCase): Claim | undefined {
  const { base, says, pod } = unplaced;
  if (!unplaced.said(/free ports for the requested pod ports|PodFitsHostPorts|HostPortConflict/))
    return undefined;
  const ports = pod.containers
    .flatMap((container) => list(container.spec, 'ports').flatMap((port) => number(port, 'hostPort') ?? []))
    .map(String);
  return claim({ ...base, cause: 'scheduling-host-port', confidence: 'certain', says: { ...says, ports } });
}
