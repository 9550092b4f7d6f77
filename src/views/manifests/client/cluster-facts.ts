import type { Disposable } from '../../../common/disposable.ts';
import type { Event } from '../../../common/event.ts';
import { text } from '../../../common/json.ts';
import { quantityOf } from '../../../common/quantities.ts';
import { schemaOfKind, type ClusterSchema } from '../../../manifests/explanations/cluster-schema.ts';
import type { SchemaQuestion } from '../../../manifests/server/protocol.ts';
import type { Answer, Question, Side } from '../../../manifests/here/question.ts';
import { NAMED_KINDS } from '../../../manifests/here/question.ts';
import { requestPath } from '../../../k8s/live/request-path.ts';
import type { Resource } from '../../../k8s/live/resource.ts';
import { LIMIT_RANGES } from '../../../k8s/model/limit-range.ts';
import type { Labels } from '../../../k8s/model/metadata.ts';
import { NODES } from '../../../k8s/model/node.ts';
import { QUOTAS, type QuotaLimit } from '../../../k8s/model/quota.ts';
import { ClusterError, problemOf } from '../../../k8s/problem.ts';
import type { Session } from '../../../k8s/session.ts';
import { isOf } from '../../../k8s/streams/pod-choice.ts';
import { POD_ENTRIES, type PodEntry } from '../../../rows/pod-entry.ts';
import type { PodRow } from '../../../rows/row.ts';
import { MachineRoom } from './machine-room.ts';
import { Cancellation } from '../../../common/cancellation.ts';

/** Lists that hovers needed are kept up to date for this long after the last one. */
const KEEP_WATCHING_MS = 120_000;
/** Whether something exists is asked again after this long. */
const FRESH_MS = 20_000;
/** Only the name is asked for: what is in a Secret is nobody's business here. */
const METADATA_ONLY = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json';

interface Watched {
  readonly observed: Disposable;
  last: number;
}

/** What hovers see of the cluster. */
export interface ClusterSight {
  /** What Porthole is connected to now. */
  readonly session: () => Session | undefined;
  readonly onDidChangeSession: Event<void>;
  /** The row of a pod, in the words of the views. */
  readonly row: (entry: PodEntry, now: number) => PodRow;
}

/** What manifests meet in the cluster that Porthole is connected to: from lists that are watched while somebody hovers. */
export class ClusterFacts implements Disposable {
  readonly #session: ClusterSight['session'];
  readonly #row: ClusterSight['row'];
  readonly #watched = new Map<string, Watched>();
  readonly #looked = new Map<string, { readonly at: number; readonly answer: Promise<Answer | undefined> }>();
  readonly #ended = new Cancellation();
  readonly #machineRoom = new MachineRoom();
  #of: Session | undefined;
  #tidying: NodeJS.Timeout | undefined;

  constructor({ session, row }: ClusterSight) {
    this.#session = session;
    this.#row = row;
  }

  /** Nothing where it is not known, not allowed to be seen, or nothing is connected. */
  async answer(question: Question): Promise<Answer | undefined> {
    const session = this.#sessionNow();
    if (!session) return undefined;
    const asked = 'namespace' in question ? question.namespace : undefined;
    const namespace = asked ?? session.context.namespace ?? 'default';
    try {
      switch (question.asks) {
        case 'room':
          return await this.#room(session, namespace, question);
        case 'exists':
          return await this.#exists(session, namespace, question);
        case 'state':
          return await this.#state(session, namespace, question);
        case 'matches':
          return await this.#matches(session, namespace, question);
        case 'defaults':
          return await this.#defaults(session, namespace);
        case 'used':
          return await this.#used(session, namespace, question);
        case 'machines':
          return await this.#machines(session, question);
      }
    } catch (error) {
      if (error instanceof ClusterError) return undefined; // the views say what is wrong with the connection
      throw error;
    }
  }

