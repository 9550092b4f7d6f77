import { textMap } from '../../common/json.ts';
import type { Outcome } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import type { PodFacts } from '../facts/pod-facts.ts';
import { refTo } from '../facts/refs.ts';

const GAVE_UP =
  /did not start in \d+ seconds|did not disappear in \d+ seconds|server never showed up|didn't respond in \d+ seconds/;

/** A notebook pod that is well, of which the hub says that it never started: the hub's view is stale. */
export function staleHubRule(pod: PodFacts, index: BundleIndex): readonly Outcome[] {
  if (!pod.isReady || pod.deletedAt !== undefined || pod.labels.component !== 'singleuser-server') return [];
  for (const log of index.logs) {
    if (log.namespace !== pod.namespace || log.pod === pod.ref.name || !log.text.includes('did not start in'))
      continue;
    const about = linesAbout(log.text, pod.ref.name);
    const line = about.at(-1);
    if (line === undefined) continue;
    const hub = refTo('Pod', log.namespace, log.pod);
    if (textMap(index.find(hub), 'metadata', 'labels').component === 'proxy') continue;
    return [
      claim({
        cause: 'hub-stale-watch',
        subject: hub,
        severity: 'broken',
        confidence: 'likely',
        says: { hub: log.pod, pods: [pod.ref.name], line: line.text },
        proof: [
          { text: line.text, from: { ...hub, path: 'log', container: log.container, line: line.line } },
          ...pod.quoteCondition('Ready'),
        ],
      }),
    ];
  }
  return [];
}

/** Lines that say the hub gave up on this pod; hubs print names in full or cut off with dots. */
function linesAbout(whole: string, name: string): { text: string; line: number }[] {
  const found: { text: string; line: number }[] = [];
  let line = 0;
  for (let start = 0; start < whole.length;) {
    const newline = whole.indexOf('\n', start);
    const end = newline < 0 ? whole.length : newline;
    line += 1;
    const text = whole.slice(start, end);
    if (text.includes('did not start') && GAVE_UP.test(text)) {
      const said = /([\w.-]+?)(?:-?\.\.\.)? did not start/.exec(text)?.[1] ?? '';
      if (said === name || (said.length > 12 && name.startsWith(said)))
        found.push({ text: text.trim(), line });
    }
    start = end + 1;
  }
  return found;
}
