import { isRecord, text, type Json, type JsonRecord } from '../common/json.ts';
import { podFacts, serviceFacts, settingsFacts, workloadFacts } from './facts.ts';
import type { ClusterFacts } from './facts.ts';

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet'];
/** Kinds of objects that may say where a tool answers, and nothing secret. */
const SETTINGS = ['ConfigMap', 'IngressRoute'];

/** What tool detection looks at in raw objects of any kinds. */
export function factsOf(objects: readonly Json[]): ClusterFacts {
  const known = objects.filter(isRecord);
  const read = <T>(
    kinds: readonly string[],
    project: (object: JsonRecord, kind: string) => T | undefined,
  ): T[] =>
    kinds.flatMap((kind) =>
      known
        .filter((object) => text(object, 'kind') === kind)
        .flatMap((object) => project(object, kind) ?? []),
    );
  return {
    services: read(['Service'], serviceFacts),
    workloads: read(WORKLOADS, workloadFacts),
    pods: read(['Pod'], podFacts),
    settings: read(SETTINGS, settingsFacts),
  };
}
