import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { Emitter } from '../../common/event.ts';
import type { Connection } from '../../k8s/session.ts';
import type { PodEntry } from '../../rows/pod-entry.ts';
import { CurrentConnection } from '../current-connection.ts';
import { bundleOf, entryOf, NOON, sessionOf, SetCollection } from '../testing.ts';
import { Rights } from '../rights.ts';
import type { ViewRow } from '../tree/view-row.ts';
import { CloserLooks } from '../../rows/closer-looks.ts';
import { NamespacesSource } from './namespaces-source.ts';

const inside = (row: ViewRow | undefined): readonly ViewRow[] => row?.children?.() ?? [];
const labels = (rows: readonly ViewRow[]): string[] => rows.map((row) => row.label);
const fail = (error: unknown): void => assert.fail(String(error));

function scene(lists: Record<string, SetCollection<PodEntry>>, home?: string) {
  const session = sessionOf(lists, home);
  const connection = new CurrentConnection();
  const changed = new Emitter<void>();
  let current: Connection = { state: 'open', session, contexts: [] };
  connection.use({
    get current() {
      return current;
    },
    onDidChange: changed.event,
    dispose: () => undefined,
  });
  const gathered: string[] = [];
  const looks = new CloserLooks(
    (pod) => {
      gathered.push(pod.name);
      return Promise.resolve(bundleOf());
    },
    { onError: fail, now: () => NOON },
  );
  const rights = new Rights(session, fail);
  const source = new NamespacesSource({
    connection,
    looks: () => looks,
    rights: () => rights,
    groupBy: () => 'owner',
    now: () => NOON,
  });
  const events = new EventEmitter();
  source.onDidChange(() => events.emit('change'));
  return {
    source,
    session,
    gathered,
    looks,
    next: () => once(events, 'change'),
    become: (next: Connection) => {
      current = next;
      changed.fire();
    },
    end: () => {
      source.dispose();
      looks.dispose();
      connection.dispose();
    },
  };
}

