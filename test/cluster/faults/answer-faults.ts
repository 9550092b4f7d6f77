import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { aroundEach } from './around-each.ts';
import type { FaultScene } from './fault-scene.ts';
import { answersWith, isWatch, type WrongAnswer } from './gateway.ts';

const GONE = { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'Expired', code: 410 };

/** Only watches are answered wrongly. */
const watchesWith =
  (wrong: WrongAnswer): WrongAnswer =>
  (request, response, pass) => {
    if (isWatch(request)) wrong(request, response, pass);
    else pass();
  };

/** Only later pages of a list are answered wrongly. */
const laterPagesWith =
  (wrong: WrongAnswer): WrongAnswer =>
  (request, response, pass) => {
    if (request.url?.includes('continue=')) wrong(request, response, pass);
    else pass();
  };

export function answerFaults(sceneOf: () => FaultScene): void {
  const at = aroundEach(sceneOf, () => ({ byGateway: true, pageSize: 10 }));

  it('was busy, and said for how long', async () => {
    const { scene, watched, equal } = at();
    let isBusy = true;
    scene.gateway.answers((request, response, pass) => {
      if (isBusy && isWatch(request)) {
        isBusy = false;
        answersWith(429, { 'retry-after': '2' })(request, response, pass);
      } else pass();
    });
    const begun = performance.now();
    scene.gateway.endWatches();
    await scene.change();
    await equal();
    assert.ok(performance.now() - begun >= 2_000, 'it was asked again before it wanted to be');
    assert.equal(watched.current.state, 'live');
  });

  for (const status of [500, 502, 503, 504]) {
    it(`answered ${status} for a while`, async () => {
      const { scene, equal } = at();
      scene.gateway.answers(answersWith(status));
      scene.gateway.endWatches();
      await scene.change();
      await scene.controlPlane.waitFor('two tries', () => (scene.gateway.given >= 2 ? true : undefined));
      scene.gateway.answersRightly();
      await equal();
    });
  }

  it('ended every watch', async () => {
    const { scene, equal } = at();
    for (let times = 0; times < 3; times += 1) {
      scene.gateway.endWatches();
      await scene.change();
      await equal();
    }
  });

  it('ended every watch at once, for a while', async () => {
    const { scene, equal } = at();
    const { requests } = scene.gateway;
    scene.gateway.answers(watchesWith((_, response) => void response.writeHead(200).end()));
    scene.gateway.endWatches();
    await scene.change();
    await wait(2_000);
    assert.ok(scene.gateway.requests - requests < 15, 'it is not asked as fast as it answers');
    scene.gateway.answersRightly();
    await equal();
  });

  it('had forgotten the place of a watch, and said so by its status', async () => {
    const { scene, equal } = at();
    scene.gateway.answers(watchesWith(answersWith(410, {}, 'too old resource version')), 1);
    scene.gateway.endWatches();
    await scene.change();
    await equal();
  });

  it('had forgotten the place of a watch, and said so in the watch', async () => {
    const { scene, equal } = at();
    scene.gateway.tellWatches(JSON.stringify({ type: 'ERROR', object: GONE }));
    await scene.change();
    await equal();
  });

  it('had forgotten a list between two of its pages', async () => {
    const { scene, watched, equal } = at();
    scene.gateway.answers(
      laterPagesWith(answersWith(410, {}, 'the provided continue parameter is too old')),
      3,
    );
    watched.collection.refresh();
    await scene.change();
    await equal();
    assert.ok(scene.gateway.given > 0);
  });

  it('sent what is no chunk of HTTP in a watch', async () => {
    const { scene, equal } = at();
    scene.gateway.spoilWatches();
    await scene.change();
    await equal();
  });

  it('sent what is no JSON in a watch', async () => {
    const { scene, equal } = at();
    scene.gateway.tellWatches('{"type":"ADDED","object":{"metadata":');
    await scene.change();
    await equal();
  });

  it('broke off in the middle of a list', async () => {
    const { scene, watched, equal } = at();
    const breaksOff: WrongAnswer = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(
        '{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[{"metadata":',
      );
      setImmediate(() => response.destroy());
    };
    scene.gateway.answers(breaksOff, 2);
    watched.collection.refresh();
    await scene.change();
    await equal();
  });

  it('took a second for every answer', async () => {
    const { scene, watched, equal } = at();
    scene.gateway.answers((_request, _response, pass) => void setTimeout(pass, 1_000));
    scene.gateway.endWatches();
    watched.collection.refresh();
    await scene.change();
    await equal();
  });
}
