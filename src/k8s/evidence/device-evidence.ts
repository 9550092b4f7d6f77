import { list, text, type JsonRecord } from '../../common/json.ts';
import type { EvidenceReader } from './evidence-reader.ts';
import type { ServedKind } from './kinds.ts';
import { readEvents } from './surroundings.ts';

const GROUP = 'resource.k8s.io';
/** A pod that claims more devices than this gets only the first of them looked at. */
const MOST_CLAIMS = 8;
const MOST_SLICES = 200;

/** The devices that a pod claims (dynamic resource allocation): its claims, what they were made from, their classes, and what there is. */
export async function readDevices(reader: EvidenceReader, pod: JsonRecord): Promise<void> {
  const entries = list(pod, 'spec', 'resourceClaims').slice(0, MOST_CLAIMS);
  const namespace = text(pod, 'metadata', 'namespace');
  if (entries.length === 0 || namespace === undefined) return;
  const version = await reader.preferredVersion(GROUP);
  if (version === undefined) return;
  const kind = (name: string, plural: string, namespaced = true): ServedKind => ({
    kind: name,
    group: GROUP,
    version,
    plural,
    namespaced,
  });
  const named = (field: string, entry: unknown): readonly string[] => {
    const name = text(entry, field);
    return name === undefined ? [] : [name];
  };
  // A claim that was made from a template has a name that only the pod's status tells.
  const claims = new Set([
    ...entries.flatMap((entry) => named('resourceClaimName', entry)),
    ...list(pod, 'status', 'resourceClaimStatuses').flatMap((entry) => named('resourceClaimName', entry)),
  ]);
  const templates = new Set(entries.flatMap((entry) => named('resourceClaimTemplateName', entry)));
  const read = await Promise.all([
    ...[...claims].slice(0, MOST_CLAIMS).map(async (name) => {
      const [claim] = await Promise.all([
        reader.get(kind('ResourceClaim', 'resourceclaims'), namespace, name),
        readEvents(reader, 'ResourceClaim', namespace, name),
      ]);
      return claim;
    }),
    ...[...templates].map((name) =>
      reader.get(kind('ResourceClaimTemplate', 'resourceclaimtemplates'), namespace, name),
    ),
  ]);
  const classes = new Set(read.flatMap(classesIn));
  await Promise.all([
    ...[...classes].map((name) => reader.get(kind('DeviceClass', 'deviceclasses', false), undefined, name)),
    text(pod, 'spec', 'nodeName') === undefined
      ? reader.list(kind('ResourceSlice', 'resourceslices', false), undefined, { limit: MOST_SLICES })
      : undefined,
  ]);
}

/** Names of device classes that a claim, or a template of claims, asks for. */
function classesIn(claim: JsonRecord | undefined): readonly string[] {
  return [
    ...list(claim, 'spec', 'devices', 'requests'),
    ...list(claim, 'spec', 'spec', 'devices', 'requests'),
  ].flatMap(
    (request) => text(request, 'exactly', 'deviceClassName') ?? text(request, 'deviceClassName') ?? [],
  );
}