describe('what the Namespaces view shows', () => {
  it('asks the cluster for nothing until somebody looks, and for nothing once nobody does', async () => {
    const pods = new SetCollection<PodEntry>();
    const { source, session, next, end } = scene({ 'team-a': pods }, 'team-a');
    assert.equal(pods.observers + session.observers(), 0);
    const looking = source.observe();
    await next();
    assert.deepEqual([pods.observers, session.observers()], [1, 1]);
    looking.dispose();
    assert.deepEqual([pods.observers, session.observers()], [0, 0]);
    end();
    assert.deepEqual([pods.observers, session.observers()], [0, 0]);
  });

  it('is live: rows come and go with the pods', async () => {
    const pods = new SetCollection<PodEntry>();
    const { source, next, end } = scene({ 'team-a': pods }, 'team-a');
    source.observe();
    pods.setItems(
      entryOf({ name: 'notebook-ana' }),
      entryOf({ name: 'train-0', job: 'train', crashing: true }),
    );
    await next();
    const [namespace] = source.rows();
    assert.equal(namespace?.description, '1 needs attention');
    assert.deepEqual(labels(inside(namespace)), ['Needs attention', 'train', 'notebook-ana']);
    assert.match(inside(inside(namespace)[0])[0]?.description ?? '', /out of memory/);
    assert.equal(source.attention(), 1);
    pods.setItems(entryOf({ name: 'notebook-ana' }));
    await next();
    assert.deepEqual(labels(inside(source.rows()[0])), ['notebook-ana']);
    end();
  });

  it('looks closer at pods that are not well, once', async () => {
    const pods = new SetCollection<PodEntry>();
    const { source, gathered, next, end } = scene({ 'team-a': pods }, 'team-a');
    source.observe();
    pods.setItems(entryOf({ name: 'well' }), entryOf({ name: 'train-0', crashing: true }));
    source.rows();
    await next();
    source.rows();
    await next(); // what was found by looking closer
    assert.deepEqual(gathered, ['train-0']);
    end();
  });

  it('watches only what is open where there are many namespaces', async () => {
    const lists = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`ns-${index}`, new SetCollection<PodEntry>()]),
    );
    const { source, next, end } = scene(lists, 'ns-3');
    source.observe();
    await next();
    const watched = (): string[] =>
      Object.entries(lists).flatMap(([name, { observers }]) => (observers > 0 ? [name] : []));
    assert.deepEqual(watched(), ['ns-3']);
    const row = source.rows().find(({ label }) => label === 'ns-7');
    assert.ok(row);
    source.opened(row);
    assert.deepEqual(watched(), ['ns-3', 'ns-7']);
    source.closed(row);
    assert.deepEqual(watched(), ['ns-3']);
    end();
  });

  it('says what is wrong in one row, with the next steps below it', async () => {
    const { source, become, next, end } = scene({});
    become({
      state: 'none',
      contexts: [],
      problem: { kind: 'unreachable', server: 'https://k:6443', reason: 'refused', detail: 'ECONNREFUSED' },
    });
    await next();
    const [problem, ...steps] = source.rows();
    assert.equal(problem?.label, 'k:6443 does not answer');
    assert.deepEqual(
      steps.map((step) => step.command?.id),
      ['porthole.refresh', 'porthole.switchCluster', 'porthole.copyProblem'],
    );
    assert.match(problem.tooltip ?? '', /refuses the connection/);
    assert.equal(source.message(), undefined, 'said once');
    const detail = 'line 3 is not valid YAML (bad indent)';
    become({
      state: 'none',
      contexts: [],
      problem: { kind: 'bad-kubeconfig', file: '/home/ana/.kube/config', detail, line: 3 },
    });
    await next();
    const [bad, open] = source.rows();
    assert.equal(bad?.label, `kubeconfig: ${detail}`, 'what a narrow side bar cuts off is the end of it');
    assert.equal(open?.command?.id, 'porthole.openKubeconfig');
    become({ state: 'none', contexts: [], problem: { kind: 'no-kubeconfig', searched: [] } });
    await next();
    assert.deepEqual(source.rows(), [], 'the welcome of the view says it');
    end();
  });

  it('shows more of a long group on request', async () => {
    const pods = new SetCollection<PodEntry>();
    const { source, next, end } = scene({ 'team-a': pods }, 'team-a');
    source.observe();
    pods.setItems(
      ...Array.from({ length: 130 }, (_, index) => entryOf({ name: `w-${index}`, job: 'sweep' })),
    );
    await next();
    const group = (): readonly ViewRow[] => inside(inside(source.rows()[0])[0]);
    assert.equal(group().length, 101);
    source.loadMore('team-a/group/job/sweep');
    assert.equal(group().length, 130);
    end();
  });
});

describe('looking closer', () => {
  it('goes on in turn, a few at a time, and forgets what is no longer wanted', async () => {
    const events = new EventEmitter();
    const waiting: (() => void)[] = [];
    const looks = new CloserLooks(
      () =>
        new Promise((resolve) => {
          waiting.push(() => resolve(bundleOf()));
          events.emit('begun');
        }),
      { onError: fail, now: () => NOON },
    );
    looks.onDidChange((uid) => events.emit('found', uid));
    const entries = ['a', 'b', 'c'].map((name) => entryOf({ name, crashing: true }));
    looks.want(entries);
    assert.equal(waiting.length, 2);
    const begun = once(events, 'begun');
    waiting.shift()?.();
    await begun;
    assert.equal(waiting.length, 2);
    assert.ok(looks.of('uid-a'));
    looks.want(entries.slice(1));
    assert.equal(looks.of('uid-a'), undefined);
    looks.dispose();
  });

  it('does not look again at a pod that changed a moment ago, and does after a while', async () => {
    let now = NOON;
    let count = 0;
    const looks = new CloserLooks(
      () => {
        count += 1;
        return Promise.resolve(bundleOf());
      },
      { onError: fail, now: () => now },
    );
    const events = new EventEmitter();
    looks.onDidChange(() => events.emit('found'));
    const found = once(events, 'found');
    looks.want([entryOf({ name: 'a', crashing: true })]);
    await found;
    looks.want([entryOf({ name: 'a', crashing: true })]);
    assert.equal(count, 1);
    now += 60_000;
    looks.want([entryOf({ name: 'a', crashing: true })]);
    assert.equal(count, 2);
    looks.dispose();
  });
});
