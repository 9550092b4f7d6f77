import type { Claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import type { ContainerFacts, PodFacts } from '../facts/pod-facts.ts';
import { keyOf } from '../facts/refs.ts';
import type { ObjectRef, SubjectRef } from '../finding.ts';
import { isBesideThePoint } from './beside.ts';
import type { Failure } from './failures.ts';
import { tellingFailure } from './failures.ts';
import type { Hit, TextSource } from './reading.ts';
import { readLog, tellingHits } from './reading.ts';

/** What one or more texts of a program say about its end. */
export interface Telling {
  /** The claim of the strongest signature that stands, if any. */
  readonly claim?: Claim;
  readonly strength: number;
  readonly failure?: { readonly first: Failure; readonly last: Failure; readonly source: TextSource };
}

/** Characters at the end of a log that speak of now, when the program runs on. */
const RECENT = 16_000;
/** Lines that show that a running program got over its trouble. */
const RECOVERED =
  /\b(?:re)?connected\b|succe(?:ss|eded)|recovered|\bready\b|listening on|\bstarted\b|resumed|\b200 OK\b|" 200 |back online|healthy\b|retry(?:ing)? worked|completed/i;

/** The best claim that a text supports, by strength and then by place. */
export function claimFromText(
  log: { readonly text: string },
  source: TextSource,
): { claim: Claim; strength: number } | undefined {
  const reading = readLog(log);
  const stands = (hit: Hit): boolean => hit.signature.claimOf(hit, source, log.text) !== undefined;
  for (const hit of tellingHits(reading)) {
    if (source.runsWell && !(hit.signature.whileRunning && isFresh(hit, log.text))) continue;
    if (!source.runsWell && isBesideThePoint(hit, reading, stands)) continue;
    const claim = hit.signature.claimOf(hit, source, log.text);
    if (claim)
      return {
        claim: withSameCause(claim, hit, reading.hits, source, log.text),
        strength: hit.signature.strength,
      };
  }
  return undefined;
}

/** Other lines that say the same are proof as well: each names something that the first may not. */
function withSameCause(
  claim: Claim,
  telling: Hit,
  hits: readonly Hit[],
  source: TextSource,
  whole: string,
): Claim {
  const texts = new Set([telling.text]);
  const proof = [...claim.proof];
  const because = [...claim.because];
  for (const hit of hits) {
    if (proof.length >= 4 || texts.has(hit.text) || Math.abs(hit.line - telling.line) > 60) continue;
    const other = hit.signature.claimOf(hit, source, whole);
    if (other?.cause !== claim.cause) continue;
    texts.add(hit.text);
    proof.push(...other.proof);
    because.push(...other.because.filter((ref) => !because.some((known) => keyOf(known) === keyOf(ref))));
  }
  return { ...claim, proof, because };
}

/** In a program that runs well, a line counts when it is among the last and nothing after it sounds like recovery. */
function isFresh(hit: Hit, whole: string): boolean {
  const end = hit.offset + hit.text.length;
  if (whole.length - end > RECENT) return false;
  const after = whole.slice(end).split('\n').slice(1);
  return (
    after.length <= 40 &&
    !after.some(
      (line) =>
        RECOVERED.test(line) && !/\bnot (?:ready|started|healthy|connected)\b|unsuccessful|fail/i.test(line),
    )
  );
}

/**
 * Reads the logs of a container's last run: the one before the restart, or the present one where it is down or never restarted. With
 * `presentOnly`, only what the run that goes on now prints.
 */
export function tellingOf(
  container: ContainerFacts,
  pod: PodFacts,
  index: BundleIndex,
  runsWell: boolean,
  presentOnly = false,
): Telling & { read: boolean } {
  const isUp = container.state.kind === 'running';
  const logs = index.logsOf(pod.ref, container.name).filter((log) => !(presentOnly && log.previous));
  // While a container runs again, its earlier log tells of the end; what the present run says may be the same trouble coming back.
  const ordered = [...logs].sort((a, b) =>
    isUp && !runsWell ? Number(b.previous) - Number(a.previous) : Number(a.previous) - Number(b.previous),
  );
  const texts = ordered.map((log) => ({ log: log, path: 'log' }));
  const message = container.end?.message ?? '';
  const sourceOf = (path: string, from: ObjectRef & { container?: string }): TextSource => ({
    index,
    subject: container.ref,
    from,
    path,
    pod,
    container,
    runsWell,
  });
  let best: Telling = { strength: 0 };
  const consider = (log: { readonly text: string }, path: string): void => {
    const source = sourceOf(path, { ...pod.ref, container: container.name });
    const found = claimFromText(log, source);
    if (found && found.strength > best.strength)
      best = { ...best, claim: found.claim, strength: found.strength };
    if (!best.failure && !runsWell) {
      const failure = tellingFailure(readLog(log).failures);
      if (failure) best = { ...best, failure: { ...failure, source } };
    }
  };
  for (const { log, path } of texts) if (log.text.trim() !== '') consider(log, path);
  if (message !== '' && container.end && (!runsWell || container.end.current))
    consider({ text: message }, `${container.end.path}.message`);
  return { ...best, read: texts.some(({ log }) => log.text !== '') };
}

/** Texts that tools printed about an object: under its own name, or about the machine that it runs on. */
export function outputsAbout(
  ref: SubjectRef,
  names: readonly string[],
  index: BundleIndex,
): readonly { log: { readonly text: string }; from: ObjectRef; tool: string }[] {
  return index.outputs
    .filter(
      (output) =>
        names.includes(output.name) &&
        (output.namespace === undefined ||
          ref.namespace === undefined ||
          output.namespace === ref.namespace ||
          ref.kind === 'Node'),
    )
    .map((output) => ({
      log: output,
      from: {
        kind: 'ToolOutput',
        ...(output.namespace === undefined ? {} : { namespace: output.namespace }),
        name: output.name,
      },
      tool: output.tool,
    }));
}
