import assert from 'node:assert/strict';
import { Emitter } from '../../common/event.ts';
import type { Forward, ForwardOptions, ForwardState } from '../../k8s/streams/forward.ts';
import type { ForwardTarget } from '../../k8s/streams/forward-target.ts';
import type { Endpoint, InstalledTool } from '../../tools/installed-tool.ts';
import { NOON, sessionOf } from '../testing.ts';
import { addressOf, ToolConnections } from './tool-connections.ts';

const endpoint: Endpoint = {
  id: 'ui',
  title: 'UI',
  service: 'mlflow',
  port: 80,
  scheme: 'http',
  path: '/#/experiments',
  main: true,
  preferredLocalPort: 5000,
};
const tool: InstalledTool = {
  tool: 'mlflow',
  title: 'MLflow',
  name: 'mlflow',
  namespace: 'team-a',
  state: 'ready',
  readyPods: 1,
  wantedPods: 1,
  foundBy: [],
  endpoints: [endpoint],
  snippets: [],
  pods: [],
};
const signal = new AbortController().signal;

class FakeForward implements Forward {
  readonly #changed = new Emitter<void>();
  readonly target: ForwardTarget;
  readonly localPort: number;
  readonly listensOn = [];
  readonly insteadOf = undefined;
  readonly problem = undefined;
  readonly onDidChange = this.#changed.event;
  readonly bytesIn = 0;
  readonly bytesOut = 0;
  readonly since = NOON;
  readonly connections = 0;
  state: ForwardState = { state: 'ready', pod: 'mlflow-0', port: 5000 };
  isDisposed = false;

  constructor(target: ForwardTarget, localPort: number) {
    this.target = target;
    this.localPort = localPort;
  }

  get address(): string {
    return `127.0.0.1:${this.localPort}`;
  }

  become(state: ForwardState): void {
    this.state = state;
    this.#changed.fire();
  }

  dispose(): void {
    this.isDisposed = true;
  }
}

function scene(chosenPort?: number) {
  const forwards: FakeForward[] = [];
  const asked: ForwardOptions[] = [];
  const ports = new Map<string, number>();
  const connections = new ToolConnections({
    open: (_session, target, options) => {
      asked.push(options);
      const forward = new FakeForward(target, options.rememberedPort ?? options.preferredPort ?? 1);
      forwards.push(forward);
      return Promise.resolve(forward);
    },
    memory: { portOf: (id) => ports.get(id), remember: (id, port) => void ports.set(id, port) },
    chosenPort: () => chosenPort,
  });
  return { connections, forwards, asked };
}

describe('connections to tools', () => {
  it('are made once, on the port that people know the tool by', async () => {
    const { connections, forwards, asked } = scene();
    const session = sessionOf({});
    const first = await connections.connect(session, tool, endpoint, signal);
    assert.equal(await connections.connect(session, tool, endpoint, signal), first);
    assert.equal(forwards.length, 1);
    assert.deepEqual(asked, [{ preferredPort: 5000 }]);
    assert.deepEqual(forwards[0]?.target, { kind: 'service', namespace: 'team-a', name: 'mlflow', port: 80 });
    assert.equal(addressOf(first), 'http://127.0.0.1:5000/#/experiments');
  });

  it('come back on the port of the last time', async () => {
    const { connections, asked } = scene();
    const session = sessionOf({});
    const { id } = await connections.connect(session, tool, endpoint, signal);
    connections.stop(id);
    await connections.connect(session, tool, endpoint, signal);
    assert.deepEqual(asked[1], { preferredPort: 5000, rememberedPort: 5000 });
  });

  it("prefer the user's own port", async () => {
    const { connections, asked } = scene(5005);
    await connections.connect(sessionOf({}), tool, endpoint, signal);
    assert.deepEqual(asked, [{ preferredPort: 5005 }]);
  });

  it('end with the session that they go through, and when they are stopped', async () => {
    const { connections, forwards } = scene();
    const session = sessionOf({});
    await connections.connect(session, tool, endpoint, signal);
    connections.keepOnly(session);
    assert.equal(connections.all.length, 1);
    connections.keepOnly(sessionOf({}));
    assert.equal(connections.all.length, 0);
    assert.equal(forwards[0]?.isDisposed, true);
  });

  it('tell when their pod is replaced or waited for', async () => {
    const { connections, forwards } = scene();
    await connections.connect(sessionOf({}), tool, endpoint, signal);
    let told = 0;
    connections.onDidChange(() => (told += 1));
    forwards[0]?.become({ state: 'waiting-for-pod', since: NOON });
    assert.equal(connections.rows()[0]?.words, 'waiting for its pod');
    forwards[0]?.become({ state: 'pod-replaced', pod: 'b', port: 5000, before: 'a' });
    assert.equal(connections.rows()[0]?.state, 'ready');
    assert.equal(told, 2);
  });
});
