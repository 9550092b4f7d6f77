import * as l10n from '@vscode/l10n';
import { at, list, record, text } from '../../common/json.ts';
import type { Outcome } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import type { EventFact } from '../facts/event-facts.ts';
import { quoteEvent } from '../facts/event-facts.ts';
import { quote, refTo } from '../facts/refs.ts';
import type { ContainerFacts, PodFacts } from '../facts/pod-facts.ts';
import type { Evidence } from '../finding.ts';

type Kind = 'Secret' | 'ConfigMap';

interface Lack {
  readonly kind: Kind;
  readonly name: string;
  readonly key?: string;
}

/** Seconds that a missing object may take to appear: charts create pods and their settings in any order. */
const GRACE_SECONDS = 20;

/** Secrets and ConfigMaps that a pod needs and that are not there. Read from the kubelet's words, or else from the objects. */
export function configRule(pod: PodFacts, index: BundleIndex): readonly Outcome[] {
  if (pod.deletedAt !== undefined || pod.isFinished || pod.nodeName === undefined) return [];
  const found = new Map<
    string,
    { lack: Lack; proof: Evidence[]; container?: ContainerFacts; since?: number | undefined }
  >();
  const note = (
    lack: Lack | undefined,
    proof: Evidence,
    container?: ContainerFacts,
    since?: number,
  ): void => {
    if (!lack) return;
    const key = `${lack.kind} ${lack.name} ${lack.key ?? ''}`;
    const known = found.get(key);
    if (known) known.proof.push(proof);
    else found.set(key, { lack, proof: [proof], ...(container ? { container } : {}), since });
  };
  const outcomes: Outcome[] = [];
  for (const container of pod.containers) {
    if (container.waiting?.reason !== 'CreateContainerConfigError') continue;
    const events = index
      .eventsOf(pod.ref)
      .filter((event) => event.reason === 'Failed' && (event.container ?? container.name) === container.name);
    const texts = [
      { said: container.waiting.message, proof: container.quoteWaiting() },
      ...events.map((event) => ({ said: event.message, proof: quoteEvent(event) })),
    ];
    for (const { said, proof } of texts) note(lackIn(said), proof, container, pod.condition('Ready')?.since);
    const refused = texts.find(({ said }) => /runAsNonRoot|runAsUser breaks non-root/.test(said));
    if (refused) outcomes.push(nonRoot(container, refused.said, refused.proof));
    else if (!texts.some(({ said }) => lackIn(said)))
      for (const lack of lacksOf(pod, container, index)) note(lack.lack, lack.proof, container);
  }
  if (!pod.hasStarted && pod.containers.every((container) => container.state.kind !== 'running')) {
    for (const event of index.eventsOf(pod.ref)) {
      if (event.reason !== 'FailedMount' || isTransient(event, pod, index)) continue;
      note(lackIn(event.message), quoteEvent(event), undefined, event.first);
    }
  }
  for (const { lack, proof, container, since } of found.values())
    outcomes.push(missing(lack, proof, pod, index, container, since));
  return outcomes;
}

/** A mount that failed right after placing is normal while the object is being made, or not yet known to the machine. */
function isTransient(event: EventFact, pod: PodFacts, index: BundleIndex): boolean {
  if (/not registered|failed to sync/.test(event.message)) return true;
  const age = index.secondsSince(pod.condition('PodScheduled')?.since ?? pod.createdAt);
  return age !== undefined && age < GRACE_SECONDS;
}

const QUOTED = String.raw`["']([^"']+)["']`;

/** What a message of the kubelet says is missing. */
export function lackIn(message: string): Lack | undefined {
  const keyIn = /couldn't find key (\S+) in (Secret|ConfigMap) (?:[^/\s]*\/)?([^\s,;]+)/i.exec(message);
  if (keyIn) return { kind: kindOf(keyIn[2]), name: keyIn[3] ?? '', key: keyIn[1] ?? '' };
  const absent = new RegExp(String.raw`\b(secret|configmap)s? ${QUOTED} not found`, 'i').exec(message);
  if (absent) return { kind: kindOf(absent[1]), name: (absent[2] ?? '').split('/').at(-1) ?? '' };
  const keyOfVolume = /references non-existent (secret|config) key:?\s*(\S+)/i.exec(message);
  if (keyOfVolume)
    return {
      kind: keyOfVolume[1]?.toLowerCase() === 'secret' ? 'Secret' : 'ConfigMap',
      name: '',
      key: keyOfVolume[2] ?? '',
    };
  return undefined;
}

function kindOf(word: string | undefined): Kind {
  return word?.toLowerCase().startsWith('secret') ? 'Secret' : 'ConfigMap';
}

/** References of a container to Secrets and ConfigMaps that must be there. */
function referencesOf(
  container: ContainerFacts,
): { kind: Kind; name: string; key?: string; path: string; optional: boolean }[] {
  const refs: { kind: Kind; name: string; key?: string; path: string; optional: boolean }[] = [];
  const add = (kind: Kind, source: unknown, path: string): void => {
    const name = text(source, 'name');
    const key = text(source, 'key');
    if (name !== undefined)
      refs.push({
        kind,
        name,
        ...(key === undefined ? {} : { key }),
        path,
        optional: at(source, 'optional') === true,
      });
  };
  list(container.spec, 'env').forEach((env, i) => {
    add(
      'Secret',
      at(env, 'valueFrom', 'secretKeyRef'),
      `${container.specPath}.env[${i}].valueFrom.secretKeyRef`,
    );
    add(
      'ConfigMap',
      at(env, 'valueFrom', 'configMapKeyRef'),
      `${container.specPath}.env[${i}].valueFrom.configMapKeyRef`,
    );
  });
  list(container.spec, 'envFrom').forEach((env, i) => {
    add('Secret', at(env, 'secretRef'), `${container.specPath}.envFrom[${i}].secretRef`);
    add('ConfigMap', at(env, 'configMapRef'), `${container.specPath}.envFrom[${i}].configMapRef`);
  });
  return refs;
}

