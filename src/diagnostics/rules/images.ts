import { list, text } from '../../common/json.ts';
import type { Claim, Outcome } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import type { EventFact } from '../facts/event-facts.ts';
import { quoteEvent } from '../facts/event-facts.ts';
import type { ContainerFacts, PodFacts } from '../facts/pod-facts.ts';
import { archOf } from '../facts/architecture.ts';
import type { Evidence } from '../finding.ts';

/** `state.waiting.reason` of a container whose image is the trouble. Source: kubelet pkg/kubelet/images/types.go. */
const WAITING =
  /^(ErrImagePull|ImagePullBackOff|ErrImageNeverPull|InvalidImageName|ImageInspectError|RegistryUnavailable|SignatureValidationFailed)$/;

/** Below this a download is no news (10 GB images at 100 MB/s). */
const QUIET_PULL_SECONDS = 120;

/** Why the image of a container cannot be had, from what the registry or the runtime answered. */
export function imageRule(pod: PodFacts, index: BundleIndex): readonly Outcome[] {
  if (pod.deletedAt !== undefined || pod.isFinished) return [];
  return pod.containers.flatMap((container) => {
    const waiting = container.waiting;
    const events = index
      .eventsOf(pod.ref)
      .filter(
        (event) =>
          event.container === container.name ||
          (event.container === undefined && event.message.includes(container.image)),
      );
    if (waiting && WAITING.test(waiting.reason)) return [pullFailure(pod, container, waiting, events, index)];
    const failed = events.filter(isPullFailure).at(-1);
    const retried = events.some(
      (event) => event.reason === 'Pulling' && (event.last ?? 0) > (failed?.last ?? Infinity),
    );
    if (
      failed &&
      !retried &&
      !container.ready &&
      container.state.kind !== 'running' &&
      container.end === undefined &&
      !laterStart(events, failed)
    ) {
      return [pullFailure(pod, container, { reason: '', message: '' }, events, index)];
    }
    return stillPulling(container, events, index);
  });
}

function isPullFailure(event: EventFact): boolean {
  return /^(Failed|InspectFailed|ErrImageNeverPull)$/.test(event.reason) && /image/i.test(event.message);
}

function laterStart(events: readonly EventFact[], failed: EventFact): boolean {
  return events.some(
    (event) =>
      /^(Pulled|Created|Started)$/.test(event.reason) && (event.last ?? 0) >= (failed.last ?? Infinity),
  );
}

function pullFailure(
  pod: PodFacts,
  container: ContainerFacts,
  waiting: { reason: string; message: string },
  events: readonly EventFact[],
  index: BundleIndex,
): Claim {
  const failures = events.filter(isPullFailure);
  // The runtime's own words say most; the bare "Error: ErrImagePull" that follows them says nothing.
  const told = [...failures]
    .reverse()
    .find((event) =>
      /Failed to (?:pull|apply|inspect)|present with pull policy|couldn't parse/i.test(event.message),
    );
  const message = [waiting.message, ...(told ? [told.message] : [])].filter((part) => part !== '').join(' ');
  const proof: Evidence[] = [
    ...(waiting.reason === '' ? [] : [container.quoteWaiting()]),
    ...(told ? [quoteEvent(told)] : failures.slice(-1).map(quoteEvent)),
  ];
  const secretEvent = index
    .eventsOf(pod.ref)
    .find((event) => event.reason === 'FailedToRetrieveImagePullSecret');
  return classified(
    pod,
    container,
    waiting.reason,
    message,
    told?.message ?? waiting.message,
    [...proof, ...(secretEvent ? [quoteEvent(secretEvent)] : [])],
    secretEvent,
    index,
  );
}

