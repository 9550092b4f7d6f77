import assert from 'node:assert/strict';
import { ClusterError } from '../../k8s/problem.ts';
import { secretOf } from './secret.ts';

const VALUE = 'pa$$ wörd\n';
const signal = new AbortController().signal;

function session(answer: unknown, asked: string[] = []): Parameters<typeof secretOf>[0] {
  return {
    api: {
      json: ({ path }: { readonly path: string }) => {
        asked.push(path);
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
    },
  };
}

async function failureOf(answer: unknown, key = 'password'): Promise<unknown> {
  const credential = { id: 'password', title: 'Password', secret: 'grafana', key };
  try {
    await secretOf(session(answer), 'team-a', credential, signal);
  } catch (error) {
    return error;
  }
  return assert.fail('a value came');
}

describe('a value of a Secret', () => {
  const data = { password: Buffer.from(VALUE).toString('base64'), other: 'b3RoZXI=' };

  it('is read when it is asked for, by one request for that one Secret', async () => {
    const asked: string[] = [];
    const credential = { id: 'password', title: 'Password', secret: 'my grafana/x', key: 'password' };
    assert.equal(await secretOf(session({ data }, asked), 'team a', credential, signal), VALUE);
    assert.deepEqual(asked, ['/api/v1/namespaces/team%20a/secrets/my%20grafana%2Fx']);
  });

  it('that is not there is named by Secret and key, without what else is in it', async () => {
    const error = await failureOf({ data }, 'admin-password');
    assert.ok(error instanceof ClusterError);
    assert.equal(error.problem.kind, 'not-found');
    assert.match(JSON.stringify(error.problem), /The secret grafana has no entry admin-password/);
    assert.doesNotMatch(`${error.stack} ${JSON.stringify(error)}`, /b3RoZXI|other|cGEk/);
  });

  it('is not taken from an answer of another shape', async () => {
    for (const answer of [{}, { data: null }, { data: { password: 7 } }, [], 'x'])
      assert.ok((await failureOf(answer)) instanceof ClusterError);
  });

  it('that may not be read is the refusal itself', async () => {
    const refused = new ClusterError({
      kind: 'not-allowed',
      verb: 'get',
      resource: 'secrets',
      namespace: 'team-a',
      message: 'no',
    });
    assert.equal(await failureOf(refused), refused);
  });
});
