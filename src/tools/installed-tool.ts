/** What `porthole tools -o json` prints: a contract, fields may be added, never renamed. */

export type ToolState = 'ready' | 'degraded' | 'down' | 'off';

export interface Endpoint {
  readonly id: string;
  readonly title: string;
  /** The Service's name; that of a pod or workload where no Service leads there. */
  readonly service: string;
  /** Another namespace than the tool's: the way in belongs to somebody else. */
  readonly namespace?: string;
  /** There is no Service: the pod to connect to by its own name. */
  readonly pod?: string;
  /** There is no Service and no pod yet: what makes the pods. */
  readonly workload?: string;
  /** The Service's port number. */
  readonly port: number;
  readonly scheme: 'http' | 'https' | 'tcp';
  /** Where a person begins, always with a leading slash. */
  readonly path: string;
  readonly main: boolean;
  /** A path that answers when the program behind the port is alive. */
  readonly health?: string;
  /** Statuses of that path that mean so too, beside pages, redirects and requests to sign in. */
  readonly alive?: readonly number[];
  /** The local port that people know this tool by. */
  readonly preferredLocalPort?: number;
  /** Endpoints that are of use only together with this one: whoever opens it wants them too. */
  readonly companions?: readonly string[];
}

export interface Snippet {
  readonly id: string;
  readonly title: string;
  /** With the addresses that Porthole would take first; `codeAt` puts the live ones in. */
  readonly text: string;
  /** The endpoints that must be connected for it to work, and how the text names them (`127.0.0.1:5000`). */
  readonly uses?: readonly { readonly endpoint: string; readonly address: string }[];
}

/** Where a password or token of a tool is kept. Never the value: that is read when the user asks for it. */
export interface Credential {
  readonly id: string;
  /** What it is: `Password of elastic`. */
  readonly title: string;
  readonly secret: string;
  readonly key: string;
}

export interface MissingPart {
  /** The name of its workload, or of its pod. */
  readonly part: string;
  readonly wantedPods: number;
}

export interface InstalledTool {
  /** The catalogue's id: `mlflow`. */
  readonly tool: string;
  /** The tool's own name: `MLflow`. */
  readonly title: string;
  /** What it is for, in one sentence. */
  readonly about?: string;
  /** Its documentation. */
  readonly docs?: string;
  /** This installation's name. */
  readonly name: string;
  readonly namespace: string;
  readonly version?: string;
  readonly state: ToolState;
  readonly readyPods: number;
  readonly wantedPods: number;
  /** Why it is down: the part without which nobody can use it, and how many pods that should have (none: it was switched off). */
  readonly missing?: MissingPart;
  readonly foundBy: readonly string[];
  readonly release?: { readonly name: string; readonly chart?: string };
  readonly endpoints: readonly Endpoint[];
  readonly snippets: readonly Snippet[];
  readonly credentials?: readonly Credential[];
  /** Names of the pods that belong to it, for Explain and Logs. */
  readonly pods: readonly string[];
}
