import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import type { Bundle } from '../../diagnostics/bundle.ts';
import type { UsageAnswer } from '../../k8s/metrics/pod-usage.ts';
import type { PodEntry } from '../../rows/pod-entry.ts';
import type { Action } from '../rights.ts';
import { bundleOf, entryOf, NOON, sessionOf, SetCollection } from '../testing.ts';
import { ExplainStory } from './explain-story.ts';
import type { StoryOptions } from './explain-story.ts';
import type { ExplainPage } from './protocol.ts';

const notOffered = (): Promise<UsageAnswer> => Promise.resolve({ state: 'not-offered' });

function scene(
  subject: { pod: string; owner?: string },
  again?: { firstMs: number; lastMs: number },
  measure: StoryOptions['measure'] = notOffered,
  owners: StoryOptions['owners'] = sessionOf({}).owners,
) {
  const pods = new SetCollection<PodEntry>();
  const gathered: string[] = [];
  const events = new EventEmitter();
  let evidence: Bundle = bundleOf();
  let now = NOON;
  let refused: ReadonlySet<Action> = new Set();
  const story = new ExplainStory({
    subject: { namespace: 'team-a', ...subject },
    pods,
    gather: (pod) => {
      gathered.push(pod.name);
      return Promise.resolve(evidence);
    },
    gathered: () => events.emit('gathered'),
    measure,
    owners,
    mayNot: () => refused,
    onError: (error) => assert.fail(String(error)),
    now: () => now,
    ...(again && { again }),
  });
  story.onDidChange(() => events.emit('change'));
  return {
    story,
    pods,
    gathered,
    page: (): ExplainPage => story.page().page,
    see: (...entries: PodEntry[]) => {
      evidence = bundleOf(...entries);
      now += 10_000;
      pods.setItems(...entries);
    },
    found: () => once(events, 'gathered'),
    refuse: (...actions: Action[]) => (refused = new Set(actions)),
  };
}

