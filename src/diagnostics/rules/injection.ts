import type { Outcome } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import type { PodFacts } from '../facts/pod-facts.ts';
import type { Evidence } from '../finding.ts';

interface Injection {
  /** What a webhook adds. */
  readonly what: string;
  /** True when the pod says that it wants it. */
  wanted(pod: PodFacts): boolean;
  /** Names of containers of which one must then be there. */
  readonly adds: RegExp;
  /** What the program says when it is missing. */
  readonly missed: RegExp;
}

/** Webhooks that put something into pods, and how programs fail without it. Sources: the projects' own webhooks. */
const injections: readonly Injection[] = [
  {
    what: 'storage-initializer (KServe)',
    wanted: (pod) =>
      pod.labels['serving.kserve.io/inferenceservice'] !== undefined ||
      pod.labels['serving.kubeflow.org/inferenceservice'] !== undefined ||
      pod.annotations['internal.serving.kserve.io/storage-initializer-sourceuri'] !== undefined,
    adds: /^storage-initializer$|^modelcar/,
    missed:
      /(?:base path|directory|path|file)\b.*\/mnt\/models|\/mnt\/models\b.*(?:not found|does not exist|No such file)/i,
  },
  {
    what: 'vault-agent',
    wanted: (pod) => pod.annotations['vault.hashicorp.com/agent-inject'] === 'true',
    adds: /^vault-agent/,
    missed: /\/vault\/secrets/,
  },
  {
    what: 'istio-proxy',
    wanted: (pod) =>
      pod.labels['sidecar.istio.io/inject'] === 'true' ||
      pod.annotations['sidecar.istio.io/inject'] === 'true',
    adds: /^istio-(?:proxy|init)/,
    missed: /127\.0\.0\.1:150\d\d|localhost:150\d\d/,
  },
  {
    what: 'AWS credentials (eks.amazonaws.com/role-arn)',
    wanted: (pod) => pod.annotations['eks.amazonaws.com/role-arn'] !== undefined,
    adds: /^$/,
    missed:
      /Unable to locate credentials|NoCredentialProviders|Could not load credentials from any providers/,
  },
];

/** A webhook should have added something to the pod, did not, and the program fails for want of it. */
export function injectionRule(pod: PodFacts, index: BundleIndex): readonly Outcome[] {
  if (pod.isReady || pod.deletedAt !== undefined || pod.phase === 'Succeeded') return [];
  for (const injection of injections) {
    if (!injection.wanted(pod) || pod.containers.some((container) => injection.adds.test(container.name)))
      continue;
    const said = missedIn(pod, injection.missed, index);
    if (!said) continue;
    return [
      claim({
        cause: 'webhook-not-injected',
        subject: pod.ref,
        severity: 'broken',
        confidence: 'likely',
        says: { what: injection.what, message: said.text, container: said.from.container },
        proof: [
          said,
          pod.quote('spec', `containers: ${pod.containers.map((container) => container.name).join(', ')}`),
        ],
      }),
    ];
  }
  return [];
}

function missedIn(pod: PodFacts, pattern: RegExp, index: BundleIndex): Evidence | undefined {
  for (const log of index.logsOf(pod.ref)) {
    const tail = log.text.slice(-60_000).split('\n');
    const line = tail.find((candidate) => pattern.test(candidate));
    if (line !== undefined)
      return { text: line.trim(), from: { ...pod.ref, path: 'log', container: log.container } };
  }
  return undefined;
}
