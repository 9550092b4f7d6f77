import { list, text } from '../../../common/json.ts';
import type { Claim } from '../../claim.ts';
import { claim } from '../../claim.ts';
import type { PodFacts } from '../../facts/pod-facts.ts';
import type { Evidence } from '../../finding.ts';
import type { Shortage } from '../../words/scheduling.ts';
import type { UnplacedCase } from './unplaced-case.ts';

/** Dynamic resource allocation (resource.k8s.io, 1.34+): devices are claimed by class, and none is left. */
export function claimedDeviceClaim(unplaced: UnplacedCase): Claim | undefined {
  const { base, says, pod } = unplaced;
  return unplaced.said(/cannot allocate all claims|cannot schedule extended resource claim/)
    ? claim({
        ...base,
        cause: 'scheduling-insufficient-gpu',
        confidence: 'certain',
        says: { ...says, shortage: shortageOfClass(unplaced) },
        proof: [...base.proof, ...claimedDevices(pod)],
      })
    : undefined;
}

/** What is claimed, and how many machines offer it, where the machines' own lists of devices were read. */
function shortageOfClass(unplaced: UnplacedCase): Shortage {
  const { index } = unplaced;
  const resource = deviceClassOf(unplaced) ?? 'device';
  const driver = list(index.get('DeviceClass', undefined, resource), 'spec', 'selectors')
    .map(
      (selector) =>
        /device\.driver == ["']([\w./-]+)["']/.exec(text(selector, 'cel', 'expression') ?? '')?.[1],
    )
    .find((name) => name !== undefined);
  const slices = index.all('ResourceSlice');
  if (driver === undefined || slices.length === 0) return { resource, asked: 1 };
  const offering = slices.filter((slice) => text(slice, 'spec', 'driver') === driver);
  return {
    resource,
    asked: 1,
    nodesWith: new Set(offering.map((slice) => text(slice, 'spec', 'nodeName'))).size,
  };
}

/** The names under which the pod claims devices, as they stand in its spec. */
function claimedDevices(pod: PodFacts): readonly Evidence[] {
  return list(pod.spec, 'resourceClaims').map((entry, at) =>
    pod.quote(
      `spec.resourceClaims[${at}]`,
      [text(entry, 'name'), text(entry, 'resourceClaimName') ?? text(entry, 'resourceClaimTemplateName')]
        .filter((part) => part !== undefined)
        .join(': '),
    ),
  );
}

function deviceClassOf({ pod, index }: UnplacedCase): string | undefined {
  // A claim made from a template has a name of its own: the pod's status tells it, and the claim its owner.
  const made = list(pod.object, 'status', 'resourceClaimStatuses').map(
    (entry) => text(entry, 'resourceClaimName') ?? '',
  );
  const specs = list(pod.spec, 'resourceClaims').flatMap((entry) => [
    index.get('ResourceClaim', pod.namespace, text(entry, 'resourceClaimName') ?? ''),
    index.get('ResourceClaimTemplate', pod.namespace, text(entry, 'resourceClaimTemplateName') ?? ''),
  ]);
  const owned = index
    .childrenOf(pod.ref)
    .filter(({ kind }) => kind === 'ResourceClaim')
    .map(({ name }) => name);
  const claims = [...made, ...owned].map((name) => index.get('ResourceClaim', pod.namespace, name));
  return [...specs, ...claims]
    .flatMap((object) => [
      ...list(object, 'spec', 'devices', 'requests'),
      ...list(object, 'spec', 'spec', 'devices', 'requests'),
    ])
    .map((request) => text(request, 'exactly', 'deviceClassName') ?? text(request, 'deviceClassName'))
    .find((name) => name !== undefined);
}
