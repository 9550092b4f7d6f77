import { text } from '../../common/json.ts';
import type { Evidence } from '../finding.ts';
import type { ContainerFacts } from './pod-facts.ts';

/** The container's own memory limit, as it is written in the spec. */
export function limitProof(container: ContainerFacts): readonly Evidence[] {
  const written = text(container.spec, 'resources', 'limits', 'memory');
  return written === undefined
    ? []
    : [container.quote(`${container.specPath}.resources.limits.memory`, `memory limit ${written}`)];
}
