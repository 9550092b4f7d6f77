import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import type { Question } from '../k8s/session.ts';
import { missingFor, Rights } from './rights.ts';

function scene(refused: (question: Question) => boolean | undefined) {
  const events = new EventEmitter();
  let answer = refused;
  const rights = new Rights(
    {
      allowed: (question) => {
        const isRefused = answer(question);
        return Promise.resolve(isRefused === undefined ? undefined : !isRefused);
      },
    },
    (error) => assert.fail(String(error)),
  );
  rights.onDidChange(() => events.emit('change'));
  return {
    rights,
    changed: () => once(events, 'change'),
    become: (next: typeof refused) => (answer = next),
  };
}

describe('what a user may not do', () => {
  it('offers everything while the cluster has not answered, and where it cannot say', async () => {
    const { rights, changed, become } = scene(() => undefined);
    assert.equal(rights.mayNot('team-a').size, 0);
    rights.ask('team-a');
    become(({ resource }) => resource === 'pods/log');
    const next = changed();
    rights.ask('team-a');
    await next;
    assert.deepEqual([...rights.mayNot('team-a')], ['logs']);
    assert.equal(rights.mayNot('team-b').size, 0, 'one namespace says nothing about another');
    rights.dispose();
  });

  it('does not offer a connection to whoever has one of its two permissions', async () => {
    for (const verb of ['get', 'create']) {
      const { rights, changed } = scene(
        (question) => question.resource === 'pods/portforward' && question.verb === verb,
      );
      const next = changed();
      rights.ask('team-a');
      await next;
      assert.deepEqual([...rights.mayNot('team-a')], ['connect']);
      rights.dispose();
    }
  });

  it('notices when a permission is given', async () => {
    const { rights, changed, become } = scene(() => true);
    const refused = changed();
    rights.ask('team-a');
    await refused;
    assert.equal(rights.mayNot('team-a').size, 2);
    become(() => false);
    const given = changed();
    rights.askAgain();
    await given;
    assert.equal(rights.mayNot('team-a').size, 0);
    rights.dispose();
  });

  it('names all that is missing for a connection', () => {
    assert.deepEqual(
      missingFor('connect', 'team-a').map((problem) => problem.kind === 'not-allowed' && problem.verb),
      ['get', 'create'],
    );
  });
});
