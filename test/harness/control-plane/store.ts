import { text } from '../../../src/common/json.ts';
import type { Json } from '../../../src/common/json.ts';

/** Makes etcd forget every version but the newest of each object, as it does by itself after some minutes in a real cluster. */
export async function compactStore(etcd: string): Promise<void> {
  const found = await ask(`${etcd}/v3/kv/range`, { key: Buffer.from([0]).toString('base64') });
  const revision = text(found, 'header', 'revision');
  await ask(`${etcd}/v3/kv/compaction`, { revision, physical: true });
}

/** Source: etcd's gRPC gateway; 64-bit numbers are texts there. */
async function ask(url: string, question: object): Promise<Json> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(question) });
  if (!answer.ok) throw new Error(`etcd: ${answer.status} ${await answer.text()}`);
  return JSON.parse(await answer.text()) as Json;
}
