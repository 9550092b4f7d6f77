import assert from 'node:assert/strict';
import type { PodRow } from '../../rows/row.ts';
import { NOON, podOf } from '../testing.ts';
import type { ViewRow } from '../tree/view-row.ts';
import { namespaceRows } from './namespace-rows.ts';
import type { NamespacePods, NamespacesPicture } from './namespace-rows.ts';

const broken = podOf('train-llama-0', {
  owner: 'job/train-llama',
  state: 'out-of-memory',
  words: 'out of memory (32 GiB) · 4 restarts',
  severity: 'broken',
  status: 'CrashLoopBackOff',
  restarts: 4,
});
const waiting = podOf('notebook-ana', {
  state: 'waiting',
  words: 'waiting for a GPU · 12 min',
  severity: 'waiting',
  status: 'Pending',
});
const api = podOf('api-5d9c', { owner: 'deployment/api' });
const done = podOf('report-1', {
  owner: 'job/report',
  state: 'finished',
  words: 'finished 2 h ago · took 14 min',
  status: 'Completed',
});

function picture(pods: NamespacePods, changes: Partial<NamespacesPicture> = {}): NamespacesPicture {
  return {
    now: NOON,
    groupBy: 'owner',
    home: 'team-a',
    names: ['team-a'],
    guessed: false,
    pods: () => pods,
    containers: () => [],
    limit: () => 100,
    mayNot: () => new Set(),
    ...changes,
  };
}
const live = (...pods: PodRow[]): NamespacePods => ({ state: 'live', pods, complete: true });
const inside = (row: ViewRow | undefined): readonly ViewRow[] => row?.children?.() ?? [];
const labels = (rows: readonly ViewRow[]): string[] => rows.map((row) => row.label);

