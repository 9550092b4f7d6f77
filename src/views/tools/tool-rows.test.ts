import assert from 'node:assert/strict';
import type { PodRow } from '../../rows/row.ts';
import type { InstalledTool } from '../../tools/installed-tool.ts';
import { NOON, podOf } from '../testing.ts';
import type { Action } from '../rights.ts';
import type { ViewRow } from '../tree/view-row.ts';
import { connectionRows, toolRows } from './tool-rows.ts';
import type { ConnectionRow } from './tool-rows.ts';

const airflow: InstalledTool = {
  tool: 'airflow',
  title: 'Airflow',
  name: 'airflow',
  namespace: 'team-a',
  version: '3.0',
  state: 'ready',
  readyPods: 3,
  wantedPods: 3,
  foundBy: ['label app=airflow on Service web'],
  endpoints: [
    { id: 'ui', title: 'Airflow', service: 'web', port: 8080, scheme: 'http', path: '/', main: true },
  ],
  snippets: [],
  pods: ['airflow-scheduler-0'],
};
const open: ConnectionRow = {
  id: 'c1',
  tool: airflow,
  title: 'Airflow',
  address: '127.0.0.1:8080',
  port: 8080,
  since: NOON - 14 * 60_000,
  state: 'ready',
};

function rowOf(
  tool: InstalledTool,
  pods: readonly PodRow[] = [],
  connections: readonly ConnectionRow[] = [],
  mayNot: ReadonlySet<Action> = new Set(),
): ViewRow {
  const pod = (_: string, name: string): PodRow | undefined => pods.find((row) => row.name === name);
  const [row] = toolRows({ now: NOON, tools: [tool], pod, connections, mayNot: () => mayNot });
  assert.ok(row);
  return row;
}

describe('the rows of the Tools view', () => {
  it('say how a tool is, its version and where', () => {
    const row = rowOf(airflow);
    assert.equal(row.description, 'ready · 3.0 · team-a');
    assert.deepEqual(row.is, ['tool', 'open']);
    assert.equal(row.command?.id, 'porthole.showTool');
  });

  it('do not offer to open what this user may not connect to, and let it be asked for', () => {
    const row = rowOf(airflow, [], [], new Set(['connect']));
    assert.deepEqual(row.is, ['tool', 'ask-platform-team']);
    assert.match(row.tooltip ?? '', /may not connect to pods in team-a/);
    assert.equal(row.problems?.length, 2);
    assert.deepEqual(rowOf({ ...airflow, state: 'off' }, [], [], new Set(['connect'])).is, ['tool']);
  });

  it('say the reason when it is not well, and lead to it', () => {
    const crashing = podOf('airflow-scheduler-0', {
      state: 'crashing',
      severity: 'broken',
      words: 'keeps crashing · 14 restarts',
    });
    const row = rowOf({ ...airflow, state: 'degraded', readyPods: 2 }, [crashing]);
    assert.equal(row.description, 'keeps crashing · 14 restarts · 3.0 · team-a');
    assert.ok(row.is?.includes('why'));
    assert.equal(row.pod?.pod, 'airflow-scheduler-0');
  });

  it('are not red while a tool is merely starting, and can be opened: that waits until it answers', () => {
    const starting = podOf('airflow-scheduler-0', { state: 'starting', words: 'starting · 40 s' });
    const missing = { part: 'airflow-scheduler', wantedPods: 1 };
    const row = rowOf({ ...airflow, state: 'down', readyPods: 2, missing }, [starting]);
    assert.deepEqual([row.description, row.color], ['starting · 40 s · 3.0 · team-a', 'busy']);
    assert.deepEqual(row.is, ['tool', 'open']);
  });

  it('name the part that is missing, where no pod could tell why', () => {
    const down = { ...airflow, state: 'down', readyPods: 2 } as const;
    const off = rowOf({ ...down, missing: { part: 'airflow-webserver', wantedPods: 0 } });
    assert.equal(off.description, 'airflow-webserver is switched off · 3.0 · team-a');
    const notYet = rowOf({ ...down, missing: { part: 'airflow-webserver', wantedPods: 1 } });
    assert.equal(notYet.description, 'airflow-webserver is not ready · 3.0 · team-a');
  });

  it('offer nothing that cannot work', () => {
    for (const state of ['down', 'off'] as const) {
      const row = rowOf({ ...airflow, state });
      assert.ok(row.is?.includes('open') === false, state);
      assert.equal(row.command?.id, 'porthole.showTool', 'its page says why');
    }
    assert.equal(rowOf({ ...airflow, endpoints: [] }).is?.includes('open'), false);
  });

  it('say that a tool is connected, and on which port', () => {
    assert.equal(rowOf(airflow, [], [open]).description, 'connected on 8080 · 3.0 · team-a');
  });

  it('tell two of one kind apart', () => {
    assert.equal(rowOf({ ...airflow, name: 'etl' }).label, 'Airflow "etl"');
    assert.equal(rowOf({ ...airflow, name: 'airflow-web' }).label, 'Airflow');
  });
});

describe('the rows of the Connections view', () => {
  it('say where a tool is reached and since when', () => {
    const [row] = connectionRows([open], NOON);
    assert.equal(row?.description, '127.0.0.1:8080 · 14 min');
    assert.equal(row.connection, 'c1');
  });

  it('say that another port had to be taken, and how much went through', () => {
    const [row] = connectionRows(
      [{ ...open, port: 8081, address: '127.0.0.1:8081', insteadOf: 8080, bytes: 2048 }],
      NOON,
    );
    assert.equal(row?.description, '127.0.0.1:8081 · port 8080 was taken · 14 min · 2 KiB');
  });

  it('say why one does not work now', () => {
    const [row] = connectionRows([{ ...open, state: 'waiting', words: 'waiting for its pod' }], NOON);
    assert.equal(row?.description, '127.0.0.1:8080 · waiting for its pod');
    assert.equal(row.color, 'busy');
  });
});
