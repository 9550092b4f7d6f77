import assert from 'node:assert/strict';
import type { NotSeen } from '../../diagnostics/bundle.ts';
import { gapRows, refusedHere } from './gap-rows.ts';

const gap = (
  what: string,
  namespace: string | undefined,
  reason: NotSeen['reason'] = 'not-allowed',
): NotSeen => ({
  what,
  reason,
  ...(namespace !== undefined && { namespace }),
});

describe('what an Explain page could not look at', () => {
  it('is said once, in words, with the word of Kubernetes beside them', () => {
    assert.deepEqual(
      gapRows([
        gap('namespaces', undefined),
        gap('logs', 'team-a'),
        gap('logs', 'team-a'),
        gap('events', 'team-a', 'failed'),
      ]),
      [
        { name: 'What it printed (logs)', value: 'not visible for you' },
        { name: 'What the cluster did with it (events)', value: 'could not be read' },
        { name: 'Rules of the namespace (namespaces)', value: 'not visible for you' },
      ],
    );
  });
  it('is no gap where the cluster answered that there is nothing', () => {
    assert.deepEqual(gapRows([gap('configmaps', 'team-a', 'not-there')]), []);
  });
  it('is asked for, as far as it may tell something', () => {
    const asked = refusedHere(
      [
        gap('logs', 'team-a'),
        gap('events', 'team-a'),
        gap('events', 'default'),
        gap('nodes', undefined),
        gap('namespaces', undefined),
        gap('quotas', 'team-a', 'failed'),
        gap('RayCluster', undefined),
      ],
      'team-a',
    );
    assert.deepEqual(
      asked.map(
        (problem) => problem.kind === 'not-allowed' && [problem.verb, problem.resource, problem.namespace],
      ),
      [
        ['get', 'pods/log', 'team-a'],
        ['list', 'events', 'team-a'],
        ['list', 'nodes', undefined],
      ],
    );
  });
  it('never asks for Secrets: who may see that one is there may see what is in it', () => {
    assert.deepEqual(refusedHere([gap('secrets', 'team-a')], 'team-a'), []);
  });
});
