import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { get } from 'node:http';
import { connect, type Socket } from 'node:net';

const BLOCK = 64 * 1024;

/** What a forward leads to, or kubectl's. */
export interface Door {
  readonly localPort: number;
}

/** One request on a connection of its own, and its whole answer. */
export function page({ localPort }: Door, path = '/'): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: localPort, agent: false, path }, (answer) => {
      let text = '';
      answer.on('data', (bytes: Buffer) => (text += bytes.toString()));
      answer.on('end', () => resolve(text));
      answer.on('error', reject);
    }).on('error', reject);
  });
}

/** What was sent and what came, by their checksums. */
export interface Sums {
  readonly sent: string;
  readonly came: string;
}

/** Both ways at once, through one connection to the port that sends everything back. */
export async function echo({ localPort }: Door, bytes: number): Promise<Sums> {
  const client = connect(localPort, '127.0.0.1');
  const came = createHash('sha256');
  let received = 0;
  const whole = new Promise<void>((resolve, reject) => {
    client.on('error', reject);
    client.on('close', () => reject(new Error(`closed after ${received} of ${bytes} bytes`)));
    client.on('data', (part) => {
      received += part.length;
      came.update(part);
      if (received >= bytes) resolve();
    });
  });
  const [sent] = await Promise.all([send(client, bytes), whole]);
  client.destroy();
  return { sent, came: came.digest('hex') };
}

/** Down: what the program says that it sent, and what came. */
export async function poured({ localPort }: Door, bytes: number): Promise<Sums> {
  const client = connect({ port: localPort, host: '127.0.0.1' });
  client.write(`${bytes} sum\n`);
  const hash = createHash('sha256');
  let received = 0;
  let sum = '';
  client.on('data', (part) => {
    const content = part.subarray(0, Math.max(0, bytes - received));
    received += content.length;
    hash.update(content);
    sum += part.toString('latin1', content.length);
  });
  await once(client, 'end');
  client.destroy();
  return { sent: sum, came: hash.digest('hex') };
}

/** Up: what was sent, and what the program says has come. */
export async function swallowed({ localPort }: Door, bytes: number): Promise<Sums> {
  const client = connect(localPort, '127.0.0.1');
  let came = '';
  client.on('data', (part) => (came += part.toString('latin1')));
  const end = once(client, 'end');
  client.write(`${bytes} sum\n`);
  const sent = await send(client, bytes);
  await end;
  client.destroy();
  return { sent, came };
}

/** Random bytes with a number in each block, so that no two blocks are the same; answers their checksum. */
async function send(client: Socket, bytes: number): Promise<string> {
  const hash = createHash('sha256');
  const random = randomBytes(BLOCK);
  for (let sent = 0; sent < bytes;) {
    const block = Buffer.from(random.subarray(0, bytes - sent));
    if (block.length >= 8) block.writeDoubleBE(sent);
    hash.update(block);
    sent += block.length;
    if (!client.write(block)) await once(client, 'drain');
  }
  return hash.digest('hex');
}
