import assert from 'node:assert/strict';
import type { Memento } from 'vscode';
import { connectionMemory } from './connection-memory.ts';
import type { KnownConnection } from './connection-memory.ts';

/** As VS Code keeps it: as JSON, over the end of the window. */
function memento(): Memento {
  const kept = new Map<string, string>();
  return {
    keys: () => [...kept.keys()],
    get: (key: string, otherwise?: unknown): unknown => {
      const json = kept.get(key);
      return json === undefined ? otherwise : (JSON.parse(json) as unknown);
    },
    update: (key: string, value: unknown) => {
      kept.set(key, JSON.stringify(value));
      return Promise.resolve();
    },
  } as Memento;
}

const fail = (error: unknown): void => assert.fail(String(error));

const known = (id: string, endpoint: Partial<KnownConnection['endpoint']> = {}): KnownConnection => ({
  id,
  context: 'team@cluster',
  tool: { tool: 'mlflow', name: 'mlflow', namespace: 'team-a' },
  title: 'MLflow',
  localPort: 5_000,
  endpoint: {
    id: 'ui',
    title: 'MLflow UI',
    service: 'mlflow',
    port: 5_000,
    scheme: 'http',
    path: '/',
    main: true,
    ...endpoint,
  },
});

describe('the connections of a window', () => {
  it('are known again after it was loaded anew, also those to a pod or to another namespace', () => {
    const kept = memento();
    const all = [known('a'), known('b', { pod: 'mlflow-0' }), known('c', { namespace: 'istio-system' })];
    for (const connection of all) connectionMemory(kept, fail).remember(connection);
    assert.deepEqual(connectionMemory(kept, fail).all(), all);
  });

  it('are known once each, and no more once they were stopped', () => {
    const memory = connectionMemory(memento(), fail);
    memory.remember(known('a'));
    memory.remember(known('a'));
    assert.equal(memory.all().length, 1);
    memory.forget('a');
    assert.deepEqual(memory.all(), []);
  });

  it('are left out where an older version kept them in another way', async () => {
    const kept = memento();
    await kept.update('connections', [{ id: 'a' }, 'b', known('c'), { ...known('d'), endpoint: undefined }]);
    assert.deepEqual(
      connectionMemory(kept, fail)
        .all()
        .map(({ id }) => id),
      ['c'],
    );
  });
});
