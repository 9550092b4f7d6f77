import assert from 'node:assert/strict';
import type { Collection } from '../../k8s/live/collection.ts';
import type { ViewRow } from '../tree/view-row.ts';
import { limitRows } from './limit-rows.ts';
import type { NamespaceLimits } from './limit-rows.ts';

const nothing = <T>(): Collection<T> => ({ state: 'live', items: new Map(), complete: true });
const denied = (resource: string): Collection<never> => ({
  state: 'denied',
  problem: { kind: 'not-allowed', verb: 'list', resource, namespace: 'team-a', message: 'no' },
});
function rowsOf(changes: Partial<NamespaceLimits>): readonly ViewRow[] {
  const limits: NamespaceLimits = {
    name: 'team-a',
    quotas: nothing(),
    ranges: nothing(),
    claims: nothing(),
    usage: undefined,
    fill: () => undefined,
    users: () => undefined,
    ...changes,
  };
  return limitRows({ namespaces: [limits], home: 'team-a', limit: () => 50 });
}

describe('limits and storage that this user may not see', () => {
  it('are one row that fits a narrow side bar where nothing can be seen', () => {
    const rows = rowsOf({
      quotas: denied('resourcequotas'),
      ranges: denied('limitranges'),
      claims: denied('persistentvolumeclaims'),
    });
    assert.deepEqual(
      rows.map(({ label, description }) => [label, description]),
      [['Not visible for you', 'copy a request']],
    );
    assert.equal(rows[0]?.problems?.length, 3);
  });
  it('are named where the rest can be seen', () => {
    const rows = rowsOf({ quotas: denied('resourcequotas'), claims: denied('persistentvolumeclaims') });
    assert.deepEqual(
      rows.map(({ label, description }) => [label, description]),
      [['Quotas, storage', 'not visible for you']],
    );
  });
});
