import type { Disposable } from '../../common/disposable.ts';
import { isCancelled } from '../../common/cancellation.ts';
import { flag, list, type Json } from '../../common/json.ts';
import { SharedWork } from '../../common/shared-work.ts';
import { problemOf } from '../problem.ts';
import type { Question } from '../session.ts';
import type { ClusterApi } from '../transport/cluster-api.ts';

/** Permissions change rarely, and an action that is refused all the same says so. */
const LIFE_MS = 60_000;
const REVIEWS = '/apis/authorization.k8s.io/v1';

/** What the user may do in one namespace, as the cluster lists it. */
interface Rules {
  readonly rules: readonly Json[];
  /** The cluster has sources of permission that it cannot list (webhooks, as in several clouds): no rule does not mean no. */
  readonly incomplete: boolean;
}

interface Kept<T> {
  readonly value: T;
  readonly until: number;
}

/**
 * What this user may do. One question to the cluster answers all about a namespace; what that cannot tell is asked one by one.
 * Answers are kept for a minute, and questions asked at the same time share them.
 */
export class Permissions implements Disposable {
  readonly #api: ClusterApi;
  readonly #now: () => number;
  readonly #asking = new SharedWork<boolean | undefined>();
  readonly #listing = new SharedWork<Rules | undefined>();
  readonly #answers = new Map<string, Kept<boolean>>();
  readonly #rules = new Map<string, Kept<Rules | undefined>>();

  constructor(api: ClusterApi, now: () => number = Date.now) {
    this.#api = api;
    this.#now = now;
  }

  /** `undefined` when the cluster could not be asked. Rejects only with `CancelledError`. */
  async allowed(question: Question, signal: AbortSignal): Promise<boolean | undefined> {
    if (question.namespace !== undefined) {
      const rules = await this.#rulesIn(question.namespace, signal);
      if (rules && grants(rules, question)) return true;
      if (rules && !rules.incomplete) return false;
    }
    return this.#ask(question, signal);
  }

  /** Nothing known counts any more: the user has signed in again. */
  forget(): void {
    this.#answers.clear();
    this.#rules.clear();
  }

  dispose(): void {
    this.#asking.dispose();
    this.#listing.dispose();
  }

  async #rulesIn(namespace: string, signal: AbortSignal): Promise<Rules | undefined> {
    const kept = this.#rules.get(namespace);
    if (kept && kept.until > this.#now()) return kept.value;
    return this.#listing.run(
      namespace,
      async (stop) => {
        const answer = await this.#review('selfsubjectrulesreviews', { namespace }, stop);
        if (answer === undefined) return undefined;
        const rules = {
          rules: list(answer, 'status', 'resourceRules'),
          incomplete: flag(answer, 'status', 'incomplete') ?? false,
        };
        this.#rules.set(namespace, { value: rules, until: this.#now() + LIFE_MS });
        return rules;
      },
      signal,
    );
  }

  async #ask(question: Question, signal: AbortSignal): Promise<boolean | undefined> {
    const { verb, group = '', namespace } = question;
    const [resource, subresource] = question.resource.split('/');
    const key = JSON.stringify([verb, group, resource, subresource, namespace]);
    const kept = this.#answers.get(key);
    if (kept && kept.until > this.#now()) return kept.value;
    return this.#asking.run(
      key,
      async (stop) => {
        const answer = await this.#review(
          'selfsubjectaccessreviews',
          { resourceAttributes: { verb, group, resource, subresource, namespace } },
          stop,
        );
        const allowed = flag(answer, 'status', 'allowed');
        if (allowed !== undefined) this.#answers.set(key, { value: allowed, until: this.#now() + LIFE_MS });
        return allowed;
      },
      signal,
    );
  }

  /** Asking changes nothing and every user may do it; a cluster that refuses even that leaves the question open. */
  async #review(kind: string, spec: object, signal: AbortSignal): Promise<unknown> {
    try {
      return await this.#api.json(
        {
          path: `${REVIEWS}/${kind}`,
          method: 'POST',
          body: { apiVersion: 'authorization.k8s.io/v1', spec },
          asksOnly: true,
        },
        signal,
      );
    } catch (error) {
      if (isCancelled(error) || !problemOf(error)) throw error;
      return undefined;
    }
  }
}

function grants({ rules }: Rules, { verb, group = '', resource }: Question): boolean {
  const [, subresource] = resource.split('/');
  const resources = ['*', resource, ...(subresource === undefined ? [] : [`*/${subresource}`])];
  return rules.some((rule) => {
    // A rule about objects by name answers no question about all of them.
    if (list(rule, 'resourceNames').length > 0) return false;
    return (
      has(rule, 'verbs', ['*', verb]) &&
      has(rule, 'apiGroups', ['*', group]) &&
      has(rule, 'resources', resources)
    );
  });
}

function has(rule: Json, field: string, wanted: readonly string[]): boolean {
  return list(rule, field).some((value) => typeof value === 'string' && wanted.includes(value));
}
