import type { ExecPlugin } from '../kubeconfig/target.ts';
import { pathVariable, programFolders, type ProgramPlaces } from './find-program.ts';

/** The environment a sign-in program runs in. `info` is what KUBERNETES_EXEC_INFO says. */
export function pluginEnvironment(
  plugin: ExecPlugin,
  info: string,
  places: ProgramPlaces,
  mayInteract: boolean,
): NodeJS.ProcessEnv {
  const path = pathVariable(places.env, places.platform);
  const delimiter = places.platform === 'win32' ? ';' : ':';
  const listed = places.env[path]?.split(delimiter) ?? [];
  const env: NodeJS.ProcessEnv = {
    ...places.env,
    // Such programs call each other (gcloud, kubectl): they search where we found them.
    [path]: [...new Set([...listed, ...programFolders(places)])].join(delimiter),
    // Many open pages by way of this variable: in the background it leads nowhere.
    ...(mayInteract || places.platform === 'win32' ? {} : { BROWSER: 'false' }),
  };
  delete env['ELECTRON_RUN_AS_NODE']; // the editor's own, and no business of theirs
  for (const { name, value } of plugin.env) env[name] = value;
  env['KUBERNETES_EXEC_INFO'] = info;
  return env;
}
