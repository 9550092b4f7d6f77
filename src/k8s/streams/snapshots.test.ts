import assert from 'node:assert/strict';
import { CancelledError, isCancelled } from '../../common/cancellation.ts';
import { text } from '../../common/json.ts';
import { ApiDouble } from '../live/testing/api-double.ts';
import { PlainApi } from '../live/testing/plain-api.ts';
import type { ApiRequest } from '../transport/cluster-api.ts';
import { snapshots, type Snapshot } from './snapshots.ts';

const PODS = '/api/v1/namespaces/team-a/pods';

/** Its first request is cancelled by somebody else, as when a sign-in that several wait for is given up. */
class InterruptedApi extends PlainApi {
  #isInterrupted = false;
  override json(request: ApiRequest, signal: AbortSignal): Promise<unknown> {
    if (this.#isInterrupted) return super.json(request, signal);
    this.#isInterrupted = true;
    return Promise.reject(new CancelledError());
  }
}

describe('snapshots of a few objects', () => {
  let double: ApiDouble;
  let api: PlainApi | undefined;
  let stop: AbortController;

  beforeEach(async () => {
    double = await ApiDouble.start();
    stop = new AbortController();
    double.put(PODS, { metadata: { name: 'api-1', namespace: 'team-a' } });
  });
  afterEach(async () => {
    stop.abort();
    api?.dispose();
    await double.stop();
  });

  const names = (snapshot: Snapshot): readonly (string | undefined)[] =>
    snapshot.state === 'known' ? snapshot.objects.map((pod) => text(pod, 'metadata', 'name')) : [];

  it('go on when somebody else cancels what they wait for', async () => {
    api = new InterruptedApi(double.url);
    for await (const snapshot of snapshots(api, { path: PODS }, stop.signal)) {
      assert.deepEqual(names(snapshot), ['api-1']);
      break;
    }
  });

  it('come after each change, and end with their signal', async () => {
    const plain = (api = new PlainApi(double.url));
    const another = double
      .nextWatch()
      .then(() => double.put(PODS, { metadata: { name: 'api-2', namespace: 'team-a' } }));
    const seen: (readonly (string | undefined)[])[] = [];
    const reading = (async () => {
      for await (const snapshot of snapshots(plain, { path: PODS }, stop.signal)) {
        seen.push(names(snapshot));
        if (seen.length > 1) stop.abort();
      }
    })();
    await assert.rejects(reading, isCancelled);
    await another;
    assert.deepEqual(seen, [['api-1'], ['api-1', 'api-2']]);
  });
});
