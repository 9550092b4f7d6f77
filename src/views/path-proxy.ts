/** Where an editor puts a local port that the browser cannot reach by itself, as far as an address says so. */
interface Place {
  readonly authority: string;
  readonly path: string;
}

/**
 * The path below which an editor in the browser shows a local port, if it does so: code-server makes
 * `https://its-host/proxy/4200/flows` of `http://127.0.0.1:4200/flows`. Editors on the desktop and with forwarded ports give an
 * address of its own, and nothing is said.
 */
export function pathBefore(local: Place, shown: Place): string | undefined {
  if (shown.authority === local.authority || shown.path === local.path) return undefined;
  const ending = local.path === '/' ? /\/?$/.exec(shown.path)?.[0] : local.path;
  if (ending === undefined || !shown.path.endsWith(ending)) return undefined;
  const path = shown.path.slice(0, shown.path.length - ending.length);
  return path === '' ? undefined : path;
}

/** Whether a page asks for its parts at the top of the address: below a path it stays empty. */
export function asksForTheTop(html: string): boolean {
  return /\s(?:src|href|action)\s*=\s*["']?\/(?!\/)/i.test(html);
}
