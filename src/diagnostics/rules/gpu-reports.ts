import { list, text } from '../../common/json.ts';
import type { JsonRecord } from '../../common/json.ts';
import type { Claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import { quoteEvent } from '../facts/event-facts.ts';
import { quote } from '../facts/refs.ts';
import type { Evidence, ObjectRef } from '../finding.ts';
import { claimFromText } from '../logs/telling.ts';

/** Faults are reported once, when they happen; the GPU stays broken until somebody resets it. */
const RECENT_SECONDS = 24 * 3600;

/** What health checkers (node problem detector, DCGM, cloud agents) write on a machine about its GPUs: conditions and events. */
export function reportedGpuFaults(
  ref: ObjectRef,
  node: JsonRecord | undefined,
  index: BundleIndex,
): readonly Claim[] {
  const conditions = list(node, 'status', 'conditions').flatMap((condition, at) => {
    const type = text(condition, 'type') ?? '';
    const said = [type, text(condition, 'reason'), text(condition, 'message')].join(' ');
    return text(condition, 'status') === 'True'
      ? [{ said, proof: quote(ref, `status.conditions[${at}]`, said) }]
      : [];
  });
  const events = index
    .eventsOf(ref)
    .filter(({ last, type }) => type === 'Warning' && (index.secondsSince(last) ?? 0) < RECENT_SECONDS)
    .map((event): { said: string; proof: Evidence } => ({ said: event.message, proof: quoteEvent(event) }));
  for (const { said, proof } of [...conditions, ...events].reverse()) {
    const found = claimFromText(
      { text: said },
      { index, subject: ref, from: ref, path: proof.from.path ?? '', runsWell: false },
    );
    if (found?.claim.cause === 'gpu-hardware-fault') return [{ ...found.claim, proof: [proof] }];
  }
  return [];
}
