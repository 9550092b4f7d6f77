import { list, record, text } from '../src/common/json.ts';
import type { Json } from '../src/common/json.ts';

export interface KeyValue {
  readonly key: string;
  readonly value: Buffer;
}

/** etcd takes 128 operations in one transaction, and 1.5 MiB. */
const AT_ONCE = 100;

/** What is in etcd, read and written past the API server, which learns of it by its own watch as of anything else. */
export class Etcd {
  readonly #address: string;

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

  async #call(what: 'range' | 'txn', body: object): Promise<Json> {
    const answer = await fetch(`${this.#address}/v3/kv/${what}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`etcd: ${what}: ${answer.status} ${await answer.text()}`);
    return record(await answer.json());
  }
}

function base64(key: string): string {
  return Buffer.from(key).toString('base64');
}
