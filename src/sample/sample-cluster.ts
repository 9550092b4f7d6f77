import type { Disposable } from '../common/disposable.ts';
import { Faults } from './api/faults.ts';
import { listen } from './api/server.ts';
import { HOME, tellStory, USER } from './story/story.ts';
import { newToken } from './story/world.ts';

export interface SampleOptions {
  /** The world's clock, milliseconds since the epoch. One that stands still stops the story. */
  readonly now?: () => number;
  /** 0 to 1; decides names and uids. The token does not come from it. */
  readonly random?: () => number;
  /** How many seconds of the story pass in a second: for tests that cannot wait for a notebook to start. */
  readonly speed?: number;
}

/**
 * A small Kubernetes API on loopback with a story in it, for whoever has no cluster at hand, and the double for faults that a real
 * server cannot be made to show. Nothing is written to disk; nothing runs while nobody is connected.
 */
export interface SampleCluster extends Disposable {
  /** `http://127.0.0.1:PORT` */
  readonly server: string;
  /** The only token that is let in. */
  readonly token: string;
  /** The namespace that belongs to the user. */
  readonly namespace: string;
  /** A kubeconfig for this cluster, as YAML. */
  kubeconfig(): string;
  readonly faults: Faults;
}

export async function startSampleCluster(options: SampleOptions = {}): Promise<SampleCluster> {
  const story = tellStory({
    now: options.now ?? Date.now,
    random: options.random ?? Math.random,
    speed: options.speed ?? 1,
  });
  let token = newToken();
  const faults = new Faults({
    forget: () => story.store.forget(),
    renewToken: () => void (token = newToken()),
  });
  const api = await listen(story, faults, () => token);
  const server = `http://${api.host}`;
  return {
    server,
    get token() {
      return token;
    },
    namespace: HOME,
    kubeconfig: () => kubeconfigOf(server, token),
    faults,
    dispose: () => {
      api.dispose();
      story.dispose();
    },
  };
}

function kubeconfigOf(server: string, token: string): string {
  return `apiVersion: v1
kind: Config
clusters:
  - name: sample
    cluster:
      server: ${server}
users:
  - name: ${USER}
    user:
      token: ${token}
contexts:
  - name: sample
    context:
      cluster: sample
      user: ${USER}
      namespace: ${HOME}
current-context: sample
`;
}
