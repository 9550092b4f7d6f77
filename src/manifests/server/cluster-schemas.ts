import type { ClusterSchema } from '../explanations/cluster-schema.ts';

/** A schema that the cluster did not have is asked for again after this long: somebody may have installed the tool meanwhile. */
const ASK_AGAIN_MS = 300_000;

interface Known {
  readonly schema: ClusterSchema | undefined;
  readonly at: number;
}

/** The schemas of custom kinds, asked for at the first hover and never waited for. */
export class ClusterSchemas {
  readonly #ask: (apiVersion: string, kind: string) => Promise<ClusterSchema | undefined>;
  readonly #now: () => Date;
  readonly #known = new Map<string, Known>();
  readonly #asking = new Set<string>();

  constructor(
    ask: (apiVersion: string, kind: string) => Promise<ClusterSchema | undefined>,
    now: () => Date,
  ) {
    this.#ask = ask;
    this.#now = now;
  }

  /** What is known by now. */
  of(apiVersion: string, kind: string): ClusterSchema | undefined {
    const key = `${apiVersion} ${kind}`;
    const known = this.#known.get(key);
    const isFresh = known && (known.schema !== undefined || this.#now().getTime() - known.at < ASK_AGAIN_MS);
    if (!isFresh && !this.#asking.has(key)) void this.#fetch(key, apiVersion, kind);
    return known?.schema;
  }

  /** Another cluster has other schemas. */
  forget(): void {
    this.#known.clear();
  }

  async #fetch(key: string, apiVersion: string, kind: string): Promise<void> {
    this.#asking.add(key);
    // A client that fails has told its own log why; here it has no schema.
    const schema = await this.#ask(apiVersion, kind).catch(() => undefined);
    this.#asking.delete(key);
    this.#known.set(key, { schema: schema ?? undefined, at: this.#now().getTime() });
  }
}
