import { answerFaults } from './faults/answer-faults.ts';
import { FaultScene } from './faults/fault-scene.ts';
import { networkFaults, plainNetworkFaults } from './faults/network-faults.ts';
import { connections, QuietClient, quietWhenHidden } from './faults/quiet.ts';
import { randomFaults } from './faults/random-faults.ts';
import { authorityFaults, certificateFaults, serverFaults, tokenFaults } from './faults/server-faults.ts';

describe('faults: a live list', function () {
  this.timeout(60_000);
  let scene: FaultScene;
  let quiet: QuietClient;
  const sceneOf = (): FaultScene => scene;

  before(async () => {
    scene = await FaultScene.set(30);
    quiet = await QuietClient.hiddenIn(scene);
  });

  after(async () => {
    scene.closeClients();
    await quiet.stop();
    await scene.clear();
  });

  describe('is equal to the real API server again after its network', () => networkFaults(sceneOf));
  describe('... after its network, where there is no HTTP/2,', () => plainNetworkFaults(sceneOf));
  describe('... after its server', () => answerFaults(sceneOf));
  describe('... after its API server', () => serverFaults(sceneOf));
  describe("... after its server's authority", () => authorityFaults(sceneOf));
  describe("... after the user's certificate", () => certificateFaults(sceneOf));
  describe("... after the user's token", () => tokenFaults(sceneOf));
  describe('... after all of it:', () => randomFaults(sceneOf));
  describe('is no burden:', () => {
    connections(sceneOf);
    quietWhenHidden(() => quiet);
  });
});
