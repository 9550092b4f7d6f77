import { posix, win32 } from 'node:path';

/** What decides which kubeconfig files are read. All of it is given by the caller: nothing is taken from the process by itself. */
export interface KubeconfigPlaces {
  /**
   * Files that were chosen in the settings; they replace all others and must exist. A kubeconfig names programs to run, so the
   * caller passes none that came from an untrusted workspace, and a kubeconfig that merely lies in a workspace is never found by
   * itself.
   */
  readonly files?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly homedir: string;
  /** Relative entries of KUBECONFIG are meant from here, as kubectl does. */
  readonly cwd: string;
  readonly platform?: NodeJS.Platform;
  /** Where a pod's own identity is mounted; for tests. */
  readonly serviceAccountFolder?: string;
}

/** The files to look at, most important first: those chosen, else KUBECONFIG, else `~/.kube/config`. Absolute, each once. */
export function kubeconfigFiles(places: KubeconfigPlaces): string[] {
  const paths = (places.platform ?? process.platform) === 'win32' ? win32 : posix;
  const absolute = (file: string) => (paths.isAbsolute(file) ? file : paths.join(places.cwd, file));
  if (places.files && places.files.length > 0) {
    return unique(places.files.map((file) => absolute(file.replace(/^~(?=$|[/\\])/, () => places.homedir))));
  }
  const listed = (places.env['KUBECONFIG'] ?? '').split(paths.delimiter).filter((file) => file !== '');
  if (listed.length > 0) return unique(listed.map(absolute));
  return [paths.join(places.homedir, '.kube', 'config')];
}

function unique(files: readonly string[]): string[] {
  return [...new Set(files)];
}