describe('the story that an Explain page tells', () => {
  it('gathers evidence when it is opened, and again when the pod changes', async () => {
    const { story, see, found, gathered, page } = scene({ pod: 'train-0' });
    const looking = story.observe();
    assert.equal(page().answer, 'Looking for it…');
    see(entryOf({ name: 'train-0', crashing: true }));
    await found();
    assert.match(page().answer, /memory/);
    see(entryOf({ name: 'train-0' }));
    await found();
    assert.equal(page().answer, 'It runs, and nothing is wrong with it.');
    assert.deepEqual(gathered, ['train-0', 'train-0']);
    looking.dispose();
    story.dispose();
  });

  it('offers no log to whoever may not read it', async () => {
    const { story, see, found, page, refuse } = scene({ pod: 'train-0' });
    const looking = story.observe();
    see(entryOf({ name: 'train-0', crashing: true }));
    await found();
    const offers = (): string[] => page().buttons.map(({ id }) => id);
    assert.deepEqual(offers(), ['report', 'logs', 'yaml']);
    refuse('logs');
    assert.deepEqual(offers(), ['report', 'yaml']);
    looking.dispose();
    story.dispose();
  });

  it('looks again at a pod that is not well and does not change: the reason may be an event', async () => {
    const { story, see, found, gathered } = scene({ pod: 'train-0' }, { firstMs: 1, lastMs: 1 });
    const looking = story.observe();
    see(entryOf({ name: 'train-0', crashing: true }));
    for (let times = 0; times < 3; times++) await found();
    looking.dispose();
    const before = gathered.length;
    await new Promise(setImmediate);
    assert.equal(gathered.length, before, 'and not once nobody looks any more');
    story.dispose();
  });

  it('does nothing while nobody looks', () => {
    const { story, pods, see, gathered } = scene({ pod: 'train-0' });
    const looking = story.observe();
    looking.dispose();
    see(entryOf({ name: 'train-0' }));
    assert.equal(pods.observers, 0);
    assert.deepEqual(gathered, []);
    story.dispose();
  });

  it('says how much of its limit a pod uses that runs, and asks for nothing once nobody looks', async () => {
    const measured: string[] = [];
    const signals: AbortSignal[] = [];
    const { story, see, page } = scene({ pod: 'train-0' }, undefined, ({ name }, signal) => {
      measured.push(name);
      signals.push(signal);
      const containers = [{ name: 'main', memory: 1024 ** 3, cpu: 0.25 }];
      return Promise.resolve({ state: 'measured', usage: { at: NOON, containers } });
    });
    const looking = story.observe();
    assert.deepEqual(measured, [], 'not before the pod is known');
    see(entryOf({ name: 'train-0' }));
    await new Promise(setImmediate);
    const about = page().sections.find(({ kind }) => kind === 'pairs');
    assert.match(JSON.stringify(about), /1 GiB memory .*0\.25 CPUs/);
    looking.dispose();
    assert.deepEqual(measured, ['train-0']);
    assert.equal(signals[0]?.aborted, true);
    story.dispose();
  });

  it('says that nothing is measured where the cluster measures nothing', async () => {
    const { story, see, page } = scene({ pod: 'train-0' });
    const looking = story.observe();
    see(entryOf({ name: 'train-0' }));
    await new Promise(setImmediate);
    assert.match(JSON.stringify(page().sections), /this cluster has no metrics server/);
    looking.dispose();
    story.dispose();
  });

  it('follows the owner when the pod is replaced, and says so', async () => {
    const { story, see, found, page } = scene({ pod: 'train-abc' });
    const looking = story.observe();
    see(entryOf({ name: 'train-abc', job: 'train', crashing: true }));
    await found();
    see(
      entryOf({ name: 'train-xyz', job: 'train', createdAt: '2026-01-15T11:59:00Z' }),
      entryOf({ name: 'other', job: 'other' }),
    );
    await found();
    assert.equal(page().title, 'train-xyz');
    assert.equal(page().note, 'train-abc was replaced by train-xyz. This is the new one.');
    assert.equal(story.subject.pod, 'train-xyz');
    looking.dispose();
    story.dispose();
  });

  it('sees that a pod of the same name is another one', async () => {
    const { story, see, found, page } = scene({ pod: 'hub-0' });
    const looking = story.observe();
    see(entryOf({ name: 'hub-0', uid: 'one' }));
    await found();
    see(entryOf({ name: 'hub-0', uid: 'two' }));
    await found();
    assert.match(page().note ?? '', /a new pod of the same name/);
    looking.dispose();
    story.dispose();
  });

  it('does not take a sibling for the successor', async () => {
    const { story, see, found, page } = scene({ pod: 'w-0' });
    const looking = story.observe();
    see(entryOf({ name: 'w-0', job: 'w' }), entryOf({ name: 'w-1', job: 'w' }));
    await found();
    see(entryOf({ name: 'w-1', job: 'w' }));
    assert.equal(page().title, 'w-0');
    assert.match(page().note ?? '', /w-0 is gone since/);
    looking.dispose();
    story.dispose();
  });

  it('says that what it shows is old while the connection is lost', async () => {
    const { story, pods, see, found, page } = scene({ pod: 'a' });
    const looking = story.observe();
    const entry = entryOf({ name: 'a' });
    see(entry);
    await found();
    pods.set({
      state: 'stale',
      items: new Map([[entry.record.uid, entry]]),
      asOf: NOON,
      problem: { kind: 'unreachable', server: 'https://k:6443', reason: 'refused', detail: '' },
    });
    assert.match(page().note ?? '', /What you see is from \d\d:00/);
    looking.dispose();
    story.dispose();
  });

  it('says what is not allowed, and that a pod is not there', () => {
    const { story, pods, see, page } = scene({ pod: 'a' });
    const looking = story.observe();
    pods.set({
      state: 'denied',
      problem: { kind: 'not-allowed', verb: 'list', resource: 'pods', namespace: 'team-a', message: 'm' },
    });
    assert.match(page().answer, /may not see pods/);
    assert.deepEqual(
      page().buttons.map(({ id }) => id),
      ['ask'],
    );
    assert.equal(story.page().actions.get('ask')?.do, 'ask');
    see(entryOf({ name: 'b' }));
    assert.match(page().answer, /no pod a/);
    looking.dispose();
    story.dispose();
  });
});
