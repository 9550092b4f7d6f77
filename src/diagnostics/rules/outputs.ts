import type { JsonRecord } from '../../common/json.ts';
import { text, textMap } from '../../common/json.ts';
import type { Outcome } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import type { PodFacts } from '../facts/pod-facts.ts';
import { quote, refTo } from '../facts/refs.ts';
import type { ToolOutput } from '../bundle.ts';
import type { ObjectRef } from '../finding.ts';
import { tellingFailure } from '../logs/failures.ts';
import { readLog } from '../logs/reading.ts';
import { claimFromText } from '../logs/telling.ts';
import { clipped } from '../words/quantities.ts';

/** What a tool printed about an operation. */
export function outputRule(
  ref: ObjectRef,
  _object: JsonRecord | undefined,
  index: BundleIndex,
): readonly Outcome[] {
  return outputsNamed(ref, index).flatMap((output) => {
    const listing = foreignHome(output, ref);
    if (listing) return [listing];
    const found = claimFromText(output, { index, subject: ref, from: ref, path: 'output', runsWell: false });
    return found && found.strength >= 2 ? [found.claim] : [];
  });
}

function outputsNamed(ref: ObjectRef, index: BundleIndex): readonly ToolOutput[] {
  return index.outputs.filter(
    (output) => output.name === ref.name && (output.namespace ?? '') === (ref.namespace ?? ''),
  );
}

/** Output that speaks about an object: under its name or its machine's, or printed by a tool in its namespace about no other object. */
export function outputRefs(
  ref: ObjectRef,
  node: string | undefined,
  index: BundleIndex,
): readonly ObjectRef[] {
  return index.outputs
    .filter((output) => {
      if (output.name === ref.name)
        return output.namespace === undefined || output.namespace === ref.namespace;
      if (node !== undefined && output.name === node) return true;
      const aboutAnother =
        index.get('Pod', output.namespace, output.name) !== undefined ||
        index.get('Node', undefined, output.name) !== undefined;
      return !aboutAnother && (output.namespace === undefined || output.namespace === ref.namespace);
    })
    .map((output) => refTo('ToolOutput', output.namespace, output.name));
}

/** What a machine's kernel log says of a pod that runs on: a process was ended for the memory limit of its own container. */
export function tellsOfLimit(ref: ObjectRef, pod: PodFacts, index: BundleIndex): boolean {
  return (
    ref.name === pod.nodeName &&
    pod.containers.some((container) => container.limit('memory') !== undefined) &&
    outputsNamed(ref, index).some((output) => /Memory cgroup out of memory/i.test(output.text))
  );
}

/**
 * A listing made inside a container that shows its user's own folder in other hands: `whoami` or `id`, and `ls -l` with the folder's
 * owner and mode.
 */
function foreignHome(output: ToolOutput, ref: ObjectRef): Outcome | undefined {
  const user =
    /whoami\s*\n\s*([a-z_][\w-]*)\s*$/m.exec(output.text)?.[1] ??
    /uid=\d+\(([\w-]+)\)/.exec(output.text)?.[1];
  if (user === undefined || user === 'root') return undefined;
  for (const line of output.text.split('\n')) {
    const entry = /^\s*(d[rwxstST-]{9})[.+@]?\s+\d+\s+(\S+)\s+(\S+)\s+.*\s(\S+)$/.exec(line);
    const [, mode = '', owner = '', group = '', name = ''] = entry ?? [];
    if (
      !entry ||
      owner === user ||
      (group === user && mode[5] === 'w') ||
      mode[8] === 'w' ||
      !(name === user || name.endsWith(`/${user}`))
    )
      continue;
    const path = /\bls\s+-\S+\s+(\/\S*)/.exec(output.text)?.[1];
    return claim({
      cause: 'permission-denied',
      subject: ref,
      severity: 'broken',
      confidence: 'likely',
      says: {
        container: ref.name,
        path: path === undefined ? name : `${path.replace(/\/?$/, '/')}${name}`,
        user,
        line: line.trim(),
      },
      proof: [quote(ref, 'output', `whoami: ${user}`), quote(ref, 'output', line.trim())],
    });
  }
  return undefined;
}

/** A Helm release: what helm printed, and the state that its release record is in. */
export function helmRule(
  ref: ObjectRef,
  _object: JsonRecord | undefined,
  index: BundleIndex,
): readonly Outcome[] {
  const printed = index.outputs.filter(
    (output) =>
      /helm/i.test(output.tool) &&
      (output.namespace ?? ref.namespace) === ref.namespace &&
      (output.name === ref.name ||
        output.name === 'helm' ||
        !index.outputs.some((other) => other.name === ref.name)),
  );
  const pods = releasePods(ref, index);
  for (const output of printed) {
    const from = refTo('ToolOutput', output.namespace, output.name);
    const found = claimFromText(output, { index, subject: ref, from, path: 'output', runsWell: false });
    if (found) return [found.strength >= 2 ? found.claim : { ...found.claim, because: pods }];
    const failure = tellingFailure(readLog(output).failures);
    if (failure)
      return [
        claim({
          cause: 'helm-release-failed',
          subject: ref,
          severity: 'broken',
          confidence: 'likely',
          says: { release: ref.name, namespace: ref.namespace, message: failure.first.text },
          proof: [quote(from, 'output', clipped(failure.first.text, 400))],
          because: pods,
        }),
      ];
  }
  const state = newestRecord(ref, index);
  if (state?.startsWith('pending-') === true)
    return [
      claim({
        cause: 'helm-release-pending',
        subject: ref,
        severity: 'broken',
        confidence: 'likely',
        says: { release: ref.name, namespace: ref.namespace, message: state, status: state },
        proof: [quote(ref, 'status', state)],
      }),
    ];
  if (state === 'failed')
    return [
      claim({
        cause: 'helm-release-failed',
        subject: ref,
        severity: 'broken',
        confidence: 'certain',
        says: { release: ref.name, namespace: ref.namespace, message: state },
        proof: [quote(ref, 'status', state)],
        because: pods,
      }),
    ];
  return [];
}

/** The status label of the newest release Secret. Source: helm storage driver (labels owner, name, version, status). */
function newestRecord(ref: ObjectRef, index: BundleIndex): string | undefined {
  const records = [
    ...index.inNamespace('Secret', ref.namespace ?? ''),
    ...index.inNamespace('ConfigMap', ref.namespace ?? ''),
  ]
    .map((object) => textMap(object, 'metadata', 'labels'))
    .filter((labels) => labels.owner === 'helm' && labels.name === ref.name)
    .sort((a, b) => Number(b.version ?? 0) - Number(a.version ?? 0));
  return records[0]?.status;
}

/** The pods that a release put there. */
export function releasePods(ref: ObjectRef, index: BundleIndex): readonly ObjectRef[] {
  return index.pods
    .filter(
      (pod) =>
        pod.namespace === (ref.namespace ?? '') &&
        pod.phase !== 'Succeeded' &&
        (pod.labels['app.kubernetes.io/instance'] === ref.name ||
          pod.labels.release === ref.name ||
          text(pod.object, 'metadata', 'annotations', 'meta.helm.sh/release-name') === ref.name ||
          index.ownersOf(pod.ref).some((owner) => owner.name.startsWith(ref.name))),
    )
    .map((pod) => pod.ref);
}
