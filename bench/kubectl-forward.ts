import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { ControlPlane } from '../test/harness/control-plane.ts';

/** A `kubectl port-forward` to the Service `web`. */
export interface KubectlForward {
  readonly pid: number;
  /** The local port for each of the Service's ports. */
  readonly local: ReadonlyMap<number, number>;
  end(): Promise<void>;
}

/** Resolves as soon as it says that it listens. */
export async function kubectlForward(
  { assets, admin, folder }: ControlPlane,
  namespace: string,
  ports: readonly number[],
): Promise<KubectlForward> {
  const child = spawn(
    assets.program('kubectl'),
    [
      '--namespace',
      namespace,
      'port-forward',
      '--address',
      '127.0.0.1',
      'service/web',
      ...ports.map((port) => `:${port}`),
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, HOME: folder, KUBECONFIG: admin.kubeconfig },
    },
  );
  const locals: number[] = [];
  const lines = createInterface(child.stdout);
  const over = new AbortController();
  const listening = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      const [, local] = /^Forwarding from 127\.0\.0\.1:(\d+) ->/.exec(line) ?? [];
      if (local !== undefined) locals.push(Number(local));
      if (locals.length === ports.length) resolve();
    });
  });
  const ended = once(child, 'exit', { signal: over.signal }).then(([code]: unknown[]) => {
    throw new Error(`kubectl port-forward ended with ${String(code)}`);
  });
  ended.catch(() => undefined); // told by the race, or ended on purpose
  await Promise.race([listening, ended]);
  over.abort();
  return {
    pid: child.pid ?? 0,
    local: new Map(ports.map((port, index) => [port, locals[index] ?? 0])),
    end: async () => {
      const exit = once(child, 'exit');
      child.kill();
      await exit;
    },
  };
}