  /** The cluster's own schema of a custom kind; kept as long as the connection. Nothing where it may not be read. */
  async schema({ apiVersion, kind }: SchemaQuestion): Promise<ClusterSchema | undefined> {
    const session = this.#sessionNow();
    // It is written in a file, and becomes part of an address.
    if (!session || !/^[a-z0-9][a-z0-9.-]*\/v[a-z0-9]+$/.test(apiVersion)) return undefined;
    try {
      const openApi = await session.api.json({ path: `/openapi/v3/apis/${apiVersion}` }, this.#ended.signal);
      return schemaOfKind(openApi, apiVersion, kind);
    } catch (error) {
      if (problemOf(error) || this.#ended.signal.aborted) return undefined;
      throw error;
    }
  }

  dispose(): void {
    this.#ended.dispose();
    this.#forget();
  }

  async #room(
    session: Session,
    namespace: string,
    { resource, side }: Extract<Question, { asks: 'room' }>,
  ): Promise<Answer> {
    const [quotas, ranges, nodes] = await Promise.all([
      this.#items(session, QUOTAS, namespace),
      this.#items(session, LIMIT_RANGES, namespace),
      this.#items(session, NODES, undefined),
    ]);
    const quota = tightest(
      (quotas ?? []).filter(({ scopes }) => scopes.length === 0).flatMap(({ limits }) => limits),
      side === 'requests'
        ? [`requests.${resource}`, resource]
        : [`limits.${resource}`, `requests.${resource}`],
    );
    const most = smallest(
      (ranges ?? [])
        .flatMap((range) => range.ranges)
        .filter(({ type }) => type === 'Container')
        .map(({ max }) => quantityOf(max[resource])),
    );
    const usable = nodes?.filter(({ isReady, isCordoned }) => isReady && !isCordoned);
    const largest =
      usable === undefined || usable.length === 0
        ? undefined
        : Math.max(...usable.map(({ allocatable }) => quantityOf(allocatable[resource]) ?? 0));
    const taken = usable && (await this.#machineRoom.taken(session, this.#ended.signal));
    const free =
      taken &&
      Math.max(
        ...usable.map(
          ({ name, allocatable }) =>
            (quantityOf(allocatable[resource]) ?? 0) - (taken.get(name)?.[resource] ?? 0),
        ),
      );
    return {
      to: 'room',
      namespace,
      ...(quota && { quota }),
      ...(free !== undefined && Number.isFinite(free) && { free }),
      ...(most !== undefined && { most }),
      ...(largest !== undefined && { largest }),
    };
  }

  async #defaults(session: Session, namespace: string): Promise<Answer | undefined> {
    const ranges = await this.#items(session, LIMIT_RANGES, namespace);
    const ofContainers = ranges?.flatMap((range) => range.ranges).filter(({ type }) => type === 'Container');
    return (
      ofContainers && {
        to: 'defaults',
        namespace,
        limits: amountsOf(ofContainers.map(({ defaultLimit }) => defaultLimit)),
        requests: amountsOf(ofContainers.map(({ defaultRequest }) => defaultRequest)),
      }
    );
  }

  async #used(
    session: Session,
    namespace: string,
    { quota, resource }: Extract<Question, { asks: 'used' }>,
  ): Promise<Answer | undefined> {
    const quotas = await this.#items(session, QUOTAS, namespace);
    const limit = quotas
      ?.find(({ name }) => name === quota)
      ?.limits.find((each) => each.resource === resource);
    const [used, hard] = [quantityOf(limit?.used), quantityOf(limit?.hard)];
    return used === undefined || hard === undefined ? undefined : { to: 'used', namespace, used, hard };
  }

