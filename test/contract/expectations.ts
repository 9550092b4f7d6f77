import assert from 'node:assert/strict';
import { list, text, type JsonRecord } from '../../src/common/json.ts';
import type { Answer } from './client.ts';

export const podsOf = (namespace: string): string => `/api/v1/namespaces/${namespace}/pods`;
export const deploymentsOf = (namespace: string): string =>
  `/apis/apps/v1/namespaces/${namespace}/deployments`;

/** The whole `Status` of a refusal: clients read its code, reason, message and details. */
export function refused(
  answer: Answer,
  code: number,
  reason: string,
  message: string | RegExp,
  details?: JsonRecord,
): void {
  assert.equal(answer.status, code, answer.text);
  assert.equal(answer.headers['content-type'], 'application/json');
  const { message: said, ...rest } = answer.json as { message: string };
  if (typeof message === 'string') assert.equal(said, message);
  else assert.match(said, message);
  const expected = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', reason, code };
  assert.deepEqual(rest, details === undefined ? expected : { ...expected, details });
}

export const namesIn = (answer: Answer): string[] => {
  assert.equal(answer.status, 200, answer.text);
  return list(answer.json, 'items').map((item) => text(item, 'metadata', 'name') ?? '');
};