function classified(
  pod: PodFacts,
  container: ContainerFacts,
  reason: string,
  message: string,
  shown: string,
  proof: Evidence[],
  secretEvent: EventFact | undefined,
  index: BundleIndex,
): Claim {
  const image = container.image;
  const base = {
    subject: container.ref,
    severity: 'broken',
    proof,
    since: pod.condition('PodScheduled')?.since ?? pod.createdAt,
  } as const;
  const pull = { image, container: container.name, message: shown, registry: registryOf(image) };
  const node = pod.nodeName;
  const low = message.toLowerCase();
  const known = message !== '';
  if (reason === 'InvalidImageName' || /couldn't parse image|invalid reference format/.test(low))
    return claim({ ...base, cause: 'image-invalid-name', confidence: 'certain', says: pull });
  if (reason === 'ErrImageNeverPull' || /pull policy of never/.test(low))
    return claim({ ...base, cause: 'image-never-pull', confidence: 'certain', says: { ...pull, node } });
  if (/toomanyrequests|429 too many requests|pull rate limit|rate limit exceeded|pull qps exceeded/.test(low))
    return claim({ ...base, cause: 'image-rate-limit', confidence: 'certain', says: pull });
  if (/no space left on device/.test(low))
    return claim({ ...base, cause: 'image-node-disk-full', confidence: 'certain', says: { ...pull, node } });
  if (
    /no match for platform|no matching manifest for|does not match the specified platform|no image found in (?:image index|manifest list) for architecture|cannot be used on this platform|exec format error/.test(
      low,
    )
  ) {
    return claim({
      ...base,
      cause: 'image-wrong-architecture',
      confidence: 'certain',
      says: { ...pull, node, arch: archOf(pod, index, message) },
    });
  }
  if (/server gave http response to https client/.test(low))
    return claim({ ...base, cause: 'image-http-registry', confidence: 'certain', says: pull });
  if (
    /x509|certificate signed by unknown|certificate has expired|certificate is not valid|tls: failed to verify|tls: handshake failure/.test(
      low,
    )
  ) {
    return claim({
      ...base,
      cause: 'image-tls',
      confidence: 'certain',
      says: { ...pull, expired: /expired/.test(low) },
    });
  }
  if (
    /no such host|server misbehaving|temporary failure in name resolution|name or service not known/.test(low)
  )
    return claim({ ...base, cause: 'image-network', confidence: 'certain', says: { ...pull, kind: 'dns' } });
  const secrets = list(pod.spec, 'imagePullSecrets').flatMap((secret) => text(secret, 'name') ?? []);
  const missingSecret = missingPullSecret(secretEvent, secrets, pod, index);
  const refused =
    /unauthorized|(?:^|[\s("=]|code":\s?)401\b|403 forbidden|no basic auth|authentication required|failed to fetch (?:oauth|anonymous) token|downloadartifacts|incorrect username or password|access forbidden|permission ?denied|denied: permission/.test(
      low,
    );
  const ambiguous =
    /pull access denied|insufficient_scope|denied: requested access|repository does not exist or may require/.test(
      low,
    );
  if (
    /manifest unknown|manifest for .* not found|not found: manifest|manifest_unknown|name unknown|name_unknown|repository .*not found/.test(
      low,
    ) ||
    (/code = notfound|failed to resolve reference[^]*: not found|: not found$/.test(low) &&
      !refused &&
      !ambiguous)
  ) {
    return claim({
      ...base,
      cause: 'image-not-found',
      confidence: 'certain',
      says: { ...pull, tag: tagOf(image), ambiguous: false },
    });
  }
  if (missingSecret !== undefined && (refused || ambiguous || !known)) {
    return claim({
      ...base,
      cause: 'image-auth',
      confidence: refused || ambiguous ? 'certain' : 'likely',
      says: { ...pull, secrets, missingSecret, ambiguous: false },
    });
  }
  if (ambiguous && secrets.length === 0 && isPublicHub(image))
    return claim({
      ...base,
      cause: 'image-not-found',
      confidence: 'likely',
      says: { ...pull, tag: undefined, ambiguous: true },
    });
  if (refused || ambiguous)
    return claim({
      ...base,
      cause: 'image-auth',
      confidence: refused && !ambiguous ? 'certain' : 'likely',
      says: { ...pull, secrets, ambiguous },
    });
  if (
    /i\/o timeout|client\.timeout|connection refused|tls handshake timeout|deadline exceeded|eof|connection reset|no route to host|network is unreachable|proxyconnect|bad gateway|service unavailable|registryunavailable/.test(
      low,
    ) ||
    reason === 'RegistryUnavailable'
  ) {
    return claim({
      ...base,
      cause: 'image-network',
      confidence: 'certain',
      says: {
        ...pull,
        kind: /timeout|deadline/.test(low) ? 'timeout' : /refused/.test(low) ? 'refused' : 'other',
      },
    });
  }
  return claim({
    ...base,
    cause: 'image-not-found',
    confidence: 'possible',
    says: { ...pull, tag: undefined, ambiguous: true },
  });
}

function missingPullSecret(
  event: EventFact | undefined,
  secrets: readonly string[],
  pod: PodFacts,
  index: BundleIndex,
): string | undefined {
  const named = /pull secrets \(([^)]*)\)/.exec(event?.message ?? '')?.[1]?.split(/[,\s]+/)[0];
  if (named !== undefined && named !== '') return named;
  const known = index.inNamespace('Secret', pod.namespace);
  // Only a namespace whose Secrets were read can tell that one of them is missing.
  return known.length === 0
    ? undefined
    : secrets.find((name) => index.get('Secret', pod.namespace, name) === undefined);
}

function stillPulling(
  container: ContainerFacts,
  events: readonly EventFact[],
  index: BundleIndex,
): Outcome[] {
  if (container.waiting === undefined || container.end !== undefined) return [];
  const pulling = events.filter((event) => event.reason === 'Pulling').at(-1);
  if (!pulling || laterStart(events, pulling)) return [];
  const seconds = index.secondsSince(pulling.last);
  if (seconds === undefined) return [];
  return [
    claim({
      cause: 'image-pulling',
      subject: container.ref,
      severity: 'note',
      confidence: seconds > QUIET_PULL_SECONDS ? 'certain' : 'likely',
      says: {
        image: container.image,
        container: container.name,
        message: pulling.message,
        registry: registryOf(container.image),
        seconds,
      },
      proof: [quoteEvent(pulling)],
      since: pulling.first,
    }),
  ];
}

/** The host part of an image name; Docker Hub where none is written. */
export function registryOf(image: string): string {
  const first = image.split('/')[0] ?? '';
  return image.includes('/') && /[.:]|^localhost$/.test(first) ? first : 'docker.io';
}

/** True for images without a registry and without an account on Docker Hub, where anyone may look, so that "denied" means "not there". */
function isPublicHub(image: string): boolean {
  return registryOf(image) === 'docker.io' && !image.replace(/^docker\.io\/(library\/)?/, '').includes('/');
}

function tagOf(image: string): string | undefined {
  const withoutDigest = image.split('@')[0] ?? '';
  const last = withoutDigest.slice(withoutDigest.lastIndexOf('/') + 1);
  const colon = last.indexOf(':');
  return colon < 0 ? (image.includes('@') ? undefined : 'latest') : last.slice(colon + 1);
}
