import { keyOf, refTo } from '../../facts/refs.ts';
import type { ObjectRef } from '../../finding.ts';
import type { TextSource } from '../reading.ts';
import { programIn, signature } from '../signature.ts';

const START_LIMIT = /(?:pod\/?\s*)?(?:([\w.-]+)\/)?([\w.-]+) did not start in (\d+) seconds/;

/** The pod that a hub speaks of, by the name or the beginning of the name that it prints. */
export function spokenPod(
  line: string,
  source: Pick<TextSource, 'index' | 'subject'>,
): ObjectRef | undefined {
  const match = START_LIMIT.exec(line.replace(/\bpods?\/(?=[\w.-]+ did)/, ''));
  const name = match?.[2]?.replace(/-?\.\.\.$/, '');
  if (name === undefined || name === '') return undefined;
  const namespace = match?.[1] !== undefined && match[1] !== 'pod' ? match[1] : source.subject.namespace;
  const exact = source.index.pod(refTo('Pod', namespace, name));
  if (exact) return exact.ref;
  return (
    source.index.pods.find((pod) => pod.namespace === (namespace ?? '') && pod.ref.name.startsWith(name))
      ?.ref ?? refTo('Pod', namespace, name)
  );
}

/** JupyterHub's own words, and Helm's. */
export const platformSignatures = [
  signature({
    cause: 'network-egress',
    needles: ['failed to connect to my hub'],
    pattern: /Failed to connect to my Hub at (\S+)/,
    strength: 2,
    whileRunning: true,
    running: 'broken',
    says: (hit, source, whole) => {
      const after = whole.slice(hit.offset, hit.offset + 2500);
      // The name of the hub is not found: another cause, with a signature of its own.
      if (/Name or service not known|name resolution|no such host/i.test(after)) return undefined;
      return {
        container: programIn(source),
        line: hit.text,
        host: /https?:\/\/([\w.-]+)/.exec(hit.match[1] ?? '')?.[1],
        kind: /refused/i.test(after) ? 'refused' : 'timeout',
      };
    },
  }),
  signature({
    cause: 'version-mismatch',
    needles: ['jupyterhub_service_url', 'jupyterhub-singleuser version'],
    pattern:
      /KeyError: '?JUPYTERHUB_SERVICE_URL|Missing \$?JUPYTERHUB_SERVICE_URL|jupyterhub version (\S+) != jupyterhub-singleuser version (\S+)/,
    strength: 3,
    says: (hit, source) => ({
      container: programIn(source),
      line: hit.text,
      left: hit.match[1],
      right: hit.match[2]?.replace(/[.,:]+$/, ''),
    }),
  }),
  signature({
    cause: 'scheduling-insufficient-resources',
    needles: ['initial job has not accepted any resources'],
    pattern: /Initial job has not accepted any resources/,
    strength: 2,
    whileRunning: true,
    confidence: 'possible',
    running: 'waiting',
    says: (hit) => ({ refusals: [], message: hit.text, short: [{ resource: 'memory', asked: 0 }] }),
    // The driver only sees that no executor came; the executors' pods know why.
    because: (_hit, source) => {
      const app = source.pod?.labels['spark-app-selector'] ?? source.pod?.labels['spark-app-name'];
      return source.index.pods
        .filter(
          (pod) =>
            pod.labels['spark-role'] === 'executor' &&
            (app === undefined || Object.values(pod.labels).includes(app)),
        )
        .map((pod) => pod.ref);
    },
  }),
  signature({
    cause: 'hub-spawn-timeout',
    needles: ['did not start in', 'server never showed up', 'failed to start in', "didn't respond in"],
    pattern:
      /did not start in (\d+) seconds|failed to start in (\d+) seconds, giving up|server never showed up at \S+ after (\d+) seconds|Server at \S+ didn't respond in (\d+) seconds/,
    strength: 1,
    whileRunning: true,
    says: (hit, source) => ({
      pod: spokenPod(hit.text, source)?.name,
      seconds: hit.match.slice(1).find(Boolean),
      line: hit.text,
    }),
    because: (hit, source) => {
      const pod = spokenPod(hit.text, source);
      return pod === undefined || keyOf(pod) === keyOf(source.subject) ? [] : [pod];
    },
  }),
  signature({
    cause: 'hub-spawn-throttled',
    needles: [
      'pending spawns',
      'concurrent_spawn_limit',
      'spawn throttl',
      'throttling',
      'active_server_limit',
      'too many users trying to log in',
      'spawn pending',
      'active server limit',
    ],
    pattern:
      /(\d+)\/(\d+) pending spawns|pending spawns?.*throttl|concurrent_spawn_limit|Too many users trying to log in|active_server_limit|429.*(?:spawn|server)|Active server limit (?:reached|exceeded)/i,
    strength: 3,
    whileRunning: true,
    says: (hit) => ({ line: hit.text, limit: hit.match[2] }),
  }),
  signature({
    cause: 'hub-stale-watch',
    needles: ['never recovered', 'reflector failed', 'halting hub'],
    pattern: /Watching resources never recovered, giving up|reflector failed, halting Hub/,
    strength: 3,
    whileRunning: true,
    running: 'broken',
    says: (hit, source) => ({ hub: source.pod?.ref.name ?? source.from.name, pods: [], line: hit.text }),
  }),
  signature({
    cause: 'helm-release-pending',
    needles: ['another operation', 'pending-install', 'pending-upgrade', 'pending-rollback'],
    pattern:
      /another operation \(install\/upgrade\/rollback\) is in progress|has (?:status|no deployed releases).*pending|\b(pending-(?:install|upgrade|rollback))\b/,
    strength: 3,
    whileRunning: true,
    confidence: 'certain',
    says: (hit, source) => ({
      release: releaseName(source),
      namespace: source.subject.namespace,
      message: hit.text,
      status: hit.match[1],
    }),
  }),
  signature({
    cause: 'helm-release-failed',
    needles: [
      'install failed',
      'installation failed',
      'upgrade failed',
      'rollback failed',
      'release failed',
      'hooks failed',
      'cannot re-use a name',
      'invalid ownership metadata',
      'has no deployed releases',
      "values don't meet",
      'execution error at',
      'unable to build kubernetes objects',
      'rendered manifests contain',
    ],
    pattern:
      /(?:INSTALL(?:ATION)?|UPGRADE|ROLLBACK|RELEASE) FAILED:?\s*(.*)|(?:pre|post)-(?:install|upgrade|rollback) hooks? failed:?\s*(.*)|cannot re-use a name that is still in use|invalid ownership metadata|has no deployed releases|values don't meet the specifications|execution error at \(|unable to build kubernetes objects|rendered manifests contain a resource that already exists/i,
    strength: 1,
    whileRunning: true,
    confidence: 'likely',
    says: (hit, source) => ({
      release: releaseName(source),
      namespace: source.subject.namespace,
      message: hit.match.slice(1).find(Boolean) ?? hit.text,
    }),
  }),
];

function releaseName(source: TextSource): string {
  return source.subject.kind === 'HelmRelease' ? source.subject.name : source.from.name;
}
