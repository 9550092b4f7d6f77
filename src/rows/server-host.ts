/** The part of a server's address that a person recognises: host and port. The address itself where it is no URL. */
export function host(server: string): string {
  return URL.canParse(server) ? new URL(server).host : server;
}
