import { isCancelled, throwIfCancelled } from '../../common/cancellation.ts';
import { isRecord, list, text, type Json, type JsonRecord } from '../../common/json.ts';
import type { Bundle, ContainerLog, NotSeen } from '../../diagnostics/bundle.ts';
import { readList, type Listed } from '../live/read-list.ts';
import { requestPath } from '../live/request-path.ts';
import { ClusterError, problemOf, type ClusterProblem } from '../problem.ts';
import { saysNotKept } from '../streams/log-answer.ts';
import type { ApiRequest, ClusterApi } from '../transport/cluster-api.ts';
import { apiVersionOf, groupAndVersion, knownKind, type ServedKind } from './kinds.ts';
import { named, slim } from './slim.ts';

/** Bounds of one gathering. Evidence beyond them is said to be not seen. */
export interface EvidenceLimits {
  readonly requests: number;
  readonly bytes: number;
  /** Requests at the same time. */
  readonly atOnce: number;
  readonly logLines: number;
  readonly logBytes: number;
  /** How long a machine may take to hand out a log. One that takes longer is asked for no other. */
  readonly logMs: number;
}

/** A run of a container, and the machine that keeps what it printed. */
export interface LogPlace {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly previous: boolean;
  readonly machine: string | undefined;
}

/** Which objects of a list, and how many at most. */
export interface ListQuery {
  readonly limit: number;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  readonly wholeOrNothing?: boolean;
}

/** Leaves an item of a list out, cuts it down, or takes it as it is. */
export type Wanted = (object: JsonRecord) => JsonRecord | undefined;

interface Question {
  /** What is not seen where there is no answer; nothing where that is no gap in the evidence. */
  readonly gap: NotSeen | undefined;
  /** Looked at right before it is asked. */
  readonly isVain?: () => boolean;
  readonly onProblem?: (problem: ClusterProblem) => void;
}

const whole: Wanted = (object) => object;

/** Up to this many objects come as one text, over the connection that everything else uses. */
const SHORT_LIST = 300;

/** Asks for existence and metadata of an object, not for what is in it. */
const METADATA_ONLY = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';

/**
 * Reads objects and logs into one bundle. Nothing that goes wrong throws, except cancellation: what could not be read is noted as
 * not seen. The same question is asked once, and no more at a time, and in all, than the limits say.
 */
export class EvidenceReader {
  readonly #api: ClusterApi;
  readonly #signal: AbortSignal;
  readonly #limits: EvidenceLimits;
  readonly #takenAt = Date.now();
  readonly #objects = new Map<string, JsonRecord>();
  readonly #logs = new Map<string, ContainerLog>();
  readonly #notSeen = new Map<string, NotSeen>();
  readonly #asked = new Map<string, Promise<unknown>>();
  /** A list that was filtered for one purpose is no answer for another. */
  readonly #filters = new Map<Wanted, number>();
  readonly #queue: (() => void)[] = [];
  /** Machines that did not hand out a log in time. */
  readonly #silent = new Set<string>();
  #running = 0;
  #requests = 0;
  #bytes = 0;

  constructor(api: ClusterApi, limits: EvidenceLimits, signal: AbortSignal) {
    this.#api = api;
    this.#limits = limits;
    this.#signal = signal;
  }

  get requests(): number {
    return this.#requests;
  }

  /** Of the answers, as text. */
  get bytes(): number {
    return this.#bytes;
  }

