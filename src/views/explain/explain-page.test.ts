import assert from 'node:assert/strict';
import type { Diagnosis, Finding } from '../../diagnostics/finding.ts';
import { podRecord } from '../../k8s/model/pod.ts';
import { NOON, podOf } from '../testing.ts';
import { aboutPod } from './about-pod.ts';
import { explainPage } from './explain-page.ts';
import type { ExplainPicture, MadePage } from './explain-page.ts';
import { fromPage } from '../page-messages.ts';
import { toPage } from './protocol.ts';
import type { Section } from './protocol.ts';

const subject = { kind: 'Pod', namespace: 'team-a', name: 'train-0' };
const killed: Finding = {
  cause: 'oom-killed',
  subject: { ...subject, container: 'main' },
  severity: 'broken',
  confidence: 'certain',
  title: 'Your training process used more than its 32 GiB of memory and was stopped.',
  why: 'It has happened 4 times.',
  short: 'out of memory (32 GiB)',
  actions: [
    { text: 'Ask for more memory.', who: 'you', patch: 'resources: {limits: {memory: 48Gi}}' },
    { text: 'Raise the quota.', who: 'platform-team' },
  ],
  evidence: [
    { text: 'OOMKilled, exit code 137', from: { ...subject, path: 'status.containerStatuses[0].lastState' } },
    { text: 'Killed', from: { ...subject, path: 'log', container: 'main', line: 1204 } },
  ],
};
const diagnosis: Diagnosis = {
  takenAt: '2026-01-15T12:00:00Z',
  subject,
  findings: [killed],
  alsoSeen: [{ text: 'Readiness check failed twice', why: 'it was still starting' }],
  notSeen: ['events (not allowed)'],
  timeline: [{ at: NOON - 60_000, text: 'image downloaded', tookSeconds: 51, trouble: false }],
  files: [{ path: '/data', where: 'home-ana', kept: true, note: '9.1 of 10 GiB' }],
};
const row = podOf('train-0', {
  owner: 'job/train',
  state: 'out-of-memory',
  severity: 'broken',
  restarts: 4,
  status: 'CrashLoopBackOff',
  words: 'out of memory (32 GiB) · 4 restarts',
});
const made = (changes: Partial<ExplainPicture> = {}): MadePage =>
  explainPage({
    now: NOON,
    row,
    diagnosis,
    looking: false,
    note: undefined,
    about: [],
    charts: [],
    hasLogs: true,
    siblings: 1,
    gaps: [{ what: 'events', namespace: 'team-a', reason: 'not-allowed' }],
    ...changes,
  });
const section = (page: MadePage, heading: string): Section | undefined =>
  page.page.sections.find((candidate) => candidate.heading === heading);

describe('the Explain page', () => {
  it('has the answer first, then what to do, the proof, the story, the files and the red herrings', () => {
    const { page } = made();
    assert.equal(page.answer, killed.title);
    assert.equal(page.where, 'team-a · job train · 4 restarts');
    assert.equal(page.dot, 'bad');
    assert.deepEqual(
      page.sections.map(({ heading }) => heading),
      [
        'What you can do',
        'How we know',
        'What happened',
        'Your files',
        'Also seen, not the cause',
        'Could not be looked at',
        'About this pod',
      ],
    );
  });

  it('lets what it could not look at be asked for', () => {
    const page = made();
    const gaps = section(page, 'Could not be looked at');
    assert.ok(gaps?.kind === 'pairs');
    assert.deepEqual(gaps.pairs, [
      { name: 'What the cluster did with it (events)', value: 'not visible for you' },
    ]);
    const action = page.actions.get(gaps.link?.id ?? '');
    assert.ok(action?.do === 'ask');
    assert.deepEqual(
      action.problems.map((problem) => problem.kind === 'not-allowed' && problem.resource),
      ['events'],
    );
  });

  it('lets a patch be copied and a quoted log line be opened', () => {
    const page = made();
    const steps = section(page, 'What you can do');
    assert.ok(steps?.kind === 'steps');
    assert.deepEqual(page.actions.get(steps.steps[0]?.links[0]?.id ?? ''), {
      do: 'copy',
      text: 'resources: {limits: {memory: 48Gi}}',
    });
    assert.match(steps.steps[1]?.who ?? '', /platform team/);
    const proof = section(page, 'How we know');
    assert.ok(proof?.kind === 'quotes');
    assert.equal(proof.aside, 'certain');
    assert.deepEqual(page.actions.get(proof.quotes[1]?.link?.id ?? ''), { do: 'logs', container: 'main' });
  });

  it('has an action for every link that it shows, and no two of one id', () => {
    const page = made();
    const ids = JSON.stringify(page.page).match(/(?<="id":")[^"]+/g) ?? [];
    assert.deepEqual([...new Set(ids)].sort(), [...page.actions.keys()].sort());
    assert.equal(new Set(ids).size, ids.length);
  });

  it('says of a healthy pod that it is well', () => {
    const { page } = made({ row: podOf('api'), diagnosis: { ...diagnosis, findings: [] } });
    assert.equal(page.answer, 'It runs, and nothing is wrong with it.');
    assert.equal(page.dot, 'good');
    assert.equal(page.buttons[0]?.label, 'Logs');
  });

  it('does not pretend to know', () => {
    assert.equal(made({ diagnosis: undefined }).page.answer, 'Looking into it…');
    assert.match(made({ diagnosis: { ...diagnosis, findings: [] } }).page.answer, /does not know why/);
  });

  it('offers no log where there is none', () => {
    const page = made({ hasLogs: false });
    assert.ok(![...page.actions.values()].some((action) => action.do === 'logs'));
  });
});

describe('about a pod', () => {
  it('says what it may use in plain words', () => {
    const pod = podRecord({
      metadata: { name: 'x', namespace: 'team-a' },
      spec: {
        nodeName: 'node-1',
        containers: [
          {
            name: 'main',
            image: 'img:1',
            resources: { limits: { cpu: '2', memory: '32Gi', 'nvidia.com/gpu': '1' } },
          },
        ],
      },
      status: { startTime: '2026-01-15T11:00:00Z' },
    });
    assert.deepEqual(aboutPod(pod, NOON), [
      { name: 'Started', value: '60 min ago' },
      { name: 'Machine', value: 'node-1' },
      { name: 'Image', value: 'img:1' },
      { name: 'May use', value: '2 CPUs, 32 GiB memory, 1 GPU' },
      { name: 'Is promised', value: 'nothing: others come first' },
    ]);
  });

  it('offers the logs of all pods of its owner, where there are others', () => {
    const labels = (siblings: number): readonly string[] =>
      made({ siblings }).page.buttons.map(({ label }) => label);
    assert.ok(labels(4).includes('Logs of all 4 pods of train'));
    assert.ok(!labels(1).some((label) => label.startsWith('Logs of all')));
    assert.deepEqual(made({ siblings: 4 }).actions.get('group-logs'), {
      do: 'group-logs',
      owner: 'job/train',
    });
  });
});

describe('messages between the Explain page and the extension', () => {
  it('are taken only in their form', () => {
    assert.deepEqual(fromPage({ type: 'use', link: 'logs', extra: 1 }), { type: 'use', link: 'logs' });
    for (const bad of [
      undefined,
      null,
      'ready',
      3,
      {},
      { type: 'use' },
      { type: 'use', link: 7 },
      { type: 'run', command: 'x' },
    ])
      assert.equal(fromPage(bad), undefined);
    assert.equal(toPage({ type: 'show', page: {} }), undefined);
    assert.ok(toPage({ type: 'show', page: made().page, subject }));
  });
});