describe('the rows of the Namespaces view', () => {
  it('put what needs attention first, then work by its owner, then finished work', () => {
    const [namespace] = namespaceRows(picture(live(api, done, waiting, broken)));
    assert.equal(namespace?.description, '2 need attention');
    assert.deepEqual(labels(inside(namespace)), ['Needs attention', 'api', 'train-llama', 'finished']);
    assert.deepEqual(
      labels(inside(inside(namespace)[0])),
      ['train-llama-0', 'notebook-ana'],
      'broken before waiting',
    );
  });

  it('say the answer in the row, and the Kubernetes word in the tooltip', () => {
    const [namespace] = namespaceRows(picture(live(broken)));
    const [row] = inside(inside(namespace)[0]);
    assert.equal(row?.description, 'out of memory (32 GiB) · 4 restarts');
    assert.match(row.tooltip ?? '', /Kubernetes says: CrashLoopBackOff/);
    assert.equal(row.spoken, 'train-llama-0, out of memory (32 GiB) · 4 restarts, needs attention');
    assert.equal(row.color, 'bad');
    assert.deepEqual(row.is, ['pod', 'why', 'logs']);
  });

  it('are all unique, although a pod stands in two places', () => {
    const all = (rows: readonly ViewRow[]): string[] => rows.flatMap((row) => [row.id, ...all(inside(row))]);
    const ids = all(namespaceRows(picture(live(broken, waiting, api, done))));
    assert.equal(new Set(ids).size, ids.length);
  });

  it('say that a namespace is well, empty or still being read', () => {
    const words = (pods: NamespacePods): string | undefined => namespaceRows(picture(pods))[0]?.description;
    assert.equal(words(live(api)), 'fine');
    assert.equal(words(live()), 'empty');
    assert.equal(words({ state: 'connecting' }), 'loading…');
    assert.equal(words({ state: 'live', pods: [api], complete: false }), 'loading, 1 so far');
    assert.equal(words({ state: 'asleep' }), '');
  });

  it('stay, in grey and with their time, while the connection is lost', () => {
    const problem = { kind: 'unreachable', server: 'https://k:6443', reason: 'refused', detail: '' } as const;
    const [namespace] = namespaceRows(picture({ state: 'stale', pods: [api], asOf: NOON, problem }));
    assert.match(namespace?.description ?? '', /^as of \d\d:00$/);
    const [pod] = inside(inside(namespace)[0]);
    assert.equal(pod?.color, 'quiet');
    assert.match(pod.description ?? '', /as of/);
  });

  it('do not show a refused permission as emptiness', () => {
    const problem = {
      kind: 'not-allowed',
      verb: 'list',
      resource: 'pods',
      namespace: 'team-a',
      message: 'forbidden',
    } as const;
    const [namespace] = namespaceRows(picture({ state: 'denied', problem }));
    assert.equal(namespace?.description, 'not visible for you');
    const [row] = inside(namespace);
    assert.match(row?.tooltip ?? '', /may not see pods in team-a/);
    assert.notEqual(row?.color, 'bad', 'a missing permission is not an emergency');
    assert.deepEqual(row?.command?.args, [[problem]], 'a click copies the request');
    assert.match(row.spoken ?? '', /may not see pods in team-a\..*Enter/);
  });

  it('do not offer a log that may not be read, and let it be asked for', () => {
    const mayNot = (): ReadonlySet<'logs'> => new Set(['logs']);
    const [namespace] = namespaceRows(picture(live(broken), { mayNot }));
    const [row] = inside(inside(namespace)[0]);
    assert.deepEqual(row?.is, ['pod', 'why', 'may-ask']);
    assert.deepEqual(
      row.problems?.map((problem) => problem.kind === 'not-allowed' && problem.resource),
      ['pods/log'],
    );
  });

  it('are of the same moment as the words above them, while a list is still being read', () => {
    let pods: NamespacePods = { state: 'live', pods: [api], complete: false };
    const changing = picture(pods, { pods: () => pods });
    const [namespace] = namespaceRows(changing);
    pods = { state: 'live', pods: [api, waiting, broken], complete: false };
    assert.equal(namespace?.description, 'loading, 1 so far');
    assert.deepEqual(labels(inside(namespace)), ['api']);
  });

  it('show a long group page by page', () => {
    const many = Array.from({ length: 250 }, (_, index) => podOf(`worker-${index}`, { owner: 'job/sweep' }));
    const rows = inside(inside(namespaceRows(picture(live(...many)))[0])[0]);
    assert.equal(rows.length, 101);
    assert.equal(rows[2]?.label, 'worker-2', 'numbers are ordered as numbers');
    assert.equal(rows[100]?.label, 'Show 100 more…');
    assert.equal(rows[100].description, '150 not shown');
    assert.deepEqual(rows[100].command?.args, ['team-a/group/job/sweep']);
  });

  it('offer the logs of a group as one, where somebody in it may have printed something', () => {
    const groupOf = (row: PodRow, changes: Partial<NamespacesPicture> = {}): ViewRow | undefined =>
      inside(namespaceRows(picture(live(row), changes))[0]).find(({ is }) => is?.includes('group') === true);
    assert.deepEqual(groupOf(api)?.logs, { namespace: 'team-a', group: { owner: 'deployment/api' } });
    assert.deepEqual(groupOf(api, { groupBy: 'status' })?.logs, {
      namespace: 'team-a',
      group: { pods: ['api-5d9c'] },
    });
    assert.equal(groupOf(api, { mayNot: () => new Set(['logs']) })?.logs, undefined);
    const starting = podOf('w-0', { owner: 'job/w', state: 'downloading', words: 'downloading its image' });
    assert.deepEqual(groupOf(starting)?.is, ['group']);
  });

  it('count how many of a group run', () => {
    const pods = [
      podOf('w-0', { owner: 'job/w' }),
      podOf('w-1', { owner: 'job/w', state: 'starting', words: 'starting · 4 s' }),
    ];
    assert.equal(inside(namespaceRows(picture(live(...pods)))[0])[0]?.description, 'job · 1 of 2 running');
  });

  it('move a failure to the finished ones after a day', () => {
    const failed = podOf('old', {
      owner: 'job/old',
      state: 'failed',
      severity: 'broken',
      words: 'failed 2 d ago · exit 1',
      since: '2026-01-13T10:00:00Z',
    });
    const [row] = inside(namespaceRows(picture(live(failed)))[0]);
    assert.equal(row?.label, 'finished');
    assert.equal(inside(row)[0]?.color, 'quiet');
  });

  it('put the namespace of the user first, and those of Kubernetes itself last', () => {
    const names = ['a-team', 'default', 'kube-system', 'team-a'];
    assert.deepEqual(labels(namespaceRows(picture(live(), { names }))), [
      'team-a',
      'a-team',
      'default',
      'kube-system',
    ]);
  });

  it('show a bare pod that needs attention once', () => {
    const [namespace] = namespaceRows(picture(live(waiting, podOf('b'))));
    assert.deepEqual(labels(inside(namespace)), ['Needs attention', 'b']);
  });

  it('offer to add a namespace when they are only guessed', () => {
    assert.deepEqual(labels(namespaceRows(picture(live(), { guessed: true }))), [
      'team-a',
      'Add a namespace…',
    ]);
  });

  it('group by state, or not at all', () => {
    const pods = live(api, podOf('b', { state: 'starting', words: 'starting · 2 s' }));
    assert.deepEqual(labels(inside(namespaceRows(picture(pods, { groupBy: 'status' }))[0])), [
      'running',
      'starting',
    ]);
    assert.deepEqual(labels(inside(namespaceRows(picture(pods, { groupBy: 'none' }))[0])), ['api-5d9c', 'b']);
  });
});
