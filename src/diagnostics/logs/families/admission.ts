import { at, text } from '../../../common/json.ts';
import type { BundleIndex } from '../../facts/bundle-index.ts';
import type { PodFacts } from '../../facts/pod-facts.ts';
import { quantityOf } from '../../words/quantities.ts';
import type { QuotaLine, QuotaUser } from '../../words/admission.ts';
import type { Hit, TextSource } from '../reading.ts';
import { signature } from '../signature.ts';

/** What the API server refused, from `pods "x" is forbidden` and its like. */
function targetIn(line: string): string | undefined {
  return /\b(?:pods?|persistentvolumeclaims|services|jobs\.batch|deployments\.apps|configmaps|secrets) "([^"]+)" is forbidden/i.exec(
    line,
  )?.[1];
}

function baseOf(
  hit: Hit,
  source: TextSource,
): { target: string | undefined; namespace: string | undefined; message: string } {
  return { target: targetIn(hit.text), namespace: source.subject.namespace, message: messageOf(hit.text) };
}

/** The API server's own sentence out of the JSON body that clients print. */
export function messageOf(line: string): string {
  const body = /"message":\s*"((?:[^"\\]|\\.|"(?!,"(?:reason|details|code)"|\}))*)"/.exec(line)?.[1];
  return (body ?? line).replaceAll('\\"', '"').trim();
}

/** `requests.cpu=1,limits.memory=2Gi` as lines with the resource's use and limit; only those that do not fit, where that can be told. */
export function quotaLines(message: string): QuotaLine[] {
  const part = (name: string): Map<string, string> => {
    const found =
      new RegExp(`${name}:\\s*([^:]*?)(?:,\\s*(?:requested|used|limited):|"|$)`).exec(message)?.[1] ?? '';
    return new Map(
      found.split(',').flatMap((pair) => {
        const [key, value] = pair.trim().split('=');
        return key !== undefined && value !== undefined && key !== ''
          ? [[key, value.replace(/[^\w.+-].*$/, '')] as const]
          : [];
      }),
    );
  };
  const requested = part('requested');
  const used = part('used');
  const limited = part('limited');
  const lines = [...limited.keys()].map((resource) => ({
    resource,
    requested: requested.get(resource),
    used: used.get(resource),
    limited: limited.get(resource),
  }));
  const over = lines.filter(
    (line) =>
      (quantityOf(line.requested) ?? 0) + (quantityOf(line.used) ?? 0) >
      (quantityOf(line.limited) ?? Infinity),
  );
  return over.length > 0 ? over : lines;
}

/** Who holds most of a resource in a namespace: workloads by name, with what they ask for. */
function usersOf(resource: string, namespace: string | undefined, index: BundleIndex): QuotaUser[] {
  if (namespace === undefined) return [];
  if (/(?:^|\/)requests\.storage$/.test(resource)) return largestClaims(resource, namespace, index);
  const name = resource.replace(/^(requests|limits)\./, '');
  const held = new Map<string, { amount: number; pods: number }>();
  for (const pod of index.pods) {
    if (pod.namespace !== namespace || pod.isFinished) continue;
    const owner = workloadOf(pod, index);
    const { amount, pods } = held.get(owner) ?? { amount: 0, pods: 0 };
    held.set(owner, { amount: amount + (name === 'pods' ? 1 : pod.request(name)), pods: pods + 1 });
  }
  return [...held]
    .filter(([, { amount }]) => amount > 0)
    .sort(([a, one], [b, other]) => other.amount - one.amount || (a < b ? -1 : 1))
    .slice(0, 3)
    .map(([owner, held]) => ({ owner, ...held }));
}

/** Claims hold the storage of a namespace, whether a pod uses them or not; a class may have a quota of its own. */
function largestClaims(resource: string, namespace: string, index: BundleIndex): QuotaUser[] {
  const storageClass = /^([^/]+)\.storageclass\.storage\.k8s\.io\//.exec(resource)?.[1];
  return index
    .inNamespace('PersistentVolumeClaim', namespace)
    .filter(
      (object) => storageClass === undefined || text(object, 'spec', 'storageClassName') === storageClass,
    )
    .map((object) => ({
      owner: text(object, 'metadata', 'name') ?? '',
      amount: quantityOf(at(object, 'spec', 'resources', 'requests', 'storage')) ?? 0,
      pods: 1,
    }))
    .sort((a, b) => b.amount - a.amount || (a.owner < b.owner ? -1 : 1))
    .slice(0, 3);
}

/** The name that its user gave the work: a Deployment's, where only its ReplicaSet is known by name. */
function workloadOf(pod: PodFacts, index: BundleIndex): string {
  const top = index.ownersOf(pod.ref).at(-1);
  if (!top) return pod.ref.name;
  const hash = pod.labels['pod-template-hash'];
  return top.kind === 'ReplicaSet' && hash !== undefined && top.name.endsWith(`-${hash}`)
    ? top.name.slice(0, -hash.length - 1)
    : top.name;
}