  bundle(): Bundle {
    return {
      takenAt: this.#takenAt,
      objects: [...this.#objects.values()],
      logs: [...this.#logs.values()],
      outputs: [],
      notSeen: [...this.#notSeen.values()],
    };
  }

  /** Reads one object into the bundle, and answers it as it stands there. */
  async get(
    served: ServedKind,
    namespace: string | undefined,
    name: string,
    content: 'whole' | 'metadata' = 'whole',
  ): Promise<JsonRecord | undefined> {
    const gap: NotSeen = {
      what: served.plural,
      ...(served.namespaced && namespace !== undefined ? { namespace } : {}),
      name,
      reason: 'failed',
    };
    const request = {
      path: requestPath(served, namespace, name),
      ...(content === 'metadata' ? { accept: METADATA_ONLY } : {}),
    };
    const object = await this.#json(request, gap);
    return isRecord(object)
      ? this.#keep(slim({ ...object, apiVersion: apiVersionOf(served), kind: served.kind }))
      : undefined;
  }

  /**
   * Reads a list into the bundle. Where there are more than `limit`, that is noted; with `wholeOrNothing` the part that was read is
   * left out as well, because a sum over it would be wrong.
   */
  async list(
    served: ServedKind,
    namespace: string | undefined,
    query: ListQuery,
    wanted: Wanted = whole,
  ): Promise<readonly JsonRecord[]> {
    const { limit, wholeOrNothing = false, ...selectors } = query;
    const gap: NotSeen = {
      what: served.plural,
      ...(served.namespaced && namespace !== undefined ? { namespace } : {}),
      reason: 'failed',
    };
    const items: JsonRecord[] = [];
    const take = (item: JsonRecord): void => {
      const object = wanted(named(item, apiVersionOf(served), served.kind));
      if (object) items.push(slim(object));
    };
    const filter = this.#filters.get(wanted) ?? this.#filters.size;
    this.#filters.set(wanted, filter);
    const key = JSON.stringify([requestPath(served, namespace), query, filter]);
    const read = await this.#once(key, { gap }, async () => {
      const complete =
        limit <= SHORT_LIST
          ? await this.#shortList(
              { path: requestPath(served, namespace), query: { limit, ...selectors } },
              take,
            )
          : await this.#longList({ ...served, ...selectors }, namespace, limit, take);
      if (!complete) this.note(gap);
      return complete || !wholeOrNothing ? items.map((item) => this.#keep(item)) : [];
    });
    return read ?? [];
  }

  async #shortList(request: ApiRequest, take: (item: JsonRecord) => void): Promise<boolean> {
    const answer = await this.#api.text({ ...request, accept: 'application/json' }, this.#signal);
    this.#bytes += answer.length;
    const page = parsed(answer);
    list(page, 'items').filter(isRecord).forEach(take);
    return (text(page, 'metadata', 'continue') ?? '') === '';
  }

