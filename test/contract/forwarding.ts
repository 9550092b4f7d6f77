import assert from 'node:assert/strict';
import { Channels, type Answer, type ContractClient } from './client.ts';
import { podsOf, refused } from './expectations.ts';

const PROTOCOL = ['v4.channel.k8s.io'];

/** Port-forwards over WebSocket: how they open, how bytes are framed, and in which words they are refused. */
export function forwarding(client: () => ContractClient): void {
  const path = (query: string, pod = client().subject.talking) =>
    `${podsOf(client().subject.namespace)}/${pod}/portforward${query}`;
  const open = async (query: string): Promise<Channels> => {
    const answer = await client().socket(path(query), PROTOCOL);
    assert.ok(answer instanceof Channels, 'text' in answer ? answer.text : '');
    return answer;
  };
  const refusal = async (
    query: string,
    pod?: string,
    protocols = PROTOCOL,
  ): Promise<Pick<Answer, 'status' | 'text'>> => {
    const answer = await client().socket(path(query, pod), protocols);
    assert.ok(!(answer instanceof Channels));
    return answer;
  };
  const header = (port: number) => Buffer.from([port & 0xff, port >> 8]);

  describe('forwarding', () => {
    it('carries bytes both ways, each with the byte of its channel', async () => {
      const { port, path: page } = client().subject.forward;
      const channels = await open(`?ports=${port}`);
      assert.equal(channels.socket.protocol, 'v4.channel.k8s.io');
      assert.deepEqual(await channels.next(), { channel: 0, bytes: header(port) });
      assert.deepEqual(await channels.next(), { channel: 1, bytes: header(port) });
      channels.send(0, `GET ${page} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
      const { channel, bytes } = await channels.next();
      assert.equal(channel, 0);
      assert.match(bytes.toString(), /^HTTP\/1\.1 200 /);
      channels.socket.close();
      await channels.closed;
    });

    it('says on the error channel that nobody listens, and closes', async () => {
      const { closedPort } = client().subject.forward;
      const channels = await open(`?ports=${closedPort}`);
      assert.deepEqual(await channels.next(), { channel: 0, bytes: header(closedPort) });
      assert.deepEqual(await channels.next(), { channel: 1, bytes: header(closedPort) });
      const { channel, bytes } = await channels.next();
      assert.equal(channel, 1);
      assert.match(bytes.toString(), new RegExp(`^error forwarding port ${closedPort} to pod \\S+, uid : `));
      assert.equal(await channels.closed, 1000);
    });

    it('wants to be upgraded', async () => {
      refused(await client().get(path('?ports=80')), 400, 'BadRequest', 'Upgrade request required');
      refused(await client().get(path('?ports=80', 'nope')), 404, 'NotFound', 'pods "nope" not found', {
        name: 'nope',
        kind: 'pods',
      });
    });

    it('is refused before it is opened, where it cannot work', async () => {
      const { unscheduled } = client().subject;
      const status = async (answer: Promise<Pick<Answer, 'status' | 'text'>>) => {
        const { status: code, text: body } = await answer;
        return { code, message: (JSON.parse(body) as { message: string }).message };
      };
      assert.deepEqual(await status(refusal('?ports=80', 'nope')), {
        code: 404,
        message: 'pods "nope" not found',
      });
      assert.deepEqual(await status(refusal('?ports=80', unscheduled)), {
        code: 400,
        message: `pod ${unscheduled} does not have a host assigned`,
      });
      assert.deepEqual(await status(refusal('?ports=abc')), {
        code: 400,
        message: 'cannot convert to []int32: strconv.ParseUint: parsing "abc": invalid syntax',
      });
      assert.deepEqual(await refusal(''), { status: 400, text: 'query parameter "port" is required' });
      assert.deepEqual(await refusal('?ports=0'), { status: 400, text: 'port "0" must be > 0' });
      assert.equal((await refusal('?ports=80', undefined, ['nope'])).status, 403);
    });
  });
}
