type Fields = Readonly<Record<string, unknown>>;

/**
 * A pod in one of the states that the server's printer tells apart, and the columns STATUS, READY and RESTARTS that it prints. The
 * unit test compares our words with these; the cluster test writes the same pods to a real API server and compares both with what
 * the real kubectl prints.
 */
export interface PodCase {
  readonly name: string;
  readonly spec: Fields;
  readonly status: Fields;
  /** It is being deleted. */
  readonly deleted?: true;
  readonly prints: readonly [status: string, ready: string, restarts: number];
}

type State = Fields;
export interface Status {
  readonly name: string;
  readonly ready: boolean;
  readonly restartCount: number;
  readonly image: string;
  readonly imageID: string;
  readonly state: State;
  readonly [field: string]: unknown;
}

export const running: State = { running: { startedAt: '2026-01-01T00:00:00Z' } };
export const waiting = (reason?: string): State => ({ waiting: reason === undefined ? {} : { reason } });
export const ended = (exitCode: number, reason?: string, signal?: number): State => ({
  terminated: {
    exitCode,
    ...(reason === undefined ? {} : { reason }),
    ...(signal === undefined ? {} : { signal }),
    finishedAt: '2026-01-01T00:00:00Z',
  },
});
export const at = (name: string, state: State, more: Fields = {}): Status => ({
  name,
  ready: false,
  restartCount: 0,
  image: 'localhost/x:1',
  imageID: '',
  state,
  ...more,
});
export const up = (name: string, more: Fields = {}): Status =>
  at(name, running, { ready: true, started: true, ...more });
export const restarted = (count: number, finishedAt = '2026-01-01T00:00:00Z'): Fields => ({
  restartCount: count,
  lastState: { terminated: { exitCode: 1, reason: 'Error', finishedAt } },
});
export const condition = (type: string, status: string, reason?: string): Fields => ({
  type,
  status,
  ...(reason === undefined ? {} : { reason }),
});

export const containers = (...names: string[]): Fields => ({
  containers: names.map((name) => ({ name, image: 'localhost/x:1' })),
});
export const inits = (...names: string[]): Fields => ({
  // A name that begins with "side" is a sidecar.
  initContainers: names.map((name) => ({
    name,
    image: 'localhost/x:1',
    ...(name.startsWith('side') ? { restartPolicy: 'Always' } : {}),
  })),
});
export const one = containers('main');
export const two = containers('a', 'b');
export const withInits = { ...one, ...inits('i0', 'i1') };
export const withSidecar = { ...one, ...inits('side') };
export const gated = { ...one, readinessGates: [{ conditionType: 'example.com/gate' }] };
