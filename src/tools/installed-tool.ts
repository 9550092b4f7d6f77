/** What `porthole tools -o json` prints: a contract, fields may be added, never renamed. */

export type ToolState = 'ready' | 'degraded' | 'down' | 'off';

export interface Endpoint {
  readonly id: string;
  readonly title: string;
  /** The Service's name. */
  readonly service: string;
  /** The Service's port number. */
  readonly port: number;
  readonly scheme: 'http' | 'https' | 'tcp';
  /** Where a person begins, always with a leading slash. */
  readonly path: string;
  readonly main: boolean;
  /** A path that answers when the program behind the port is alive. */
  readonly health?: string;
  /** The local port that people know this tool by. */
  readonly preferredLocalPort?: number;
}

export interface Snippet {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

export interface InstalledTool {
  /** The catalogue's id: `mlflow`. */
  readonly tool: string;
  /** The tool's own name: `MLflow`. */
  readonly title: string;
  /** This installation's name. */
  readonly name: string;
  readonly namespace: string;
  readonly version?: string;
  readonly state: ToolState;
  readonly readyPods: number;
  readonly wantedPods: number;
  readonly foundBy: readonly string[];
  readonly release?: { readonly name: string; readonly chart?: string };
  readonly endpoints: readonly Endpoint[];
  readonly snippets: readonly Snippet[];
  /** Names of the pods that belong to it, for Explain and Logs. */
  readonly pods: readonly string[];
}
