import { number, text, type Json } from '../../common/json.ts';
import type { ClusterProblem } from '../problem.ts';

/** The problem that a `Status` object tells of where it comes inside an answer of status 200, as in the middle of a watch. */
export function statusProblem(status: Json): ClusterProblem {
  const code = number(status, 'code') ?? 0;
  const reason = text(status, 'reason');
  const message = text(status, 'message') ?? reason ?? 'no message';
  // apimachinery: 410 with reason Expired or Gone; some proxies pass on the reason without the code.
  if (code === 410 || reason === 'Expired' || reason === 'Gone') return { kind: 'gone', message };
  if (code === 429) {
    const retryAfterSeconds = number(status, 'details', 'retryAfterSeconds');
    return { kind: 'busy', message, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
  }
  if (code === 401) return { kind: 'sign-in', reason: 'expired', detail: message };
  return { kind: 'server', status: code, message };
}
