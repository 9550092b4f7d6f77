import assert from 'node:assert/strict';
import { cronWords } from './cron-words.ts';
import { nextRuns, parseCron } from './cron.ts';
import { imageWords, parseImage } from './image-reference.ts';
import { modeWords } from './mode-words.ts';
import { exactDuration, goDuration } from './numbers.ts';
import { neighbourWords, spreadWords, taintWords, tolerationWords } from './placement-words.ts';
import { probeWords } from './probe-words.ts';
import { isNoQuantity, quantityWords, ownMemoryWords } from './quantity-words.ts';
import { ruleWords } from './rule-words.ts';
import { selectorWords } from './selector-words.ts';
import { UNKNOWN } from '../field.ts';
import { valueWords } from './value-words.ts';

const NOW = new Date('2026-11-25T05:00:00Z');
const plain = (words: string | undefined): string | undefined => words?.replaceAll('\u202f', ' ');
const utc = (line: string, after = NOW, zone = 'UTC'): readonly string[] => {
  const cron = parseCron(line);
  return cron === undefined
    ? []
    : nextRuns(cron, after, zone, 3).map((time) => new Date(time).toISOString().slice(0, 16));
};

describe('values in plain words', () => {
  it('says amounts, and that 2G is less than 2Gi', () => {
    assert.equal(quantityWords('cpu', '1500m'), 'one and a half CPUs');
    assert.equal(quantityWords('cpu', 0.5), 'half a CPU');
    assert.equal(quantityWords('cpu', 4), '4 CPUs');
    assert.equal(plain(quantityWords('memory', '2Gi')), '2 GiB');
    assert.equal(
      plain(quantityWords('memory', '2G')),
      '2 000 000 000 bytes, which is 1.86 GiB. "2Gi" would be more: 2 147 483 648 bytes.',
    );
    assert.match(quantityWords('memory', '500m') ?? '', /thousandth/);
    assert.equal(quantityWords('requests.nvidia.com/gpu', '8'), '8 GPUs');
    for (const refused of ['4GB', '2 Gi', '1K', '', 'x']) {
      assert.equal(quantityWords('memory', refused), undefined, refused);
      assert.ok(isNoQuantity(refused));
    }
  });

  it('says memory as JupyterHub and Spark read it', () => {
    for (const [written, said] of [
      ['1G', '1 GiB'],
      ['512m', '512 MiB'],
      ['4g', '4 GiB'],
      ['1.5G', '1.5 GiB'],
      ['2gb', '2 GiB'],
    ] as const)
      assert.equal(ownMemoryWords(written), said, written);
    assert.match(ownMemoryWords('1Gi') ?? '', /not understood here: write "1G"/);
    assert.equal(ownMemoryWords('much'), undefined);
    assert.equal(ownMemoryWords(1073741824), undefined);
  });

  it('says lengths of time exactly', () => {
    assert.equal(exactDuration(3600), '1 hour');
    assert.equal(exactDuration(93784), '1 day 2 hours 3 minutes 4 seconds');
    assert.equal(goDuration('1h30m'), 5400);
    assert.equal(goDuration('1 hour'), undefined);
  });

  it('finds the next runs of a cron line', () => {
    assert.deepEqual(utc('*/15 * * * *'), ['2026-11-25T05:15', '2026-11-25T05:30', '2026-11-25T05:45']);
    assert.deepEqual(utc('0 7 * * 1-5', new Date('2026-11-27T08:00:00Z')), [
      '2026-11-30T07:00',
      '2026-12-01T07:00',
      '2026-12-02T07:00',
    ]);
    assert.deepEqual(utc('0 0 29 2 *').slice(0, 1), ['2028-02-29T00:00']);
    assert.deepEqual(utc('0 0 31 2 *'), []);
  });

  it('takes either of day and weekday when both are chosen, as cron does', () => {
    assert.deepEqual(utc('0 0 1 * 1'), ['2026-11-30T00:00', '2026-12-01T00:00', '2026-12-07T00:00']);
  });

  it('leaves out an hour that the change to summer time leaves out', () => {
    const runs = utc('30 2 * * *', new Date('2027-03-27T12:00:00Z'), 'Europe/Berlin');
    assert.deepEqual(runs, ['2027-03-29T00:30', '2027-03-30T00:30', '2027-03-31T00:30']);
  });

  it('says a cron line, and no times where the zone is not known', () => {
    assert.equal(cronWords('*/15 * * * *', 'unknown', NOW), 'Every 15 minutes');
    assert.equal(cronWords('0 7 * * 1-5', 'unknown', NOW), 'At 07:00, Monday to Friday');
    assert.equal(cronWords('30 6 * * *', { zone: 'Nowhere/City' }, NOW), 'At 06:30, every day');
    assert.match(
      cronWords('30 6 * * *', 'cluster', NOW, 'UTC') ?? '',
      /If the clock of the cluster is UTC, .*06:30/,
    );
    for (const refused of [
      '',
      '* * * *',
      '60 * * * *',
      '0 0 * * 7',
      '*/0 * * * *',
      '5-1 * * * *',
      '@every 5m',
    ])
      assert.equal(cronWords(refused, 'cluster', NOW), undefined, refused);
  });

  it('takes image references apart', () => {
    assert.deepEqual(parseImage('pytorch/pytorch:2.4.0'), {
      registry: 'docker.io',
      repository: 'pytorch/pytorch',
      tag: '2.4.0',
    });
    assert.deepEqual(parseImage('localhost:5000/a/b'), { registry: 'localhost:5000', repository: 'a/b' });
    assert.equal(imageWords('python:3.11'), 'python from Docker Hub, tag 3.11');
    assert.match(imageWords('ghcr.io/dask/dask') ?? '', /without a tag/);
    for (const none of ['Python:3', 'a b', '', 'x:', 'x@sha256:1'])
      assert.equal(parseImage(none), undefined, none);
  });

  it('says file modes', () => {
    assert.equal(modeWords(420), '0644: the owner may read and write, the group may read, others may read');
    assert.equal(modeWords(644), undefined);
  });

  it('says permissions, and nothing of a rule that is not whole', () => {
    const rule = { apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list', 'watch'] };
    assert.equal(ruleWords(rule), 'May see and follow pods and logs of pods.');
    assert.equal(ruleWords({ ...rule, verbs: UNKNOWN }), undefined);
    assert.equal(ruleWords({ ...rule, apiGroups: [] }), undefined);
  });

  it('says where something runs', () => {
    assert.equal(
      tolerationWords({ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }),
      'May run on machines that are reserved with nvidia.com/gpu (any value), effect NoSchedule.',
    );
    assert.equal(tolerationWords({ key: UNKNOWN, operator: 'Exists' }), undefined);
    assert.match(taintWords({ key: 'hub', value: 'user', effect: 'NoExecute' }) ?? '', /hub=user/);
    const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'x' } } };
    assert.equal(neighbourWords(term, true), 'Not on the same machine as copies with app=x.');
    assert.match(spreadWords({ ...term, maxSkew: 1 }) ?? '', /otherwise a copy waits/);
    assert.equal(
      selectorWords({ matchExpressions: [{ key: 'a', operator: 'In', values: ['b', 'c'] }] }),
      'a one of b and c',
    );
  });

  it('says when a health check gives up', () => {
    assert.equal(
      probeWords('livenessProbe', { initialDelaySeconds: 30 }),
      'Checked every 10 s, first 30 s after the start. Restarted after 3 failures in a row, which is about 30 s.',
    );
    assert.match(probeWords('startupProbe', { failureThreshold: 30 }) ?? '', /about 300 s/);
    assert.equal(probeWords('livenessProbe', { periodSeconds: UNKNOWN }), undefined);
  });

  it('says nothing of a value that a template fills in', () => {
    const field = {
      document: { sort: 'object', apiVersion: 'batch/v1', kind: 'CronJob' },
      path: ['spec', 'schedule'],
      root: { spec: { schedule: UNKNOWN } },
    } as const;
    assert.equal(valueWords(field, { name: 'schedule', key: 'CronJobSpec.schedule' }, NOW), undefined);
  });
});