/** Refusals of the API server, wherever they are printed: events of owners, conditions, client errors in logs, tools. */
export const admissionSignatures = [
  signature({
    cause: 'quota-exceeded',
    needles: ['exceeded quota'],
    pattern: /exceeded quota: ([\w.-]+)/,
    strength: 3,
    whileRunning: true,
    confidence: 'certain',
    says: (hit, source) => {
      const base = baseOf(hit, source);
      const lines = quotaLines(base.message);
      return {
        ...base,
        quota: hit.match[1] ?? '',
        lines,
        users: lines[0] === undefined ? [] : usersOf(lines[0].resource, base.namespace, source.index),
      };
    },
    subject: (hit, source) => ({
      kind: 'ResourceQuota',
      ...(source.subject.namespace === undefined ? {} : { namespace: source.subject.namespace }),
      name: hit.match[1] ?? '',
    }),
  }),
  signature({
    cause: 'quota-must-specify',
    needles: ['must specify', 'failed quota'],
    pattern: /failed quota: ([\w.-]+): must specify ([^"]+)/,
    strength: 3,
    whileRunning: true,
    confidence: 'certain',
    says: (hit, source) => ({
      ...baseOf(hit, source),
      quota: hit.match[1] ?? '',
      fields: [
        ...new Set((hit.match[2] ?? '').match(/\b(?:(?:limits|requests)\.[\w./-]+|cpu|memory)\b/g) ?? []),
      ],
    }),
  }),
  signature({
    cause: 'limitrange-violation',
    needles: ['usage per', 'limit to request ratio'],
    pattern:
      /((?:maximum|minimum) [\w./-]+ usage per \w+ is [^,"\]]+(?:, but (?:limit|request) is [^,"\]]+)?|[\w./-]+ max limit to request ratio per \w+ is [^"\]]+)/,
    strength: 3,
    whileRunning: true,
    confidence: 'certain',
    says: (hit, source) => ({ ...baseOf(hit, source), rule: hit.match[1] ?? '' }),
  }),
  signature({
    cause: 'pod-security-violation',
    needles: [
      'violates podsecurity',
      'security context constraint',
      'pod security polic',
      'podsecuritypolicy',
    ],
    pattern:
      /(?<!would )violates PodSecurity "([^"]+)":?\s*(.*)|(?:unable to validate against any (?:security context constraint|pod security policy)|PodSecurityPolicy: unable to (?:admit|validate) pod):?\s*(.*)/,
    strength: 3,
    whileRunning: true,
    confidence: 'certain',
    says: (hit, source) => ({
      ...baseOf(hit, source),
      level:
        hit.match[1] ??
        (/security context/.test(hit.text) ? 'SecurityContextConstraint' : 'PodSecurityPolicy'),
      problems: (hit.match[2] ?? hit.match[3] ?? '')
        .split(/\),\s*|, (?=provider|spec\.)/)
        .map((part) => part.trim())
        .filter((part) => part !== '' && !/not usable by user or serviceaccount/.test(part))
        .slice(0, 8),
    }),
  }),
  signature({
    cause: 'webhook-unavailable',
    needles: [
      'failed calling webhook',
      'failed to call webhook',
      'failed calling admission webhook',
      'conversion webhook',
    ],
    pattern:
      /failed (?:calling|to call) (?:admission )?webhook:? "([^"]+)":?\s*(.*)|conversion webhook for ([^:]+? failed): (.*)/,
    strength: 3,
    whileRunning: true,
    confidence: 'certain',
    says: (hit, source) => ({
      ...baseOf(hit, source),
      webhook: hit.match[1] ?? hit.match[3]?.replace(/ failed$/, '') ?? '',
      reason: (hit.match[2] ?? hit.match[4] ?? '').replace(/^failed to call webhook:\s*/, ''),
    }),
  }),
  signature({
    cause: 'admission-denied',
    needles: ['denied the request'],
    pattern: /admission webhook "([^"]+)" denied the request:?\s*(.*)/,
    strength: 3,
    whileRunning: true,
    confidence: 'certain',
    says: (hit, source) => ({
      ...baseOf(hit, source),
      webhook: hit.match[1] ?? '',
      reason: hit.match[2] ?? '',
    }),
  }),
  signature({
    cause: 'admission-denied',
    needles: ['validatingadmissionpolicy'],
    pattern: /ValidatingAdmissionPolicy '([^']+)'.*denied request:?\s*(.*)/,
    strength: 3,
    whileRunning: true,
    confidence: 'certain',
    says: (hit, source) => ({
      ...baseOf(hit, source),
      webhook: hit.match[1] ?? '',
      reason: hit.match[2] ?? '',
    }),
  }),
  signature({
    cause: 'admission-denied',
    needles: ['is invalid'],
    // The API server itself does not accept the object; clients print its answer (422).
    pattern:
      /\b(?:Pod|Job|StatefulSet|Deployment|ReplicaSet|PersistentVolumeClaim|Service|Secret|ConfigMap)(?:\.\w+)* \\?"([^"\\]+)\\?" is invalid: (.+)/,
    strength: 3,
    whileRunning: true,
    confidence: 'certain',
    says: (hit, source) => {
      const { message, namespace } = baseOf(hit, source);
      return {
        target: hit.match[1],
        namespace,
        message,
        webhook: '',
        reason: /is invalid: (.+)/.exec(message)?.[1] ?? message,
      };
    },
  }),
  signature({
    cause: 'serviceaccount-not-found',
    needles: ['serviceaccount', 'service account'],
    pattern:
      /error looking up service account ([\w.-]+)\/([\w.-]+)|serviceaccounts? "([^"]+)" not found|service account ([\w.-]+) was not found/i,
    strength: 3,
    whileRunning: true,
    confidence: 'certain',
    says: (hit, source) => ({
      ...baseOf(hit, source),
      account: hit.match[2] ?? hit.match[3] ?? hit.match[4] ?? '',
      ...(hit.match[1] === undefined ? {} : { namespace: hit.match[1] }),
    }),
  }),
  signature({
    cause: 'rbac-forbidden',
    needles: ['cannot '],
    pattern:
      /User "([^"]+)" cannot (\w+) (?:resource )?"?([\w./-]+)"?(?: in API group "[^"]*")?(?: (?:in the namespace|at the (cluster) scope)(?: "([^"]+)")?)?/,
    strength: 3,
    whileRunning: true,
    confidence: 'certain',
    says: (hit, source) => ({
      ...baseOf(hit, source),
      user: hit.match[1] ?? '',
      verb: hit.match[2] ?? '',
      resource: hit.match[3] ?? '',
      where: hit.match[5],
    }),
  }),
  signature({
    cause: 'runtimeclass-missing',
    needles: ['runtimeclass'],
    pattern:
      /RuntimeClass(?:\.node\.k8s\.io)?\s+"?([\w.-]+)"? not found|runtimeclasses(?:\.node\.k8s\.io)? "([^"]+)" not found/i,
    strength: 3,
    whileRunning: true,
    confidence: 'certain',
    says: (hit, source) => ({
      ...baseOf(hit, source),
      target: targetIn(hit.text) ?? (source.from.kind === 'ToolOutput' ? undefined : source.from.name),
      runtimeClass: hit.match[1] ?? hit.match[2] ?? '',
      classes: source.index.all('RuntimeClass').flatMap((object) => text(object, 'metadata', 'name') ?? []),
    }),
    subject: (hit) => ({ kind: 'RuntimeClass', name: hit.match[1] ?? hit.match[2] ?? '' }),
  }),
  signature({
    cause: 'priorityclass-missing',
    needles: ['priorityclass'],
    pattern:
      /no PriorityClass with name "?([\w.-]+)"? was found|priorityclasses?(?:\.scheduling\.k8s\.io)? "([^"]+)" not found/i,
    strength: 3,
    whileRunning: true,
    confidence: 'certain',
    says: (hit, source) => ({
      ...baseOf(hit, source),
      priorityClass: hit.match[1] ?? hit.match[2] ?? '',
      classes: source.index.all('PriorityClass').flatMap((object) => text(object, 'metadata', 'name') ?? []),
    }),
    subject: (hit) => ({ kind: 'PriorityClass', name: hit.match[1] ?? hit.match[2] ?? '' }),
  }),
  signature({
    cause: 'namespace-terminating',
    needles: ['because it is being terminated'],
    pattern: /unable to create new content in namespace ([\w.-]+) because it is being terminated/,
    strength: 3,
    whileRunning: true,
    confidence: 'certain',
    says: (hit, source) => ({ ...baseOf(hit, source), namespace: hit.match[1] }),
    subject: (hit) => ({ kind: 'Namespace', name: hit.match[1] ?? '' }),
  }),
  signature({
    cause: 'queue-missing',
    needles: ['queue'],
    pattern:
      /LocalQueue ([\w.-]+) doesn't exist|localqueues?\S* "([^"]+)" not found|queue ["'`]?([\w.-]+)["'`]? (?:does not exist|not found|doesn't exist)|failed to find queue:?\s*<?([\w.-]+)>?/i,
    strength: 2,
    whileRunning: true,
    says: (hit, source) => ({
      queue: hit.match.slice(1).find(Boolean) ?? '',
      message: hit.text,
      kind: 'missing',
      queues: source.index.all('LocalQueue').flatMap((object) => text(object, 'metadata', 'name') ?? []),
    }),
  }),
];
