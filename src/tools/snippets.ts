import type { ToolRule } from './catalogue/tool-rule.ts';
import type { Endpoint, Snippet } from './installed-tool.ts';

/**
 * Code to use a tool, with its addresses in it: the live ones where a forward is open (`localPorts` by endpoint id), else those
 * that Porthole would take first.
 */
export function snippetsOf(
  rule: ToolRule,
  endpoints: readonly Endpoint[],
  localPorts: ReadonlyMap<string, number> = new Map(),
): readonly Snippet[] {
  if (!rule.snippets || endpoints.length === 0) return [];
  return rule.snippets((id) => {
    const endpoint = endpoints.find((candidate) => candidate.id === id);
    if (!endpoint) return '';
    return localAddress(endpoint, localPorts.get(id) ?? endpoint.preferredLocalPort ?? endpoint.port);
  });
}

/** The address of an endpoint on this machine, without a path. */
export function localAddress(endpoint: Pick<Endpoint, 'scheme'>, port: number): string {
  return `${endpoint.scheme}://127.0.0.1:${port}`;
}
