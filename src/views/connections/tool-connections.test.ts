import assert from 'node:assert/strict';
import type { Memento } from 'vscode';
import { Emitter } from '../../common/event.ts';
import type { Forward, ForwardOptions, ForwardState } from '../../k8s/streams/forward.ts';
import { ForwardError, type ForwardProblem } from '../../k8s/streams/forward-problem.ts';
import type { ForwardTarget } from '../../k8s/streams/forward-target.ts';
import type { Endpoint, InstalledTool } from '../../tools/installed-tool.ts';
import { NOON, sessionOf } from '../testing.ts';
import { connectionMemory } from './connection-memory.ts';
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

function memento(): Memento {
  const kept = new Map<string, string>();
  return {
    keys: () => [...kept.keys()],
    get: <T>(key: string, otherwise?: T) => {
      const found = kept.get(key);
      return found === undefined ? otherwise : (JSON.parse(found) as T);
    },
    update: (key, value) => {
      kept.set(key, JSON.stringify(value));
      return Promise.resolve();
    },
  };
}

/** `refuse` answers why a forward cannot be opened, if it cannot. */
function scene(
  chosenPort?: number,
  window = memento(),
  refuse: (options: ForwardOptions) => ForwardProblem | undefined = () => undefined,
) {
  const forwards: FakeForward[] = [];
  const asked: ForwardOptions[] = [];
  const ports = new Map<string, number>();
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void errors.push(error);
  const connections = new ToolConnections({
    open: (_session, target, options) => {
      asked.push(options);
      const problem = refuse(options);
      if (problem) return Promise.reject(new ForwardError(problem));
      const forward = new FakeForward(target, options.rememberedPort ?? options.preferredPort ?? 1);
      forwards.push(forward);
      return Promise.resolve(forward);
    },
    memory: { portOf: (id) => ports.get(id), remember: (id, port) => void ports.set(id, port) },
    chosenPort: () => chosenPort,
    window: connectionMemory(window, onError),
    onError,
  });
  return { connections, forwards, asked, errors };
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

  describe('after the window was loaded anew', () => {
    async function connectedBefore(): Promise<Memento> {
      const window = memento();
      const { connections } = scene(5005, window);
      await connections.connect(sessionOf({}), tool, endpoint, signal);
      connections.dispose();
      return window;
    }
    const rows = (connections: ToolConnections): Promise<void> =>
      new Promise((resolve) => {
        const told = connections.onDidChange(() => {
          told.dispose();
          resolve();
        });
      });

    it('are there again, on the same port', async () => {
      const { connections, asked, forwards } = scene(undefined, await connectedBefore());
      const there = rows(connections);
      connections.follow(sessionOf({}));
      await there;
      assert.deepEqual(asked, [{ preferredPort: 5005, strict: true }]);
      assert.deepEqual(forwards[0]?.target, {
        kind: 'service',
        namespace: 'team-a',
        name: 'mlflow',
        port: 80,
      });
      const [row] = connections.rows();
      assert.deepEqual([row?.title, row?.port, row?.tool.name], ['MLflow', 5005, 'mlflow']);
    });

    it('wait for the port that the window as it was still holds', async () => {
      let tries = 0;
      const { connections, asked } = scene(undefined, await connectedBefore(), () =>
        (tries += 1) < 3 ? { kind: 'local-port-taken', port: 5005, reason: 'busy' } : undefined,
      );
      const there = rows(connections);
      connections.follow(sessionOf({}));
      await there;
      assert.equal(asked.length, 3);
      assert.ok(asked.every(({ strict }) => strict));
    });

    it('do not come back when the user has stopped them', async () => {
      const window = memento();
      const before = scene(undefined, window);
      const { id } = await before.connections.connect(sessionOf({}), tool, endpoint, signal);
      before.connections.stop(id);
      const { connections, asked } = scene(undefined, window);
      connections.follow(sessionOf({}));
      assert.deepEqual(asked, []);
    });

    it('are forgotten when their tool is gone, without a word but to the log', async () => {
      const window = await connectedBefore();
      const gone = scene(undefined, window, () => ({
        kind: 'cluster',
        problem: { kind: 'not-found', message: 'services "mlflow" not found' },
      }));
      gone.connections.follow(sessionOf({}));
      while (gone.errors.length === 0) await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(connectionMemory(window, (error) => assert.ifError(error)).all(), []);
    });

    it('leave alone what something else has written', () => {
      const window = memento();
      void window.update('connections', [{ id: 'x', endpoint: { port: 'http' } }, null, 7]);
      assert.deepEqual(connectionMemory(window, (error) => assert.ifError(error)).all(), []);
    });
  });

  it('come back with their cluster when the user went to another one in between', async () => {
    const { connections, forwards } = scene();
    const session = sessionOf({});
    await connections.connect(session, tool, endpoint, signal);
    connections.follow(undefined);
    assert.equal(connections.all.length, 0);
    const there = new Promise((resolve) => connections.onDidChange(() => resolve(undefined)));
    connections.follow(sessionOf({}));
    await there;
    assert.equal(forwards.length, 2);
    assert.equal(connections.all.length, 1);
  });
});