  /** Items are taken while they arrive, so that nothing stalls the event loop; it costs a connection of its own. */
  async #longList(
    listed: Listed,
    namespace: string | undefined,
    limit: number,
    take: (item: JsonRecord) => void,
  ): Promise<boolean> {
    const onBytes = (bytes: number): void => {
      this.#bytes += bytes;
    };
    const options = { freshness: 'latest', pageSize: limit, most: limit, onBytes } as const;
    const { complete } = await readList(this.#api, listed, namespace, options, take, this.#signal);
    return complete;
  }

  /** The log of one run of a container. */
  async log({ namespace, pod, container, previous, machine = '' }: LogPlace): Promise<void> {
    const gap: NotSeen = { what: 'logs', namespace, name: pod, reason: 'failed' };
    const { logLines, logBytes, logMs } = this.#limits;
    // The byte limit cuts off the end, where the error stands: a log of long lines is asked for again with fewer of them.
    for (const tailLines of [logLines, Math.ceil(logLines / 8)]) {
      const request: ApiRequest = {
        path: `${requestPath({ group: '', version: 'v1', plural: 'pods', namespaced: true }, namespace, pod)}/log`,
        query: { container, tailLines, limitBytes: logBytes, ...(previous ? { previous } : {}) },
        accept: '*/*',
        viaMachine: true,
        timeoutMs: logMs,
      };
      const read = await this.#text(request, {
        gap,
        isVain: () => this.#silent.has(machine),
        onProblem: (problem) => {
          if (problem.kind === 'unreachable' && problem.reason === 'timeout') this.#silent.add(machine);
        },
      });
      if (read === undefined) return;
      if (saysNotKept(read)) {
        this.note({ ...gap, reason: 'not-there' });
        return;
      }
      this.#logs.set(`${namespace}/${pod}/${container}/${previous}`, {
        namespace,
        pod,
        container,
        previous,
        text: read,
      });
      if (read.length < logBytes * 0.95) return;
    }
  }

  /** Finds out where a kind is served that Kubernetes does not bring along; nothing where that cannot be told. */
  async served(apiVersion: string, kind: string): Promise<ServedKind | undefined> {
    const { group, version } = groupAndVersion(apiVersion);
    const known = knownKind(kind, group);
    if (known) return known;
    const contents = await this.#json(
      { path: group === '' ? `/api/${version}` : `/apis/${group}/${version}` },
      { what: kind, reason: 'failed' },
    );
    const entry = list(contents, 'resources').find(
      (resource) => text(resource, 'kind') === kind && !(text(resource, 'name') ?? '/').includes('/'),
    );
    const plural = text(entry, 'name');
    if (plural === undefined || !isRecord(entry)) return undefined;
    return { kind, group, version, plural, namespaced: entry['namespaced'] === true };
  }

  /** The version of an API group that the cluster prefers; nothing where it does not have the group. That is no gap in the evidence. */
  async preferredVersion(group: string): Promise<string | undefined> {
    return text(await this.#json({ path: `/apis/${group}` }, undefined), 'preferredVersion', 'version');
  }

  note(gap: NotSeen): void {
    this.#notSeen.set([gap.what, gap.namespace, gap.name, gap.reason].join(' '), gap);
  }

  #keep(object: JsonRecord): JsonRecord {
    const key = [
      text(object, 'apiVersion')?.split('/')[0],
      text(object, 'kind'),
      text(object, 'metadata', 'namespace'),
      text(object, 'metadata', 'name'),
    ].join('/');
    const known = this.#objects.get(key);
    if (known) return known;
    this.#objects.set(key, object);
    return object;
  }

  #json(request: ApiRequest, gap: NotSeen | undefined): Promise<Json> {
    return this.#once(JSON.stringify([request.path, request.query, request.accept]), { gap }, async () => {
      const answer = await this.#api.text({ accept: 'application/json', ...request }, this.#signal);
      this.#bytes += answer.length;
      return parsed(answer);
    });
  }

  #text(request: ApiRequest, question: Question): Promise<string | undefined> {
    return this.#once(JSON.stringify([request.path, request.query, request.accept]), question, async () => {
      const answer = await this.#api.text(request, this.#signal);
      this.#bytes += answer.length;
      return answer;
    });
  }

  /** The same question has one answer; undefined where there is none, which is noted. */
  #once<T>(key: string, question: Question, ask: () => Promise<T>): Promise<T | undefined> {
    const asked = this.#asked.get(key) as Promise<T | undefined> | undefined;
    if (asked) return asked;
    const begun = this.#within(question, ask);
    this.#asked.set(key, begun);
    return begun;
  }

  async #within<T>({ gap, isVain, onProblem }: Question, ask: () => Promise<T>): Promise<T | undefined> {
    await this.#turn();
    try {
      throwIfCancelled(this.#signal);
      const { requests, bytes } = this.#limits;
      if (this.#requests >= requests || this.#bytes >= bytes || isVain?.() === true) {
        if (gap) this.note(gap);
        return undefined;
      }
      this.#requests += 1;
      return await ask();
    } catch (error) {
      const problem = problemOf(error);
      if (isCancelled(error) || !problem) throw error;
      onProblem?.(problem);
      if (gap) this.note({ ...gap, reason: reasonOf(problem, gap.what) });
      return undefined;
    } finally {
      this.#running -= 1;
      this.#queue.shift()?.();
    }
  }

  async #turn(): Promise<void> {
    if (this.#running >= this.#limits.atOnce) await new Promise<void>((resolve) => this.#queue.push(resolve));
    this.#running += 1;
  }
}

function parsed(answer: string): Json {
  try {
    return JSON.parse(answer) as Json;
  } catch (cause) {
    throw new ClusterError({ kind: 'server', status: 200, message: 'the answer is not JSON' }, { cause }); // a proxy's page
  }
}

function reasonOf(problem: ClusterProblem, what: string): NotSeen['reason'] {
  if (problem.kind === 'not-allowed') return 'not-allowed';
  if (problem.kind === 'not-found') return 'not-there';
  // 400 "waiting to start" and "previous terminated container not found": that run has no log, or has it no more.
  return what === 'logs' && problem.kind === 'server' && problem.status === 400 ? 'not-there' : 'failed';
}
