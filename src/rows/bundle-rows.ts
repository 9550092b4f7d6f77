import { isRecord, record, text, type JsonRecord } from '../common/json.ts';
import type { Bundle } from '../diagnostics/bundle.ts';
import { diagnose } from '../diagnostics/diagnose.ts';
import type { Finding } from '../diagnostics/finding.ts';
import { metadataOf } from '../k8s/model/metadata.ts';
import { topOwner } from '../k8s/model/owner.ts';
import { podRecord } from '../k8s/model/pod.ts';
import { detectTools } from '../tools/detect.ts';
import { SETTINGS_KINDS, podFacts, serviceFacts, settingsFacts, workloadFacts } from '../tools/facts.ts';
import type { InstalledTool } from '../tools/installed-tool.ts';
import { isPlainlyWell, type PodEntry } from './pod-entry.ts';
import { podRow } from './pod-row.ts';
import type { TopOf } from './owner-word.ts';
import type { PodRow } from './row.ts';

/** The rows of all pods in a bundle, in the order of namespace and name. */
export function podRowsOf(bundle: Bundle): readonly PodRow[] {
  const topOf = topIn(bundle);
  return objectsOf(bundle, 'Pod')
    .map((object) => {
      const pod = podRecord(object);
      const name = { kind: 'Pod', namespace: pod.namespace, name: pod.name };
      const finding = isPlainlyWell(pod) ? undefined : diagnose(bundle, name).findings[0];
      return podRow(pod, finding, bundle.takenAt, topOf);
    })
    .sort((a, b) => a.namespace.localeCompare(b.namespace) || a.name.localeCompare(b.name));
}

/** Owners of owners, where the bundle has them. */
function topIn(bundle: Bundle): TopOf {
  const key = (kind: string, namespace: string, name: string): string => `${kind} ${namespace} ${name}`;
  const owned = new Map(
    bundle.objects
      .map((object) => ({ kind: text(object, 'kind') ?? '', ...metadataOf(object) }))
      .map((object) => [key(object.kind, object.namespace, object.name), object]),
  );
  return (pod) => topOwner(pod, ({ kind, name }) => owned.get(key(kind, pod.namespace, name)));
}

/** The tools in a bundle; `isBlind` where it is known that nothing may be seen of what runs. */
export function toolsOf(bundle: Bundle, isBlind?: boolean): readonly InstalledTool[] {
  return detectTools({
    services: objectsOf(bundle, 'Service').flatMap((object) => serviceFacts(object) ?? []),
    workloads: ['Deployment', 'StatefulSet', 'DaemonSet'].flatMap((kind) =>
      objectsOf(bundle, kind).flatMap((object) => workloadFacts(object, kind) ?? []),
    ),
    pods: objectsOf(bundle, 'Pod').flatMap((object) => podFacts(object) ?? []),
    ...(isBlind === undefined ? {} : { isBlind: () => isBlind }),
    settings: SETTINGS_KINDS.flatMap((kind) =>
      objectsOf(bundle, kind).flatMap((object) => settingsFacts(object) ?? []),
    ),
  });
}

/**
 * The row of a live pod. `closer` is what a closer look brought (logs, events, neighbours), where there was one; the pod's own
 * object is always the newest.
 */
export function liveRow(entry: PodEntry, closer: Bundle | undefined, now: number, topOf?: TopOf): PodRow {
  return podRow(entry.record, entry.object && firstFinding(entry.object, closer, now), now, topOf);
}

function firstFinding(object: JsonRecord, closer: Bundle | undefined, now: number): Finding | undefined {
  const name = text(object, 'metadata', 'name') ?? '';
  const namespace = text(object, 'metadata', 'namespace') ?? '';
  const others = (closer?.objects ?? []).filter(
    (other) =>
      !(
        text(other, 'kind') === 'Pod' &&
        text(other, 'metadata', 'name') === name &&
        text(other, 'metadata', 'namespace') === namespace
      ),
  );
  const bundle: Bundle = {
    takenAt: now,
    objects: [object, ...others],
    logs: closer?.logs ?? [],
    outputs: closer?.outputs ?? [],
    notSeen: closer?.notSeen ?? [],
  };
  return diagnose(bundle, { kind: 'Pod', namespace, name }).findings[0];
}

function objectsOf(bundle: Bundle, kind: string): readonly JsonRecord[] {
  return bundle.objects.filter(
    (object) =>
      isRecord(object) &&
      text(object, 'kind') === kind &&
      text(record(object, 'metadata'), 'name') !== undefined,
  );
}
