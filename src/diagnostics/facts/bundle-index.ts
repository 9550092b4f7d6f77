import type { JsonRecord } from '../../common/json.ts';
import { isRecord, list, text } from '../../common/json.ts';
import type { Bundle, ContainerLog, ToolOutput } from '../bundle.ts';
import type { ObjectRef } from '../finding.ts';
import type { EventFact } from './event-facts.ts';
import { eventOf, merged } from './event-facts.ts';
import { PodFacts } from './pod-facts.ts';
import { keyOf, refOf, refTo } from './refs.ts';
import { toldEvents } from './told-events.ts';

/** Looks things up in a bundle. Built once per bundle; independent of the order of its objects. */
export class BundleIndex {
  readonly bundle: Bundle;
  readonly #byKey = new Map<string, JsonRecord>();
  readonly #byKind = new Map<string, JsonRecord[]>();
  readonly #byUid = new Map<string, ObjectRef>();
  readonly #children = new Map<string, ObjectRef[]>();
  readonly #events = new Map<string, EventFact[]>();
  readonly #eventsByKinds = new Map<string, readonly EventFact[]>();
  readonly #pods = new Map<string, PodFacts>();
  #allPods: readonly PodFacts[] | undefined;
  readonly #podsByNode = new Map<string, PodFacts[]>();
  readonly #podsByClaim = new Map<string, PodFacts[]>();
  readonly #logs = new Map<string, ContainerLog[]>();

