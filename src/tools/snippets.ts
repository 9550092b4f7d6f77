import type { SnippetRule, ToolRule } from './catalogue/tool-rule.ts';
import type { Endpoint, Snippet } from './installed-tool.ts';

/** Stands in for the address of an endpoint that an installation does not have. */
const NOWHERE = '\0';

/** Code to use a tool, with the addresses in it that Porthole would take first; none for what this installation does not have. */
export function snippetsOf(rule: ToolRule, endpoints: readonly Endpoint[]): readonly Snippet[] {
  if (!rule.snippets || endpoints.length === 0) return [];
  const addressOf = (id: string): string => {
    const endpoint = endpoints.find((candidate) => candidate.id === id);
    return endpoint ? localAddress(endpoint, firstPort(endpoint)) : NOWHERE;
  };
  return rule
    .snippets(addressOf)
    .filter(({ text }) => !text.includes(NOWHERE))
    .map((snippet) => ({ ...snippet, uses: usesOf(snippet, endpoints) }));
}

/** The local port that is asked for first. */
export function firstPort(endpoint: Pick<Endpoint, 'preferredLocalPort' | 'port'>): number {
  return endpoint.preferredLocalPort ?? endpoint.port;
}

/** The address of an endpoint on this machine, without a path. */
export function localAddress(endpoint: Pick<Endpoint, 'scheme'>, port: number): string {
  return `${endpoint.scheme}://${hostAndPort(port)}`;
}

/** The code with the ports that are open now, by the endpoint's id; what is not open keeps the port that would be tried first. */
export function codeAt(snippet: Snippet, ports: ReadonlyMap<string, number>): string {
  const live = new Map(
    (snippet.uses ?? []).flatMap(({ endpoint, address }) => {
      const port = ports.get(endpoint);
      return port === undefined ? [] : [[address, hostAndPort(port)] as const];
    }),
  );
  // In one go: the new port of one endpoint may be the old one of another.
  return snippet.text.replace(/127\.0\.0\.1:\d+/g, (address) => live.get(address) ?? address);
}

function usesOf({ text }: SnippetRule, endpoints: readonly Endpoint[]): NonNullable<Snippet['uses']> {
  return endpoints
    .map((endpoint) => ({ endpoint: endpoint.id, address: hostAndPort(firstPort(endpoint)) }))
    .filter(({ address }) => new RegExp(`${address.replaceAll('.', '\\.')}(?!\\d)`).test(text));
}

function hostAndPort(port: number): string {
  return `127.0.0.1:${port}`;
}
