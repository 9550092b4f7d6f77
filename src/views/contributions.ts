import type { ClusterProblem } from '../k8s/problem.ts';
import type { Grouping } from './namespaces/grouping.ts';
import type { AnyLogsRef, PodRef, ToolRef } from './refs.ts';
import type { RowNode } from './tree/row-node.ts';

/**
 * Everything that package.json contributes and the code relies on, once: `contributions.test.ts` compares the two in both
 * directions, and `commands.ts` makes a command that is declared and not registered a compile error.
 */
export interface Commands {
  /** Opens the page that says how a pod is and why. Without a subject it asks. */
  'porthole.explain': (subject?: PodRef | RowNode) => Promise<void>;
  /** Opens the log of a pod, of one container of it, or of a group of pods. Without a subject it asks. */
  'porthole.showLogs': (subject?: AnyLogsRef | RowNode) => Promise<void>;
  /** Forwards a tool's port, waits until it answers and opens the browser. Resolves with the address. */
  'porthole.openTool': (tool?: ToolRef | RowNode) => Promise<string | undefined>;
  /** Opens the page of a tool: how it is, its addresses, how to use it from code. Without a tool it asks. */
  'porthole.showTool': (tool?: ToolRef | RowNode) => Promise<void>;
  'porthole.switchCluster': () => Promise<void>;
  'porthole.addNamespace': () => Promise<void>;
  /** Opens a text for the people who run the cluster, and copies it. */
  'porthole.report': (subject?: PodRef | RowNode) => Promise<void>;
  'porthole.trySampleCluster': () => Promise<void>;
  'porthole.stopConnection': (connection?: RowNode) => Promise<void>;
  'porthole.openConnection': (connection?: RowNode) => Promise<void>;
  'porthole.copyAddress': (connection?: RowNode) => Promise<void>;
  'porthole.showLog': () => void;
  /** Tries again now: the connection, and every list on screen. */
  'porthole.refresh': () => Promise<void>;
  /** Tries again, and lets a sign-in program open a log-in page: the user asked for it. */
  'porthole.signIn': () => Promise<void>;
  'porthole.chooseKubeconfig': () => Promise<void>;
  /** Opens the kubeconfig that cannot be read, at the line that is not right. */
  'porthole.openKubeconfig': () => Promise<void>;
  /** Shows VS Code's own page for it: nobody else may say that a folder is trusted. */
  'porthole.trustWorkspace': () => Promise<void>;
  /** Copies the message to send to whoever runs the cluster when one has no access yet. */
  'porthole.copyAccessRequest': (missing?: readonly ClusterProblem[]) => Promise<void>;
  /** Copies what went wrong, for a message to somebody who can mend it. */
  'porthole.copyProblem': () => Promise<void>;
  'porthole.showYaml': (subject?: PodRef | RowNode) => Promise<void>;
  /** The row "show more" of a long group. */
  'porthole.loadMore': (group: string) => void;
  // Of rows: the same as above, with titles short enough for a button.
  'porthole.why': (row: RowNode) => Promise<void>;
  'porthole.details': (row: RowNode) => Promise<void>;
  'porthole.logs': (row: RowNode) => Promise<void>;
  'porthole.open': (row: RowNode) => Promise<string | undefined>;
  'porthole.askFor': (row: RowNode) => Promise<void>;
  /** Asks which pods to show; the rows follow while it is typed. */
  'porthole.filter': () => Promise<void>;
  'porthole.changeFilter': () => Promise<void>;
  'porthole.clearFilter': () => void;
  /** Ends the wait for a cluster that does not answer. */
  'porthole.stopTrying': () => void;
  /** What this user may do in a namespace, in words; what is missing can be asked for. */
  'porthole.whatCanIDo': () => Promise<void>;
}
export type CommandId = keyof Commands;

export interface Settings {
  'porthole.kubeconfig': string;
  'porthole.context': string;
  'porthole.namespaces': readonly string[];
  'porthole.groupBy': Grouping;
  'porthole.productionPattern': string;
  'porthole.logs.maxLines': number;
  'porthole.logs.maxMegabytes': number;
  'porthole.ports': Readonly<Record<string, number>>;
  'porthole.hover.enabled': boolean;
}
export type SettingId = keyof Settings;

