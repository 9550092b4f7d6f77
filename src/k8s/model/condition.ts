import { instant, list, text, type Json } from '../../common/json.ts';
import type { Instant } from './metadata.ts';
import { shared, sharedMaybe } from './shared-text.ts';

/** One of the statements that Kubernetes makes about an object's state. */
export interface Condition {
  readonly type: string;
  /** `True`, `False` or `Unknown`. */
  readonly status: string;
  readonly reason: string | undefined;
  readonly message: string | undefined;
  /** When `status` last changed. */
  readonly since: Instant | undefined;
}

export function conditionsOf(conditions: Json): readonly Condition[] {
  return list(conditions).map((condition) => ({
    type: shared(text(condition, 'type') ?? ''),
    status: shared(text(condition, 'status') ?? ''),
    reason: sharedMaybe(text(condition, 'reason')),
    message: sharedMaybe(text(condition, 'message') || undefined),
    since: instant(condition, 'lastTransitionTime'),
  }));
}

/** The first of its type, as Kubernetes' own readers do it. */
export function conditionOf(conditions: readonly Condition[], type: string): Condition | undefined {
  return conditions.find((condition) => condition.type === type);
}

export function isTrue(conditions: readonly Condition[], type: string): boolean {
  return conditionOf(conditions, type)?.status === 'True';
}
