import type { ClusterProblem } from '../problem.ts';

export interface ServicePort {
  readonly name?: string;
  readonly port: number;
}

/** Everything that can keep a forward, or one connection through it, from working. Put into words where it is shown. */
export type ForwardProblem =
  /** Nothing listens on this port inside the pod: the program has not come that far, or listens elsewhere. */
  | { readonly kind: 'port-closed'; readonly pod: string; readonly port: number }
  /** A connection waited for a pod that can take it, and none came. */
  | { readonly kind: 'no-ready-pod'; readonly waitedMs: number }
  | { readonly kind: 'no-such-port'; readonly port: number | string; readonly ports: readonly ServicePort[] }
  /** The Service leads out of the cluster (ExternalName). */
  | { readonly kind: 'outside-the-cluster'; readonly host: string }
  | { readonly kind: 'local-port-taken'; readonly port: number; readonly reason: 'busy' | 'not-permitted' }
  /** A connection broke off in the middle. */
  | { readonly kind: 'connection-lost'; readonly pod: string; readonly detail: string }
  /** The node could not carry a connection to the port; `detail` are its words. */
  | { readonly kind: 'node'; readonly pod: string; readonly port: number; readonly detail: string }
  | { readonly kind: 'cluster'; readonly problem: ClusterProblem };

/** A forward that cannot be opened. Its message is for logs. */
export class ForwardError extends Error {
  override readonly name = 'ForwardError';
  readonly problem: ForwardProblem;

  constructor(problem: ForwardProblem, options?: ErrorOptions) {
    super(JSON.stringify(problem), options);
    this.problem = problem;
  }
}

/**
 * What the node writes to the error channel, typed. containerd: `failed to connect to localhost:N inside namespace "…", IPv4: dial
 * tcp4 127.0.0.1:N: connect: connection refused …`; CRI-O runs socat or dials itself: `… Connection refused`.
 */
export function problemOfNode(words: string, pod: string, port: number): ForwardProblem {
  if (/connection refused/i.test(words)) return { kind: 'port-closed', pod, port };
  return { kind: 'node', pod, port, detail: words };
}
