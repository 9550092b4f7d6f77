import { headOf, serviceRefs } from '../../facts/hosts.ts';
import type { Hit } from '../reading.ts';
import { around, programIn, signature } from '../signature.ts';

function hostIn(line: string): string | undefined {
  return (
    /(?:Failed to resolve|resolve host(?:name)?:?|lookup|host name|getaddrinfo (?:ENOTFOUND|EAI_AGAIN)|UnknownHostException:|nodename|resolve) ['"]?([a-zA-Z0-9][\w.-]*[a-zA-Z0-9])/i.exec(
      line,
    )?.[1] ??
    /host=['"]([\w.-]+)['"]/.exec(line)?.[1] ??
    /https?:\/\/(?:[^@\s/]*@)?([\w.-]+)/.exec(line)?.[1] ??
    /(?:connect to|connecting to|tcp) ['"]?([\w.-]+)(?::\d+|\/[\d.]+:\d+)/i.exec(line)?.[1]
  );
}

/** The host, from the line or from the lines around it (long tracebacks name it further up). */
function hostNear(hit: Hit, whole: string): string | undefined {
  return hostIn(hit.text) ?? hostIn(around(whole, hit, 1500, 300).replace(hit.text, ''));
}

/** Names that are not found and connections that do not come about. */
export const networkSignatures = [
  signature({
    cause: 'network-dns',
    needles: [
      'name resolution',
      'name or service not known',
      'failed to resolve',
      'no such host',
      'could not resolve',
      'enotfound',
      'eai_again',
      'unknownhostexception',
      'nodename nor servname',
      'no address associated with hostname',
      'server misbehaving',
      'nameresolutionerror',
      'bad address',
      'lookup ',
      'host not found in upstream',
      'resolve host address',
      "could not resolve '",
      'dns resolution failed',
    ],
    pattern:
      /Temporary failure in name resolution|Name or service not known|Failed to resolve|no such host|Could not resolve host|getaddrinfo (?:ENOTFOUND|EAI_AGAIN)|UnknownHostException|nodename nor servname|No address associated with hostname|server misbehaving|NameResolutionError|bad address '|lookup \S+ on \S+: .*(?:timeout|refused)|host not found in upstream|unable to resolve host address|Could not resolve '|DNS resolution failed/i,
    strength: 2,
    says: (hit, source, whole) => ({
      container: programIn(source),
      line: hit.text,
      host: hostNear(hit, whole),
      kind: /Temporary failure|EAI_AGAIN|server misbehaving|Errno -3/i.test(hit.text)
        ? 'no-answer'
        : 'unknown-name',
    }),
  }),
  signature({
    cause: 'network-egress',
    needles: [
      'timed out',
      'timeout',
      'connection refused',
      'no route to host',
      'network is unreachable',
      'proxyerror',
      'tunnel connection failed',
      'certificate verify failed',
      'certificate signed by unknown authority',
      'unable to get local issuer',
      'self-signed certificate',
      'self signed certificate',
      'sslcertverificationerror',
      'etimedout',
      'econnrefused',
      'ehostunreach',
      'max retries exceeded',
      'failed to connect to my hub',
      'could not connect to the endpoint url',
      'pkix path building failed',
      'connection failed for url',
      'cannot connect to host',
      'connect call failed',
      'upstream connect error',
      'timed out trying to connect',
      'failed to connect to',
      'all connection attempts failed',
      'failed to reach api',
      'context deadline exceeded',
    ],
    pattern:
      /(?:[Cc]onnect(?:ion|ing)?\b|urllib3|requests\.|curl|HTTPS?Connection|dial tcp|socket|https?:\/\/|\[Errno 110\])[^]*(?:timed out|[Tt]imeout)|ConnectTimeout|[Cc]onnection refused|No route to host|Network is unreachable|ProxyError|Tunnel connection failed|certificate verify failed|certificate signed by unknown authority|unable to get local issuer certificate|self[- ]signed certificate|ETIMEDOUT|ECONNREFUSED|EHOSTUNREACH|Max retries exceeded|Failed to connect to my Hub at|Could not connect to the endpoint URL|PKIX path building failed|CONNECTION FAILED for url|Cannot connect to host|Connect call failed|upstream connect error or disconnect|[Nn]o route to host|network is unreachable|Timed out trying to connect|Failed to connect to [\w.-]+[/:]|All connection attempts failed|Failed to reach API at|(?:Get|Post|Put|Head|Patch) \\?"https?:[^"]+": context deadline exceeded/,
    strength: 1,
    says: (hit, source, whole) => {
      if (/probe failed|nccl|collective|rendezvous/i.test(hit.text)) return undefined;
      const low = hit.text.toLowerCase();
      const kind = /proxy|tunnel/.test(low)
        ? 'proxy'
        : /certificate/.test(low)
          ? 'tls'
          : /refused/.test(low)
            ? 'refused'
            : 'timeout';
      return { container: programIn(source), line: hit.text, host: hostNear(hit, whole), kind };
    },
    because: (hit, source) => serviceRefs(hostIn(hit.text), source.subject.namespace, source.index),
  }),
  signature({
    cause: 'init-waiting-dependency',
    needles: ['unable to use the drive', 'unable to connect to http'],
    // MinIO waits for its other servers, each of which it names.
    pattern: /Unable to (?:use the drive|connect to) https?:\/\/([\w.-]+)/,
    strength: 2,
    says: (hit, source) => ({ container: programIn(source), line: hit.text, waitsFor: hit.match[1] }),
    because: (hit, source) => serviceRefs(hit.match[1], source.subject.namespace, source.index),
  }),
  signature({
    cause: 'init-waiting-dependency',
    needles: [
      'gcs to become available',
      'failed to connect to gcs',
      'waiting for',
      'is unavailable - sleeping',
      'wait-for',
      'not ready yet',
      'still waiting',
      'no response',
      'waiting until',
      'not yet available',
      'sleeping',
      'running ray instance',
    ],
    pattern:
      /(?:waiting for|[Ff]ailed to connect to) (GCS)\b|(?:[Ww]aiting for|[Ss]till waiting (?:for|on)|[Ww]aiting until)\s+(?:the\s+)?(?:service\s+|host\s+|tcp:\/\/)?["'`]?([\w./:-]+(?:\s+[\w-]+)?)|([\w.-]+(?::\d+)?) (?:is unavailable - sleeping|is not (?:ready|available|reachable|up) yet|not ready yet|- no response)|Could not find any running (Ray) instance/,
    strength: 1,
    says: (hit, source) => {
      const waitsFor = hit.match.slice(1).find(Boolean)?.replace(/\.+$/, '');
      // A running program that once said "waiting for connections" waits for nothing.
      if (
        /\b(?:connections?|requests?|jobs?|tasks?|messages?|input|debugger|file changes|leader|local, \d|cache|condition)\b/i.test(
          hit.text,
        )
      )
        return undefined;
      return { container: programIn(source), line: hit.text, waitsFor };
    },
    because: (hit, source) =>
      hit.match[1] === 'GCS' && source.pod
        ? headOf(source.pod, source.index)
        : serviceRefs(
            hit.match.slice(1).find(Boolean)?.split(':')[0]?.split(/\s/)[0],
            source.subject.namespace,
            source.index,
          ),
  }),
];
