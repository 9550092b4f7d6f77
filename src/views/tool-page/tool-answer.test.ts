import assert from 'node:assert/strict';
import type { InstalledTool } from '../../tools/installed-tool.ts';
import { NOON, podOf } from '../testing.ts';
import { toolPage, type ToolPicture } from './tool-page.ts';

const hub: InstalledTool = {
  tool: 'jupyterhub',
  title: 'JupyterHub',
  about: 'Gives every member of the team a notebook server of their own.',
  name: 'jupyterhub',
  namespace: 'team-a',
  state: 'ready',
  readyPods: 2,
  wantedPods: 2,
  foundBy: [],
  endpoints: [
    {
      id: 'ui',
      title: 'JupyterHub',
      service: 'proxy-public',
      port: 80,
      scheme: 'http',
      path: '/hub/home',
      main: true,
    },
  ],
  snippets: [],
  pods: ['hub-0', 'proxy-0'],
};

function pageOf(tool: InstalledTool, more: Partial<ToolPicture> = {}) {
  return toolPage({
    now: NOON,
    tool,
    pods: [],
    connections: new Map(),
    portOf: ({ port }) => port,
    mayNot: new Set(),
    ...more,
  }).page;
}

describe('the answer on the page of a tool', () => {
  it('offers to open what is ready', () => {
    const page = pageOf(hub);
    assert.equal(page.answer, 'Ready to be opened');
    assert.deepEqual(
      page.actions.map(({ label }) => label),
      ['Open JupyterHub', 'Copy address'],
    );
  });

  it('says which part was switched off, whatever else is the matter, and offers nothing that cannot work', () => {
    const off = {
      state: 'down',
      readyPods: 1,
      wantedPods: 1,
      missing: { part: 'hub', wantedPods: 0 },
    } as const;
    const ailing = podOf('proxy-0', { words: 'keeps crashing · 3 restarts', severity: 'broken' });
    for (const more of [{}, { ailing }]) {
      const page = pageOf({ ...hub, ...off }, more);
      assert.equal(page.answer, 'It cannot be used now: hub is switched off');
      assert.match(page.why, /can switch it on again/);
      assert.equal(
        page.actions.some(({ id }) => id === 'open'),
        false,
      );
    }
  });

  it('says that it is starting, and can be opened meanwhile: that waits until it answers', () => {
    const down = { ...hub, state: 'down', readyPods: 1, missing: { part: 'hub', wantedPods: 1 } } as const;
    const page = pageOf(down, { pods: [podOf('hub-0', { state: 'starting', words: 'starting · 40 s' })] });
    assert.deepEqual([page.answer, page.dot], ['It is starting · 40 s', 'busy']);
    assert.equal(page.actions[0]?.id, 'open');
  });

  it('says what is the matter with the pod that keeps it down', () => {
    const down = { ...hub, state: 'down', readyPods: 1, missing: { part: 'hub', wantedPods: 1 } } as const;
    assert.equal(pageOf(down).answer, 'It cannot be used now: hub is not ready');
    const ailing = podOf('hub-0', { words: 'keeps crashing · 14 restarts', severity: 'broken' });
    assert.equal(pageOf(down, { ailing }).answer, 'hub-0: keeps crashing · 14 restarts');
  });
});
