/** A variable that may be written in either case, as the proxy ones are; empty counts as not there. */
export function variableOf(env: NodeJS.ProcessEnv, name: string): string | undefined {
  return env[name] || env[name.toLowerCase()] || undefined;
}