  async #machines(
    session: Session,
    { labels }: Extract<Question, { asks: 'machines' }>,
  ): Promise<Answer | undefined> {
    const nodes = await this.#items(session, NODES, undefined);
    const wanted = Object.entries(labels);
    return nodes === undefined || nodes.length === 0
      ? undefined
      : {
          to: 'machines',
          count: nodes.filter((node) => wanted.every(([key, value]) => node.labels[key] === value)).length,
          all: nodes.length,
        };
  }

  #exists(
    session: Session,
    namespace: string,
    question: Extract<Question, { asks: 'exists' }>,
  ): Promise<Answer | undefined> {
    const { kind, name } = question;
    const key = `${kind}/${namespace}/${name}`;
    const before = this.#looked.get(key);
    if (before && Date.now() - before.at < FRESH_MS) return before.answer;
    const answer = lookFor(session, namespace, question, this.#ended.signal);
    this.#looked.set(key, { at: Date.now(), answer });
    return answer;
  }

  async #state(
    session: Session,
    namespace: string,
    { kind, name }: Extract<Question, { asks: 'state' }>,
  ): Promise<Answer | undefined> {
    const entries = await this.#items(session, POD_ENTRIES, namespace);
    if (entries === undefined) return undefined;
    const owner = `${kind.toLowerCase()}/${name}`;
    const now = Date.now();
    const rows = entries
      .filter(({ record }) =>
        kind === 'Pod' ? record.name === name : isOf(record, owner, (pod) => session.owners.topOf(pod)),
      )
      .map((entry) => this.#row(entry, now));
    rows.sort((one, other) => Number(one.severity === 'fine') - Number(other.severity === 'fine'));
    return { to: 'state', namespace, pods: rows.map((row) => ({ name: row.name, words: row.words })) };
  }

  async #matches(
    session: Session,
    namespace: string,
    { labels }: Extract<Question, { asks: 'matches' }>,
  ): Promise<Answer | undefined> {
    const entries = await this.#items(session, POD_ENTRIES, namespace);
    const wanted = Object.entries(labels);
    return (
      entries && {
        to: 'matches',
        namespace,
        count: entries.filter(({ record }) => wanted.every(([key, value]) => record.labels[key] === value))
          .length,
      }
    );
  }

  /** The whole list, as soon as it is there; nothing where it may not be read. It is watched for a while. */
  async #items<T>(
    session: Session,
    resource: Resource<T>,
    namespace: string | undefined,
  ): Promise<readonly T[] | undefined> {
    const collection = session.collection(resource, namespace);
    const key = `${resource.id}/${namespace ?? ''}`;
    const watched = this.#watched.get(key) ?? { observed: collection.observe(), last: 0 };
    watched.last = Date.now();
    this.#watched.set(key, watched);
    this.#tidying ??= setInterval(() => this.#tidy(), KEEP_WATCHING_MS / 4);
    try {
      return [...(await collection.whenLive(this.#ended.signal)).values()];
    } catch (error) {
      if (problemOf(error) || this.#ended.signal.aborted) return undefined;
      throw error;
    }
  }

  #sessionNow(): Session | undefined {
    const session = this.#session();
    if (session !== this.#of) this.#forget();
    this.#of = session;
    return session;
  }

  #tidy(): void {
    for (const [key, { observed, last }] of this.#watched) {
      if (Date.now() - last < KEEP_WATCHING_MS) continue;
      observed.dispose();
      this.#watched.delete(key);
    }
    for (const [key, { at }] of this.#looked) if (Date.now() - at > FRESH_MS) this.#looked.delete(key);
    if (this.#watched.size === 0 && this.#looked.size === 0) {
      clearInterval(this.#tidying);
      this.#tidying = undefined;
    }
  }

  #forget(): void {
    for (const { observed } of this.#watched.values()) observed.dispose();
    this.#watched.clear();
    this.#looked.clear();
    this.#machineRoom.forget();
    clearInterval(this.#tidying);
    this.#tidying = undefined;
  }
}

async function lookFor(
  session: Session,
  namespace: string,
  { kind, name }: Extract<Question, { asks: 'exists' }>,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  const served = NAMED_KINDS[kind];
  const where = served.namespaced ? { namespace } : {};
  const isClaim = kind === 'PersistentVolumeClaim';
  try {
    const object = await session.api.json(
      { path: requestPath(served, namespace, name), ...(!isClaim && { accept: METADATA_ONLY }) },
      signal,
    );
    const size = isClaim ? quantityOf(text(object, 'status', 'capacity', 'storage')) : undefined;
    return {
      to: 'exists',
      ...where,
      found: true,
      ...(size !== undefined && { size }),
      ...(isClaim && text(object, 'status', 'phase') === 'Pending' && { isPending: true }),
    };
  } catch (error) {
    const problem = problemOf(error);
    if (problem?.kind === 'not-found') return { to: 'exists', ...where, found: false };
    if (problem || signal.aborted) return undefined;
    throw error;
  }
}

/** Of several quotas the one that leaves the least; each counts a resource under one of these names. */
function tightest(
  limits: readonly QuotaLimit[],
  names: readonly string[],
): { readonly left: number; readonly hard: number; readonly counts: Side } | undefined {
  for (const name of names) {
    const found = limits
      .filter(({ resource }) => resource === name)
      .flatMap(({ hard, used }) => {
        const [most, taken] = [quantityOf(hard), quantityOf(used)];
        const counts = name.startsWith('limits.') ? ('limits' as const) : ('requests' as const);
        return most === undefined || taken === undefined ? [] : [{ left: most - taken, hard: most, counts }];
      })
      .sort((one, other) => one.left - other.left)[0];
    if (found) return found;
  }
  return undefined;
}

/** Quantities as numbers; what is given first counts. */
function amountsOf(quantities: readonly Labels[]): Readonly<Record<string, number>> {
  const amounts: Record<string, number> = {};
  for (const [resource, written] of quantities.flatMap((each) => Object.entries(each))) {
    const amount = quantityOf(written);
    if (amount !== undefined) amounts[resource] ??= amount;
  }
  return amounts;
}

function smallest(amounts: readonly (number | undefined)[]): number | undefined {
  const known = amounts.filter((amount) => amount !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
