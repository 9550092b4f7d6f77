/**
 * Everything that can keep Porthole from an answer of a cluster, as a closed set. Made in `transport`, `auth` and `kubeconfig`;
 * turned into words in one place (`rows/problem-words.ts`) and shown in one place per problem (a row in the view it belongs to).
 */
export type ClusterProblem =
  | { readonly kind: 'no-kubeconfig'; readonly searched: readonly string[] }
  | {
      readonly kind: 'bad-kubeconfig';
      readonly file: string;
      readonly detail: string;
      /** The first line that is not right, where that is known; 1 is the first. */
      readonly line?: number;
    }
  | { readonly kind: 'no-context'; readonly wanted?: string; readonly detail: string }
  | {
      readonly kind: 'unreachable';
      readonly server: string;
      readonly reason: 'dns' | 'refused' | 'timeout' | 'proxy' | 'network';
      readonly detail: string;
    }
  | {
      readonly kind: 'certificate';
      readonly server: string;
      readonly reason: 'unknown-authority' | 'expired' | 'wrong-host' | 'client' | 'other';
      readonly detail: string;
    }
  | {
      readonly kind: 'sign-in';
      readonly reason:
        | 'expired'
        | 'refused'
        | 'helper-missing'
        | 'helper-failed'
        | 'helper-needs-you'
        | 'untrusted-workspace';
      readonly program?: string;
      readonly searched?: readonly string[];
      readonly hint?: string;
      readonly detail?: string;
    }
  | {
      readonly kind: 'not-allowed';
      readonly verb: string;
      /** The API group, where it is known and not the core group. */
      readonly group?: string;
      readonly resource: string;
      readonly namespace?: string;
      readonly message: string;
    }
  | { readonly kind: 'not-found'; readonly message: string }
  | { readonly kind: 'gone'; readonly message: string }
  | { readonly kind: 'busy'; readonly retryAfterSeconds?: number; readonly message: string }
  | { readonly kind: 'server'; readonly status: number; readonly message: string };

/** The one error type that the cluster rooms throw, besides `CancelledError`. Its message is for logs, never for users. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError';
  readonly problem: ClusterProblem;

  constructor(problem: ClusterProblem, options?: ErrorOptions) {
    super(`${problem.kind}: ${JSON.stringify(problem)}`, options);
    this.problem = problem;
  }
}

/** The problem inside an error, if it is one of ours. */
export function problemOf(error: unknown): ClusterProblem | undefined {
  return error instanceof ClusterError ? error.problem : undefined;
}
