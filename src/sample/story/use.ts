import { list, text, type JsonRecord } from '../../common/json.ts';
import { quantityOf } from '../../common/quantities.ts';

export const GIB = 1024 ** 3;

/** Bytes and CPUs. */
export interface Use {
  readonly memory: number;
  readonly cpu: number;
}

/** What a server that is well uses: some of what it asked for, a little more and less from minute to minute. */
export function steadyUse(spec: JsonRecord, name: string, seconds: number): Use {
  const container = list(spec, 'containers').find((candidate) => text(candidate, 'name') === name);
  const asked = (resource: string): number | undefined =>
    quantityOf(text(container, 'resources', 'requests', resource)) ??
    quantityOf(text(container, 'resources', 'limits', resource));
  const warmUp = Math.min(1, 0.4 + seconds / 200);
  const wave = 1 + 0.06 * Math.sin(seconds / 70);
  return {
    memory: (asked('memory') ?? 0.2 * GIB) * 0.55 * warmUp * wave,
    cpu: (asked('cpu') ?? 0.1) * 0.2 * wave,
  };
}
