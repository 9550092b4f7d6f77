import assert from 'node:assert/strict';
import { isCancelled } from '../../common/cancellation.ts';
import type { ClusterApi } from '../transport/cluster-api.ts';
import { groupLog, type GroupEvent, type GroupLogOptions, type GroupMembers } from './group-log.ts';
import type { PodChoice } from './pod-choice.ts';
import { ownRoster } from './pod-roster.ts';
import { plainApi } from './testing/plain-api.ts';
import { PodsServer } from './testing/pods-server.ts';

describe('the log of a group of pods', () => {
  let server: PodsServer;
  let api: ClusterApi;
  let stop: AbortController;

  beforeEach(async () => {
    server = new PodsServer();
    await server.start();
    api = plainApi(server.url);
    stop = new AbortController();
  });
  afterEach(async () => {
    stop.abort();
    api.dispose();
    await server.stop();
  });

  const read = (choice: PodChoice, options: Partial<GroupLogOptions> = {}): Reading =>
    new Reading(
      groupLog(
        api,
        {
          namespace: 'a',
          choice,
          containers: 'all',
          roster: ownRoster(api, 'a', {}, (error) => assert.fail(String(error))),
          log: { follow: true },
          waitForMore: true,
          ...options,
        },
        stop.signal,
      ),
    );

  it('has all containers of all pods of an owner, and of nobody else', async () => {
    server.pod({ name: 'train-0', owner: 'Job/train', containers: ['main', 'proxy'], init: ['fetch'] });
    server.pod({ name: 'train-1', owner: 'Job/train' });
    server.pod({ name: 'other', owner: 'Job/other' });
    const log = read({ by: 'owner', owner: 'job/train' });
    await log.until(() => log.texts.length === 4);
    assert.deepEqual(log.texts.sort(), ['train-0 fetch', 'train-0 main', 'train-0 proxy', 'train-1 main']);
    assert.equal(log.members?.pods, 2);
  });

  it('takes in pods that come later, when they have started', async () => {
    server.pod({ name: 'train-0', owner: 'Job/train' });
    const log = read({ by: 'owner', owner: 'job/train' });
    await log.until(() => log.texts.length === 1);
    server.pod({ name: 'train-1', owner: 'Job/train', state: 'waiting' });
    await log.until(() => log.members?.notStarted === 1);
    assert.equal(log.sources.length, 1);
    server.pod({ name: 'train-1', owner: 'Job/train' });
    await log.until(() => log.texts.length === 2);
    assert.deepEqual(log.sources, ['train-0/main', 'train-1/main']);
  });

  it('chooses by labels', async () => {
    server.pod({ name: 'a', labels: { app: 'x', tier: 'web' } });
    server.pod({ name: 'b', labels: { app: 'x', tier: 'debug' } });
    const log = read({ by: 'labels', selector: 'app in (x, y),tier!=debug' });
    await log.until(() => log.texts.length === 1);
    assert.deepEqual(log.texts, ['a main']);
  });

  it('reads 50 containers at once, says how many are left, and takes them in as others end', async () => {
    const pods = Array.from({ length: 53 }, (_, n) => ({ name: `w-${n}`, owner: 'Job/wide' }));
    for (const pod of pods) server.pod(pod);
    const log = read({ by: 'owner', owner: 'job/wide' });
    await log.until(() => log.texts.length === 50);
    assert.equal(log.members?.left, 3);
    assert.equal(server.followers, 50);
    for (const pod of pods.slice(0, 3)) server.end(pod);
    await log.until(() => log.texts.length === 53);
    assert.equal(new Set(log.texts).size, 53);
    await log.until(() => log.members?.left === 0);
  });

  it('follows the pod that took the place of a pod, and says so', async () => {
    server.pod({ name: 'api-1', owner: 'Job/api', born: 1 });
    const log = read({ by: 'pod', pod: 'api-1', owner: 'job/api' });
    await log.until(() => log.texts.length === 1);
    server.delete('api-1');
    server.pod({ name: 'api-2', owner: 'Job/api', born: 5 });
    await log.until(() => log.texts.includes('api-2 main'));
    assert.deepEqual(log.replaced, ['api-1 > api-2']);
  });

  it('does not take a worker beside it for the one that took its place', async () => {
    server.pod({
      name: 'w-1',
      owner: 'Job/w',
      born: 1,
      labels: { 'batch.kubernetes.io/job-completion-index': '1' },
    });
    const log = read({ by: 'pod', pod: 'w-1', owner: 'job/w' });
    await log.until(() => log.texts.length === 1);
    server.pod({
      name: 'w-2',
      owner: 'Job/w',
      born: 5,
      labels: { 'batch.kubernetes.io/job-completion-index': '2' },
    });
    server.end({
      name: 'w-1',
      owner: 'Job/w',
      born: 1,
      labels: { 'batch.kubernetes.io/job-completion-index': '1' },
    });
    await log.until(() => log.ended.includes('finished'));
    server.pod({
      name: 'w-1b',
      owner: 'Job/w',
      born: 9,
      labels: { 'batch.kubernetes.io/job-completion-index': '1' },
    });
    await log.until(() => log.texts.includes('w-1b main'));
    assert.deepEqual(log.replaced, ['w-1 > w-1b']);
  });

  it('ends when all is read that was asked for once', async () => {
    server.pod({ name: 'train-0', owner: 'Job/train' });
    server.pod({ name: 'train-1', owner: 'Job/train', state: 'ended' });
    const log = read({ by: 'owner', owner: 'job/train' }, { log: { follow: false } });
    await log.whole;
    assert.deepEqual(log.texts.sort(), ['train-0 main', 'train-1 main']);
  });

  it('says that there are no such pods', async () => {
    const log = read({ by: 'owner', owner: 'job/nobody' }, { log: { follow: false } });
    await log.whole;
    assert.equal(log.members?.pods, 0);
  });

  it('leaves nothing behind when its reader goes', async () => {
    for (let n = 0; n < 5; n += 1) server.pod({ name: `w-${n}`, owner: 'Job/w' });
    const log = read({ by: 'owner', owner: 'job/w' });
    await log.until(() => log.texts.length === 5);
    stop.abort();
    await assert.rejects(log.whole, isCancelled);
    await server.whenWatchers(0);
    await server.whenConnections(0);
  });
});

/** Notes what comes. */
class Reading {
  readonly texts: string[] = [];
  readonly replaced: string[] = [];
  readonly ended: string[] = [];
  sources: readonly string[] = [];
  members: GroupMembers | undefined;
  readonly whole: Promise<void>;
  #wake: (() => void) | undefined;

  constructor(log: AsyncIterable<GroupEvent>) {
    this.whole = this.#read(log);
    this.whole.catch(() => undefined);
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  async #read(log: AsyncIterable<GroupEvent>): Promise<void> {
    for await (const event of log) {
      if (event.kind === 'lines') this.texts.push(...event.lines.map(({ text }) => text));
      else if (event.kind === 'sources')
        this.sources = event.sources.map(({ pod, container }) => `${pod}/${container}`);
      else if (event.kind === 'members') this.members = event.members;
      else if (event.kind === 'replaced') this.replaced.push(`${event.from} > ${event.to}`);
      else if (event.kind === 'mark' && event.mark.kind === 'ended') this.ended.push(event.mark.end.reason);
      else if (event.kind === 'failed') throw event.error;
      this.#wake?.();
    }
  }
}
