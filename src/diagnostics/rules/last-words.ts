import type { Claim } from '../claim.ts';
import { claim } from '../claim.ts';
import type { BundleIndex } from '../facts/bundle-index.ts';
import type { ContainerFacts, End, PodFacts } from '../facts/pod-facts.ts';
import { refTo } from '../facts/refs.ts';
import type { Evidence } from '../finding.ts';
import type { Failure } from '../logs/failures.ts';
import { readable } from '../logs/readable.ts';
import type { Telling } from '../logs/telling.ts';
import { reportedGpuFaults } from './gpu-reports.ts';
import { outputRefs } from './outputs.ts';
import { neighboursAwaited } from './waiting.ts';

/** Nothing more specific: the program's own last error, or the last thing it printed, or that nothing is known. */
export function lastWords(
  container: ContainerFacts,
  pod: PodFacts,
  end: End | undefined,
  telling: Telling & { read: boolean },
  index: BundleIndex,
): Claim {
  const failure = telling.failure;
  // Who was killed from outside had no time for last words: what stands last in the log is work.
  const wasKilled = end?.exitCode === 137;
  const lines = failure || wasKilled ? [] : lastLines(container, pod, index);
  const [said] = lines;
  const base = {
    subject: container.ref,
    severity: container.ready ? 'warning' : 'broken',
    confidence: failure ? (failure.first.weight >= 2 ? 'certain' : 'likely') : said ? 'likely' : 'possible',
    since: end?.finishedAt,
    proof: [
      ...(failure ? [lineOf(container, pod, failure.first, failure.source.path)] : []),
      ...(failure?.first.weight === 1
        ? linesBefore(failure.first, failure.source, container, pod, index)
        : []),
      ...lines.map((text) => lineOf(container, pod, { text }, 'log')),
      ...(end ? [container.quoteEnd(end)] : []),
      ...(container.waiting ? [container.quoteWaiting()] : []),
    ],
    because: failure ? brokenGpus(failure.first.text, pod, index) : suspects(container, pod, end, index),
  } as const;
  const crash = {
    container: container.name,
    only: pod.isOnlyProgram(container),
    exitCode: end?.exitCode,
    restarts: container.restarts,
    line: failure?.first.text,
    logsRead: telling.read,
  };
  if (container.role === 'init')
    return claim({ ...base, cause: 'init-container-failed', says: { ...crash, line: crash.line ?? said } });
  const frame = failure?.first.frame;
  return claim({
    ...base,
    cause: 'app-error',
    says: {
      ...crash,
      ...(said === undefined ? {} : { said }),
      ...(failure && failure.last !== failure.first ? { then: failure.last.text } : {}),
      ...(frame
        ? { frame: `${frame.file}:${frame.line}${frame.function === '' ? '' : ` (${frame.function})`}` }
        : {}),
    },
  });
}

function lineOf(
  container: ContainerFacts,
  pod: PodFacts,
  { text, line }: { readonly text: string; readonly line?: number },
  path: string,
): Evidence {
  const place = path === 'log' && line !== undefined ? { line } : {};
  return { text, from: { ...pod.ref, path, container: container.name, ...place } };
}

/** A plain error line often ends what the lines before it say. */
function linesBefore(
  { line, text }: Failure,
  { path }: { readonly path: string },
  container: ContainerFacts,
  pod: PodFacts,
  index: BundleIndex,
): readonly Evidence[] {
  if (path !== 'log') return [];
  const begin = text.slice(0, 40);
  for (const log of index.logsOf(pod.ref, container.name)) {
    const lines = log.text.split('\n', line);
    // Of two runs' logs only the one that has the line there is meant.
    if (lines[line - 1]?.includes(begin) !== true) continue;
    const first = Math.max(0, line - 3);
    return lines
      .slice(first, line - 1)
      .map((raw, at) => ({ text: readable(raw).trim().slice(0, 300), line: first + at + 1 }))
      .filter((told) => told.text !== '')
      .map((told) => lineOf(container, pod, told, 'log'));
  }
  return [];
}

/** What CUDA calls a failure may be the GPU's own: then the machine has reported it. */
function brokenGpus(said: string, pod: PodFacts, index: BundleIndex): Claim['because'] {
  if (pod.nodeName === undefined || !/CUDA|cuDNN|NVML|NCCL|\bGPU\b/i.test(said)) return [];
  const node = refTo('Node', undefined, pod.nodeName);
  return reportedGpuFaults(node, index.find(node), index).length > 0 ? [node] : [];
}

/** A container that dies without a word may be the victim of its machine. */
function suspects(
  container: ContainerFacts,
  pod: PodFacts,
  end: End | undefined,
  index: BundleIndex,
): Claim['because'] {
  const diedByItself = end?.exitCode !== undefined && end.exitCode !== 137;
  const waitsFor = container.role === 'init' ? neighboursAwaited(container, pod, index) : [];
  if (waitsFor.length > 0) return waitsFor;
  const hasLimit = container.limit('memory') !== undefined && end?.exitCode !== 137;
  return [
    ...outputRefs(pod.ref, undefined, index),
    ...(diedByItself || hasLimit || pod.nodeName === undefined
      ? []
      : [refTo('Node', undefined, pod.nodeName)]),
  ];
}

/** The last lines of a log that has no error in it, the last one first. What goes to two streams may come in another order. */
function lastLines(container: ContainerFacts, pod: PodFacts, index: BundleIndex): readonly string[] {
  const lines = index.logsOf(pod.ref, container.name).at(-1)?.text.slice(-20_000).trim().split('\n') ?? [];
  const said = lines
    .slice(-20)
    .reverse()
    .map((line) => readable(line).trim())
    .filter((line) => line !== '');
  // The line before a bare "upgrade your …" hint says more; iptables, curl and ssh end with such advice.
  const telling = said.findIndex((line) => !/^(?:perhaps|hint|try|see|usage|for more)/i.test(line));
  return telling < 0 ? said.slice(0, 1) : said.slice(telling, telling + 3);
}
