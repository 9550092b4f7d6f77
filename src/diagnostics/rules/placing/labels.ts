import { text } from '../../../common/json.ts';
import type { Claim } from '../../claim.ts';
import { claim } from '../../claim.ts';
import { wantedLabels } from '../../facts/capacity.ts';
import { LABELS } from './unplaced-case.ts';
import type { UnplacedCase } from './unplaced-case.ts';

/** All machines were read and none carries the labels: whatever else the scheduler says of them, the pod could not go there. */
export function noneCarries(unplaced: UnplacedCase): Claim | undefined {
  const asks = wantedLabels(unplaced.pod).length > 0;
  return asks && unplaced.sawMachines && unplaced.labelled.length === 0 && unplaced.said(LABELS)
    ? selectorClaim(unplaced, 'certain')
    : undefined;
}

/** What is left over: some machines lack the labels, and nothing is known against the others. */
export function labelClaim(unplaced: UnplacedCase): Claim | undefined {
  return unplaced.said(LABELS) ? selectorClaim(unplaced, 'certain') : undefined;
}

export function selectorClaim(unplaced: UnplacedCase, confidence: 'certain' | 'likely'): Claim {
  const { base, says, pod, nodes } = unplaced;
  const wanted = wantedLabels(pod);
  const keys = wanted.map((label) => label.split(/[= ]/)[0] ?? '');
  const values = nodes.flatMap((node) =>
    keys.flatMap((key) => {
      const value = text(node, 'metadata', 'labels', key);
      return value === undefined ? [] : [`${key}=${value}`];
    }),
  );
  return claim({
    ...base,
    cause: 'scheduling-node-selector',
    confidence,
    says: { ...says, wanted, labelValues: [...new Set(values)].sort() },
    proof: [...base.proof, ...(wanted.length > 0 ? [pod.quote('spec.nodeSelector', wanted.join(', '))] : [])],
  });
}