/** Without the kubelet's message: the reference that leads nowhere, or the only one there is. */
function lacksOf(
  pod: PodFacts,
  container: ContainerFacts,
  index: BundleIndex,
): { lack: Lack; proof: Evidence }[] {
  const refs = referencesOf(container).filter((ref) => !ref.optional);
  const dead = refs.filter(
    (ref) =>
      index.inNamespace(ref.kind, pod.namespace).length > 0 &&
      index.get(ref.kind, pod.namespace, ref.name) === undefined,
  );
  const suspects =
    dead.length > 0
      ? dead
      : refs.length === 1 || new Set(refs.map((ref) => ref.name)).size === 1
        ? refs.slice(0, 1)
        : [];
  return suspects.map((ref) => {
    const held = index.get(ref.kind, pod.namespace, ref.name);
    const key = held !== undefined ? ref.key : undefined;
    return {
      lack: { kind: ref.kind, name: ref.name, ...(key === undefined ? {} : { key }) },
      proof: container.quote(
        ref.path,
        `${ref.kind} ${ref.name}${ref.key === undefined ? '' : `, key ${ref.key}`}`,
      ),
    };
  });
}

function missing(
  found: Lack,
  proof: Evidence[],
  pod: PodFacts,
  index: BundleIndex,
  container: ContainerFacts | undefined,
  since: number | undefined,
): Outcome {
  const lack = found.name === '' ? { ...found, name: volumeObjectWithKey(pod, found) ?? found.name } : found;
  const elsewhere = index.all(lack.kind).flatMap((object) => {
    const namespace = text(object, 'metadata', 'namespace');
    return text(object, 'metadata', 'name') === lack.name &&
      namespace !== undefined &&
      namespace !== pod.namespace
      ? [namespace]
      : [];
  });
  const held = index.get(lack.kind, pod.namespace, lack.name);
  const keys = Object.keys({
    ...record(held, 'data'),
    ...record(held, 'binaryData'),
    ...record(held, 'stringData'),
  }).sort();
  const says = {
    name: lack.name,
    namespace: pod.namespace,
    key: lack.key,
    ...(keys.length > 0 ? { keys } : {}),
    elsewhere,
    usedAs: usageOf(pod, lack, container),
    maker: makerOf(lack),
  };
  const said =
    proof.some((entry) => entry.from.path === 'event' || entry.from.path?.endsWith('waiting') === true) &&
    proof.some((entry) => lackIn(entry.text) !== undefined);
  const spotted = elsewhere.map((namespace) =>
    quote(refTo(lack.kind, namespace, lack.name), 'metadata', l10n.t('exists in namespace {0}', namespace)),
  );
  const base = {
    subject: container?.ref ?? pod.ref,
    severity: 'broken',
    confidence: said ? 'certain' : 'likely',
    says,
    proof: [...proof, ...spotted],
    since,
  } as const;
  return lack.kind === 'Secret'
    ? claim({ ...base, cause: 'missing-secret' })
    : claim({ ...base, cause: 'missing-configmap' });
}

function volumeObjectWithKey(pod: PodFacts, lack: Lack): string | undefined {
  for (const volume of list(pod.spec, 'volumes')) {
    const name =
      lack.kind === 'Secret' ? text(volume, 'secret', 'secretName') : text(volume, 'configMap', 'name');
    if (
      name !== undefined &&
      list(volume, lack.kind === 'Secret' ? 'secret' : 'configMap', 'items').some(
        (item) => text(item, 'key') === lack.key,
      )
    )
      return name;
  }
  return undefined;
}

function usageOf(pod: PodFacts, lack: Lack, container: ContainerFacts | undefined): string | undefined {
  const volume = list(pod.spec, 'volumes').find(
    (v) => text(v, 'secret', 'secretName') === lack.name || text(v, 'configMap', 'name') === lack.name,
  );
  if (volume !== undefined) return l10n.t('as the volume "{0}"', text(volume, 'name') ?? '');
  const env =
    container &&
    list(container.spec, 'env').find(
      (e) =>
        text(e, 'valueFrom', 'secretKeyRef', 'name') === lack.name ||
        text(e, 'valueFrom', 'configMapKeyRef', 'name') === lack.name,
    );
  return env === undefined ? undefined : l10n.t('for the environment variable {0}', text(env, 'name') ?? '');
}

/** Programs that are known to make such Secrets. */
function makerOf(lack: Lack): string | undefined {
  if (
    lack.kind === 'Secret' &&
    /(webhook|serving|server|tls|ca)[\w-]*-?(cert|certs|tls)s?$|-tls$|-cert$/.test(lack.name)
  ) {
    return l10n.t(
      'Secrets like "{0}" are usually made by cert-manager: please check that it is installed and that its Certificate is ready.',
      lack.name,
    );
  }
  return undefined;
}

function nonRoot(container: ContainerFacts, message: string, proof: Evidence): Outcome {
  const user = /non-numeric user \(([^)]*)\)/.exec(message)?.[1];
  return claim({
    cause: 'runasnonroot',
    subject: container.ref,
    severity: 'broken',
    confidence: 'certain',
    says: { container: container.name, image: container.image, message, user },
    proof: [proof],
  });
}
