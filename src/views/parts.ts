import type { LogOutputChannel } from 'vscode';
import type { Session } from '../k8s/session.ts';
import type { ToolConnections } from './connections/tool-connections.ts';
import type { CurrentConnection } from './current-connection.ts';
import type { ExplainPanel } from './explain/explain-panels.ts';
import type { ExplainSubject } from './explain/protocol.ts';
import type { LimitsSource } from './limits/limits-source.ts';
import type { LogsPanel } from './logs/logs-panels.ts';
import type { LogsSubject } from './logs/protocol.ts';
import type { Gather } from '../rows/closer-looks.ts';
import type { NamespacesSource } from './namespaces/namespaces-source.ts';
import type { OpenToolDoors } from './open-tool.ts';
import type { PanelSet } from './panel-set.ts';
import type { Rights } from './rights.ts';
import type { ToolPanel } from './tool-page/tool-panels.ts';
import type { ToolSubject } from './tool-page/protocol.ts';
import type { ToolsSource } from './tools/tools-source.ts';
import type { YamlDocuments } from './yaml-documents.ts';

/** Decides what Porthole is connected to. */
export interface Connector {
  /** Connects to what settings and environment name. */
  start(): Promise<void>;
  useSample(): Promise<void>;
  useContext(name: string): Promise<void>;
  /** Tries again now, whatever the back-off says. */
  tryAgain(): Promise<void>;
  /** Tries again, and a sign-in program may open a log-in page. */
  signIn(): Promise<void>;
}

/** What the extension is made of, for its commands and its tests. */
export interface Parts {
  /** The first connection was made, or is known to fail. It begins when this is asked for the first time. */
  readonly started: Promise<void>;
  readonly connection: CurrentConnection;
  readonly connector: Connector;
  readonly namespaces: NamespacesSource;
  readonly limits: LimitsSource;
  readonly tools: ToolsSource;
  readonly connections: ToolConnections;
  readonly explain: PanelSet<ExplainSubject, ExplainPanel>;
  readonly logs: PanelSet<LogsSubject, LogsPanel>;
  readonly toolPages: PanelSet<ToolSubject, ToolPanel>;
  readonly yaml: YamlDocuments;
  readonly log: LogOutputChannel;
  readonly gather: (session: Session) => Gather;
  /** What the user may not do in a session. */
  readonly rights: (session: Session) => Rights;
  readonly openToolDoors: OpenToolDoors;
}
