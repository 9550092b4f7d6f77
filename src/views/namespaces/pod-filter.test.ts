import assert from 'node:assert/strict';
import { NOON, podOf } from '../testing.ts';
import { filterIdeas, podFilter } from './pod-filter.ts';

const ROWS = [
  {
    row: podOf('train-llama-0', {
      state: 'out-of-memory',
      severity: 'broken',
      words: 'out of memory (32 GiB) · 4 restarts',
      status: 'OOMKilled',
      owner: 'job/train-llama',
    }),
    labels: { 'app.kubernetes.io/name': 'train', team: 'nlp' },
  },
  { row: podOf('jupyter-ana'), labels: { 'hub.jupyter.org/username': 'ana' } },
  { row: podOf('api-1', { namespace: 'team-b', owner: 'deployment/api' }), labels: { app: 'api' } },
];

const found = (typed: string, names: readonly string[] = ['ana']): string[] => {
  const filter = podFilter(typed, names);
  return ROWS.filter(({ row, labels }) => {
    const marks = { name: row.name, labels, annotations: {} };
    return filter?.matches(row, marks, NOON) ?? true;
  }).map(({ row }) => row.name);
};

describe('a filter of pods', () => {
  for (const [typed, names] of Object.entries({
    llama: ['train-llama-0'],
    'LLAMA memory': ['train-llama-0'],
    OOMKilled: ['train-llama-0'],
    'needs attention': ['train-llama-0'],
    nlp: ['train-llama-0'],
    'name=train': ['train-llama-0'],
    'team=nlp': ['train-llama-0'],
    'team=x': [],
    running: ['jupyter-ana', 'api-1'],
    'running -api': ['jupyter-ana'],
    'team-b': ['api-1'],
    deployment: ['api-1'],
    mine: ['jupyter-ana'],
    '-mine': ['train-llama-0', 'api-1'],
    '"out of memory"': ['train-llama-0'],
    '  ': ['train-llama-0', 'jupyter-ana', 'api-1'],
    '"': ['train-llama-0', 'jupyter-ana', 'api-1'],
    '(': ['train-llama-0'],
  }))
    it(`"${typed}" finds ${names.join(', ') || 'nothing'}`, () => assert.deepEqual(found(typed), names));

  it('takes nothing for theirs when nobody knows who they are', () => {
    assert.deepEqual(found('mine', []), []);
    assert.match(filterIdeas([], [])[0]?.words ?? '', /nothing will be found/);
  });

  it('can be chosen from what there is, and each choice finds it', () => {
    const ideas = filterIdeas(
      ROWS.map(({ row }) => row),
      ['ana'],
    );
    assert.deepEqual(
      ideas.map(({ text }) => text),
      ['mine', '"out of memory"', 'running'],
    );
    for (const { text } of ideas) assert.ok(found(text).length > 0, text);
  });
});
