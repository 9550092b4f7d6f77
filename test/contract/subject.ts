/**
 * A server under the contract, and what is to be found on it. The same objects in both worlds: on the real API server the test
 * makes them, the sample cluster's story has them.
 */
export interface ContractSubject {
  readonly server: string;
  readonly ca?: string | Buffer;
  /** May do everything in `namespace`. */
  readonly token: string;
  readonly namespace: string;
  /** A deployment with two ready pods of two containers each, which alone have the label `app=<its name>`. */
  readonly deployment: string;
  readonly containers: readonly [string, string];
  /** A running pod with one container that has printed at least five lines. */
  readonly talking: string;
  /** Makes the talking pod print a line, where it does not do so by itself. */
  speak(): void;
  /** A pod that no machine takes. */
  readonly unscheduled: string;
  /** A user who may read in `namespace` and nothing more there; its pod need not exist. */
  readonly restricted: { readonly token: string; readonly user: string; readonly namespace: string };
  /** What a client can be connected to: `port` of the talking pod answers HTTP 200, nobody listens on `closedPort`. */
  readonly forward: { readonly port: number; readonly path: string; readonly closedPort: number };
  /** Makes the server lose its history, so that resource versions from before are too old. */
  forget?(): Promise<void>;
}

/** Pods with one container each, for what only a real kubelet says. */
export interface KubeletPods {
  /** Its image cannot come. */
  readonly imageMissing: string;
  /** Runs, and has not been restarted. */
  readonly neverRestarted: string;
}