/** Keys of `when` clauses. */
export interface ContextKeys {
  /** What the views have to say when they are empty. */
  'porthole.state': 'starting' | 'no-kubeconfig' | 'problem' | 'connecting' | 'open';
  'porthole.hasConnections': boolean;
  'porthole.isFiltered': boolean;
}

export type ViewId = 'porthole.tools' | 'porthole.namespaces' | 'porthole.limits' | 'porthole.connections';
export type PanelType = 'porthole.explainPage' | 'porthole.logsPage' | 'porthole.toolPage';

// The same names at run time, for the test and for loops over all of them; `Record` keeps them complete.
const commandIds: Record<CommandId, true> = {
  'porthole.explain': true,
  'porthole.showLogs': true,
  'porthole.openTool': true,
  'porthole.showTool': true,
  'porthole.switchCluster': true,
  'porthole.addNamespace': true,
  'porthole.report': true,
  'porthole.trySampleCluster': true,
  'porthole.stopConnection': true,
  'porthole.openConnection': true,
  'porthole.copyAddress': true,
  'porthole.showLog': true,
  'porthole.refresh': true,
  'porthole.signIn': true,
  'porthole.chooseKubeconfig': true,
  'porthole.openKubeconfig': true,
  'porthole.trustWorkspace': true,
  'porthole.copyAccessRequest': true,
  'porthole.copyProblem': true,
  'porthole.showYaml': true,
  'porthole.loadMore': true,
  'porthole.why': true,
  'porthole.details': true,
  'porthole.logs': true,
  'porthole.open': true,
  'porthole.askFor': true,
  'porthole.filter': true,
  'porthole.changeFilter': true,
  'porthole.clearFilter': true,
  'porthole.stopTrying': true,
  'porthole.whatCanIDo': true,
};
const contextKeys: Record<keyof ContextKeys, true> = {
  'porthole.state': true,
  'porthole.hasConnections': true,
  'porthole.isFiltered': true,
};
const viewIds: Record<ViewId, true> = {
  'porthole.tools': true,
  'porthole.namespaces': true,
  'porthole.limits': true,
  'porthole.connections': true,
};
const panelTypes: Record<PanelType, true> = {
  'porthole.explainPage': true,
  'porthole.logsPage': true,
  'porthole.toolPage': true,
};

export const COMMAND_IDS = Object.keys(commandIds) as readonly CommandId[];
export const CONTEXT_KEYS = Object.keys(contextKeys) as readonly (keyof ContextKeys)[];
export const VIEW_IDS = Object.keys(viewIds) as readonly ViewId[];
export const PANEL_TYPES = Object.keys(panelTypes) as readonly PanelType[];

/**
 * A file of these does not wake the extension: nearly every folder has some that are no manifests, and the editor opens such files
 * itself at each start. In a window where Porthole is at work already, manifests in them are explained like all others.
 */
export const QUIET_LANGUAGES: readonly string[] = ['json', 'jsonc'];

/** Languages in which manifests are written. `helm` is one only where another extension says so. */
export const MANIFEST_LANGUAGES = ['yaml', 'helm', 'json', 'jsonc'] as const;

/** What a setting is when the user has said nothing; the same as in package.json. */
export const SETTING_DEFAULTS: Settings = {
  'porthole.kubeconfig': '',
  'porthole.context': '',
  'porthole.namespaces': [],
  'porthole.groupBy': 'owner',
  'porthole.productionPattern': 'prod',
  'porthole.logs.maxLines': 200_000,
  'porthole.logs.maxMegabytes': 64,
  'porthole.ports': {},
  'porthole.hover.enabled': true,
};

/** Settings that decide which program may run or which file is trusted: in a folder that is not trusted only the user's own count. */
export const USER_ONLY_SETTINGS: readonly SettingId[] = ['porthole.kubeconfig', 'porthole.context'];
