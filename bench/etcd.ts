import { Agent, request } from 'node:http';
import { list, text } from '../src/common/json.ts';
import type { Json } from '../src/common/json.ts';

export interface KeyValue {
  readonly key: string;
  readonly value: Buffer;
}

/** etcd takes 128 operations in one transaction, and 1.5 MiB. */
const AT_ONCE = 100;
const CONNECTIONS = 8;

/** What is in etcd, read and written past the API server, which learns of it by its own watch as of anything else. */
export class Etcd {
  readonly #address: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

  constructor(address: string) {
    this.#address = address;
  }

  async get(key: string): Promise<Buffer> {
    const answer = await this.#call('range', { key: base64(key) });
    const value = text(list(answer, 'kvs')[0], 'value');
    if (value === undefined) throw new Error(`etcd has no ${key}`);
    return Buffer.from(value, 'base64');
  }

  async put(entries: readonly KeyValue[]): Promise<void> {
    for (let from = 0; from < entries.length; from += AT_ONCE) {
      const success = entries.slice(from, from + AT_ONCE).map(({ key, value }) => ({
        requestPut: { key: base64(key), value: value.toString('base64') },
      }));
      await this.#call('txn', { success });
    }
  }

  /** The same, each by itself: a transaction has one revision, and a watch that begins in the middle of one would miss the rest. */
  async putOneByOne(entries: readonly KeyValue[]): Promise<void> {
    await Promise.all(
      entries.map(({ key, value }) =>
        this.#call('put', { key: base64(key), value: value.toString('base64') }),
      ),
    );
  }

  close(): void {
    this.#agent.destroy();
  }

  /** `fetch` would take as much processor time as etcd does. */
  #call(what: 'range' | 'txn' | 'put', body: object): Promise<Json> {
    return new Promise((resolve, reject) => {
      const asked = request(
        `${this.#address}/v3/kv/${what}`,
        { method: 'POST', agent: this.#agent },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.once('error', reject);
          answer.once('end', () => {
            const said = Buffer.concat(parts).toString('utf8');
            if (answer.statusCode === 200) resolve(JSON.parse(said) as Json);
            else reject(new Error(`etcd: ${what}: ${answer.statusCode ?? '?'} ${said}`));
          });
        },
      );
      asked.once('error', reject);
      asked.end(JSON.stringify(body));
    });
  }
}

function base64(key: string): string {
  return Buffer.from(key).toString('base64');
}
