import type { Claim } from '../../claim.ts';
import type { BundleIndex } from '../../facts/bundle-index.ts';
import type { PodFacts } from '../../facts/pod-facts.ts';
import type { SchedulerVerdict } from '../../facts/scheduler-words.ts';
import type { Evidence } from '../../finding.ts';
import type { Unplaced } from '../../words/scheduling.ts';
import { closedClaim, cordonClaim, reservedForDevices, sickClaim, taintClaim } from './closed-machines.ts';
import { diskClaim } from './disks.ts';
import { labelClaim, noneCarries } from './labels.ts';
import { affinityClaim, hostPortClaim } from './neighbours.ts';
import { hiddenDevice, likeliestShortage, podCountClaim, shortageClaim } from './room.ts';
import { UnplacedCase } from './unplaced-case.ts';

type Reading = (unplaced: UnplacedCase) => Claim | undefined;

/**
 * Which of the scheduler's reasons is the one that matters, first the ones that no other can explain away. The machines that could
 * take the pod otherwise decide, where they are known; without them, reasons that hold for machines never meant for the pod come last.
 */
const READINGS: readonly Reading[] = [
  hiddenDevice,
  diskClaim,
  noneCarries,
  reservedForDevices,
  closedClaim,
  affinityClaim,
  hostPortClaim,
  podCountClaim,
  cordonClaim,
  shortageClaim,
  sickClaim,
  taintClaim,
  labelClaim,
  likeliestShortage,
];

/** Why no machine takes the pod. */
export function placingClaim(
  pod: PodFacts,
  verdict: SchedulerVerdict,
  unplaced: Unplaced,
  proof: readonly Evidence[],
  index: BundleIndex,
): Claim | undefined {
  const given = new UnplacedCase(pod, verdict, unplaced, proof, index);
  for (const reading of READINGS) {
    const claimed = reading(given);
    if (claimed) return claimed;
  }
  return undefined;
}
