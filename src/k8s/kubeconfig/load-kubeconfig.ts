import * as l10n from '@vscode/l10n';
import { ClusterError } from '../problem.ts';
import type { ContextRef } from '../session.ts';
import { some, type ClusterEntry, type ContextEntry, type UserEntry } from './entries.ts';
import { inClusterTarget } from './in-cluster.ts';
import { readKubeconfigFile, type KubeconfigFile } from './kubeconfig-file.ts';
import { kubeconfigFiles, type KubeconfigPlaces } from './places.ts';
import { targetOf } from './resolve-target.ts';
import type { Target } from './target.ts';

/** All kubeconfig files together, as kubectl would see them. */
export interface Kubeconfig {
  /** The files that were read, first wins. Empty in a cluster. */
  readonly files: readonly string[];
  /** Every context there is, in the order of the files; also those that cannot be used, which `target` explains. */
  readonly contexts: readonly ContextRef[];
  readonly currentContext?: string;
  /**
   * What is needed to connect by a context, the current one where no name is given. Throws `ClusterError`: `no-context` where
   * entries are missing, `bad-kubeconfig` where they contradict each other or name files that are not there.
   */
  target(context?: string): Promise<Target>;
}

/** An entry and the file it came from. */
export interface Located<T> {
  readonly entry: T;
  readonly file: string;
}

/** The merged entries of all files. */
export interface Merged {
  readonly contexts: ReadonlyMap<string, Located<ContextEntry>>;
  readonly clusters: ReadonlyMap<string, Located<ClusterEntry>>;
  readonly users: ReadonlyMap<string, Located<UserEntry>>;
}

/**
 * Finds and merges the kubeconfig files by kubectl's rules. Without any file a pod's own service account is used; there is no
 * fallback to a server on localhost. Nothing is ever written. Throws `ClusterError` (`no-kubeconfig`, `bad-kubeconfig`).
 */
export async function loadKubeconfig(places: KubeconfigPlaces): Promise<Kubeconfig> {
  const platform = places.platform ?? process.platform;
  const paths = kubeconfigFiles(places);
  const found = await Promise.all(paths.map((path) => readKubeconfigFile(path, platform)));
  const files = found.filter((file) => file !== undefined);
  const chosen = (places.files?.length ?? 0) > 0;
  if (chosen && files.length < paths.length) {
    throw new ClusterError({
      kind: 'no-kubeconfig',
      searched: paths.filter((_, index) => found[index] === undefined),
    });
  }
  if (!chosen && files.every(isEmpty)) {
    const own = await inClusterTarget(places.env, places.serviceAccountFolder);
    if (own)
      return {
        files: [],
        contexts: [own.context],
        currentContext: own.context.name,
        target: (name) => onlyContext(own, name),
      };
  }
  if (files.length === 0) throw new ClusterError({ kind: 'no-kubeconfig', searched: paths });
  return merged(files);
}

function isEmpty(file: KubeconfigFile): boolean {
  return file.contexts.size + file.clusters.size + file.users.size === 0;
}

function merged(files: readonly KubeconfigFile[]): Kubeconfig {
  const all: Merged = {
    contexts: firstWins(files, (file) => file.contexts),
    clusters: firstWins(files, (file) => file.clusters),
    users: firstWins(files, (file) => file.users),
  };
  const current = files.find((file) => file.currentContext !== undefined)?.currentContext;
  return {
    files: files.map((file) => file.path),
    contexts: [...all.contexts].map(([name, { entry, file }]) => contextRef(name, entry, file, all)),
    ...some('currentContext', current),
    async target(name = current) {
      if (name === undefined) throw new ClusterError({ kind: 'no-context', detail: nothingChosen(all) });
      const context = all.contexts.get(name);
      if (!context) {
        throw new ClusterError({
          kind: 'no-context',
          wanted: name,
          detail: l10n.t(
            'There is no context of this name in {0}.',
            files.map((file) => file.path).join(', '),
          ),
        });
      }
      return targetOf(contextRef(name, context.entry, context.file, all), all);
    },
  };
}

function nothingChosen(all: Merged): string {
  if (all.contexts.size === 0) return l10n.t('It has no contexts at all.');
  return l10n.t('Its "current-context" is empty. It has: {0}.', [...all.contexts.keys()].join(', '));
}

function contextRef(name: string, entry: ContextEntry, file: string, all: Merged): ContextRef {
  return {
    name,
    cluster: entry.cluster ?? '',
    server: all.clusters.get(entry.cluster ?? '')?.entry.server ?? '',
    user: entry.user ?? '',
    ...some('namespace', entry.namespace),
    file,
  };
}

function firstWins<T>(
  files: readonly KubeconfigFile[],
  entriesOf: (file: KubeconfigFile) => ReadonlyMap<string, T>,
): Map<string, Located<T>> {
  const all = new Map<string, Located<T>>();
  for (const file of files) {
    for (const [name, entry] of entriesOf(file))
      if (!all.has(name)) all.set(name, { entry, file: file.path });
  }
  return all;
}

function onlyContext(target: Target, name: string | undefined): Promise<Target> {
  if (name === undefined || name === target.context.name) return Promise.resolve(target);
  return Promise.reject(
    new ClusterError({
      kind: 'no-context',
      wanted: name,
      detail: l10n.t('There is no kubeconfig; only the cluster that this editor runs in can be used.'),
    }),
  );
}