  constructor(bundle: Bundle) {
    this.bundle = bundle;
    this.logs = [...bundle.logs].sort(
      (a, b) =>
        textOrder(`${a.namespace}/${a.pod}/${a.container}`, `${b.namespace}/${b.pod}/${b.container}`) ||
        Number(a.previous) - Number(b.previous) ||
        textOrder(a.text, b.text),
    );
    this.outputs = [...bundle.outputs].sort(
      (a, b) =>
        textOrder(`${a.namespace ?? ''}/${a.name}/${a.tool}`, `${b.namespace ?? ''}/${b.name}/${b.tool}`) ||
        textOrder(a.text, b.text),
    );
    const events: EventFact[] = [];
    for (const object of inOrder(bundle.objects)) {
      if (text(object, 'kind') === 'Event') {
        const event = eventOf(object);
        if (event) events.push(event);
        continue;
      }
      const ref = refOf(object);
      if (!ref) continue;
      this.#byKey.set(keyOf(ref), object);
      push(this.#byKind, ref.kind, object);
      const uid = text(object, 'metadata', 'uid');
      if (uid !== undefined) this.#byUid.set(uid, ref);
      for (const owner of list(object, 'metadata', 'ownerReferences')) {
        const kind = text(owner, 'kind');
        const name = text(owner, 'name');
        if (kind !== undefined && name !== undefined)
          push(this.#children, keyOf(refTo(kind, ref.namespace, name)), ref);
      }
      if (ref.kind === 'Pod') this.#addPod(new PodFacts(object));
    }
    for (const output of this.outputs) events.push(...toldEvents(output, bundle.takenAt));
    for (const event of merged(events)) push(this.#events, keyOf(event.about), event);
    for (const log of this.logs) push(this.#logs, `${log.namespace}/${log.pod}`, log);
  }

  #addPod(pod: PodFacts): void {
    this.#pods.set(keyOf(pod.ref), pod);
    if (pod.nodeName !== undefined) push(this.#podsByNode, pod.nodeName, pod);
    for (const volume of list(pod.spec, 'volumes')) {
      const claimName = text(volume, 'persistentVolumeClaim', 'claimName');
      if (claimName !== undefined) push(this.#podsByClaim, `${pod.namespace}/${claimName}`, pod);
    }
  }

  /** "Now", milliseconds since the epoch. */
  get now(): number {
    return this.bundle.takenAt;
  }

  /** Seconds from `then` to now; nothing where `then` is not known. */
  secondsSince(then: number | undefined): number | undefined {
    return then === undefined ? undefined : (this.now - then) / 1000;
  }

  find(ref: ObjectRef): JsonRecord | undefined {
    return this.#byKey.get(keyOf(ref));
  }

  get(kind: string, namespace: string | undefined, name: string): JsonRecord | undefined {
    return this.#byKey.get(keyOf(refTo(kind, namespace, name)));
  }

  /** All objects of a kind, by name. */
  all(kind: string): readonly JsonRecord[] {
    return this.#byKind.get(kind) ?? [];
  }

  inNamespace(kind: string, namespace: string): readonly JsonRecord[] {
    return this.all(kind).filter((object) => (text(object, 'metadata', 'namespace') ?? '') === namespace);
  }

  get kinds(): readonly string[] {
    return [...this.#byKind.keys()].sort();
  }

  pod(ref: ObjectRef): PodFacts | undefined {
    return this.#pods.get(keyOf(ref));
  }

  /** A pod of which only events are left (the hub deleted it, or it was not read): what they tell of it. */
  podFromEvents(ref: ObjectRef): PodFacts | undefined {
    const events = ref.kind === 'Pod' ? this.eventsOf(ref) : [];
    if (events.length === 0) return undefined;
    const host = events.find((event) => event.host !== undefined && event.component === 'kubelet')?.host;
    const assigned = events
      .map((event) => /Successfully assigned \S+ to (\S+)/.exec(event.message)?.[1])
      .find((name) => name !== undefined);
    const nodeName =
      host ??
      assigned ??
      (events.some((event) => /Mount|Sandbox|Pull|Unhealthy|BackOff/i.test(event.reason)) ? '' : undefined);
    const first = Math.min(...events.map((event) => event.first ?? this.now));
    const containers = [...new Set(events.flatMap((event) => event.container ?? []))];
    const image = events
      .map((event) => /image "([^"]+)"/.exec(event.message)?.[1])
      .find((name) => name !== undefined);
    return new PodFacts({
      kind: 'Pod',
      metadata: {
        name: ref.name,
        ...(ref.namespace === undefined ? {} : { namespace: ref.namespace }),
        creationTimestamp: new Date(first).toISOString(),
      },
      spec: {
        ...(nodeName === undefined ? {} : { nodeName: nodeName === '' ? '(unknown)' : nodeName }),
        containers: containers.map((name) => ({ name, ...(image === undefined ? {} : { image }) })),
      },
      status: {
        phase: 'Pending',
        containerStatuses: containers.map((name) => ({
          name,
          ready: false,
          restartCount: 0,
          state: { waiting: { reason: 'ContainerCreating' } },
        })),
      },
    });
  }

  /** All pods, by namespace and name (objects were read in that order). */
  get pods(): readonly PodFacts[] {
    this.#allPods ??= [...this.#pods.values()];
    return this.#allPods;
  }

  podsOnNode(node: string): readonly PodFacts[] {
    return this.#podsByNode.get(node) ?? [];
  }

  podsWithClaim(namespace: string, claimName: string): readonly PodFacts[] {
    return this.#podsByClaim.get(`${namespace}/${claimName}`) ?? [];
  }

  /** Objects that name this one as an owner. */
  childrenOf(ref: ObjectRef): readonly ObjectRef[] {
    return [...(this.#children.get(keyOf(ref)) ?? [])].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  /** Owners named by an object, nearest first, up to the top as far as the bundle goes. */
  ownersOf(ref: ObjectRef): readonly ObjectRef[] {
    const found: ObjectRef[] = [];
    const seen = new Set<string>([keyOf(ref)]);
    for (let current: ObjectRef | undefined = ref; ;) {
      const object = this.find(current);
      const owner: unknown = list(object, 'metadata', 'ownerReferences')[0];
      const kind = text(owner, 'kind');
      const name = text(owner, 'name');
      current = kind === undefined || name === undefined ? undefined : refTo(kind, current.namespace, name);
      if (current === undefined || seen.has(keyOf(current))) break;
      seen.add(keyOf(current));
      found.push(current);
    }
    return found;
  }

  /** Events about an object, oldest first, without those of an earlier object of the same name. */
  eventsOf(ref: ObjectRef): readonly EventFact[] {
    const events =
      this.#events.get(keyOf(ref)) ??
      (ref.kind === 'Node' ? this.#events.get(keyOf(refTo('Node', 'default', ref.name))) : undefined) ??
      [];
    if (ref.kind === 'Node') return events; // node events carry the node's name as their uid
    const object = this.find(ref);
    const uid = text(object, 'metadata', 'uid');
    return uid === undefined
      ? events
      : events.filter((event) => event.uid === undefined || event.uid === '' || event.uid === uid);
  }

  /** Events about objects of these kinds, oldest first; made once per set of kinds. */
  eventsAboutKinds(...kinds: readonly string[]): readonly EventFact[] {
    const key = kinds.join(' ');
    const known = this.#eventsByKinds.get(key);
    if (known) return known;
    const found = [...this.#events.values()].flatMap((events) =>
      events[0] && kinds.includes(events[0].about.kind) ? events : [],
    );
    found.sort(
      (a, b) =>
        (a.last ?? 0) - (b.last ?? 0) ||
        textOrder(`${keyOf(a.about)} ${a.reason} ${a.message}`, `${keyOf(b.about)} ${b.reason} ${b.message}`),
    );
    this.#eventsByKinds.set(key, found);
    return found;
  }

  logsOf(pod: ObjectRef, container?: string): readonly ContainerLog[] {
    const logs = this.#logs.get(`${pod.namespace ?? ''}/${pod.name}`) ?? [];
    return container === undefined ? logs : logs.filter((log) => log.container === container);
  }

  /** What tools printed, by name and tool. */
  readonly outputs: readonly ToolOutput[];
  /** Logs by pod and container. */
  readonly logs: readonly ContainerLog[];

  /** True when evidence of this kind (plural resource name, or `logs`) was wanted and could not be read. */
  isHidden(what: string, namespace?: string): boolean {
    return this.bundle.notSeen.some(
      (gap) =>
        gap.what === what &&
        gap.reason !== 'not-there' &&
        (namespace === undefined || gap.namespace === undefined || gap.namespace === namespace),
    );
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const found = map.get(key);
  if (found) found.push(value);
  else map.set(key, [value]);
}

/** Objects by kind, namespace and name, so that no answer depends on the order in which evidence came. */
function inOrder(objects: readonly unknown[]): JsonRecord[] {
  const keyed = objects.filter(isRecord).map((object) => ({
    object,
    key: `${text(object, 'kind') ?? ''} ${text(object, 'metadata', 'namespace') ?? ''} ${text(object, 'metadata', 'name') ?? ''}`,
  }));
  keyed.sort(
    (a, b) =>
      textOrder(a.key, b.key) ||
      textOrder(text(a.object, 'metadata', 'uid') ?? '', text(b.object, 'metadata', 'uid') ?? '') ||
      (text(a.object, 'metadata', 'uid') === undefined
        ? textOrder(JSON.stringify(a.object), JSON.stringify(b.object))
        : 0),
  );
  return keyed.map(({ object }) => object);
}

function textOrder(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
