import { groupLog, type GroupMembers, type GroupSource } from '../../k8s/streams/group-log.ts';
import { labelSelector } from '../../k8s/streams/label-selector.ts';
import type { LogLine, LogMark } from '../../k8s/streams/log-events.ts';
import { selectorOf, type PodChoice } from '../../k8s/streams/pod-choice.ts';
import { ownRoster } from '../../k8s/streams/pod-roster.ts';
import { ClusterError } from '../../k8s/problem.ts';
import { interruptedWords, notAllWords, remarkWords, replacedWords } from '../../rows/mark-words.ts';
import type { Call } from '../arguments.ts';
import { openCluster } from '../cluster.ts';
import { Failure } from '../failure.ts';
import type { Output } from '../output.ts';
import { subjectOf } from '../subject.ts';
import { UsageError } from '../usage.ts';

/** `porthole logs`: the same lines as the Logs page. Where several pods or containers are meant, lines carry their name in front. */
export async function logs(call: Call, output: Output, signal: AbortSignal): Promise<void> {
  const cluster = await openCluster(call, signal);
  try {
    const choice = choiceOf(call, cluster.namespace);
    const failing = new AbortController();
    const events = groupLog(
      cluster.api,
      {
        namespace: cluster.namespace,
        choice,
        containers: call.container !== undefined ? [call.container] : call.allContainers ? 'all' : 'main',
        roster: ownRoster(cluster.api, cluster.namespace, narrowed(choice), (error) => failing.abort(error)),
        log: {
          follow: call.follow,
          previous: call.previous,
          ...(call.tail === undefined ? {} : { tailLines: call.tail }),
          ...(call.sinceSeconds === undefined ? {} : { sinceSeconds: call.sinceSeconds }),
        },
        waitForMore: false,
      },
      AbortSignal.any([signal, failing.signal]),
    );
    const printer = new Printer(output, choice, call);
    try {
      for await (const event of events) {
        if (event.kind === 'sources') printer.sources = event.sources;
        else if (event.kind === 'lines')
          await output.raw(event.lines.map((line) => printer.line(line)).join(''));
        else if (event.kind === 'mark') printer.mark(event.source, event.mark);
        else if (event.kind === 'members') printer.members(event.members);
        else if (event.kind === 'replaced') output.message(replacedWords(event.from, event.to));
        else throw event.error;
      }
    } catch (error) {
      failing.signal.throwIfAborted();
      throw error;
    }
    printer.end();
  } finally {
    cluster.dispose();
  }
}

function choiceOf({ operands, selector }: Call, namespace: string): PodChoice {
  const [word] = operands;
  if (selector !== undefined) {
    if (word !== undefined) throw new UsageError('logs takes either names or -l LABELS');
    if (!labelSelector(selector))
      throw new UsageError(`-l takes labels such as app=train, not "${selector}"`);
    return { by: 'labels', selector };
  }
  if (word === undefined || operands.length > 1) throw new UsageError('logs takes one POD or KIND/NAME');
  const { kind, name } = subjectOf(word, namespace);
  return kind === 'Pod' ? { by: 'pod', pod: name } : { by: 'owner', owner: `${kind.toLowerCase()}/${name}` };
}

/** The least that has to be listed. */
function narrowed(choice: PodChoice): { fieldSelector?: string; labelSelector?: string } {
  if (choice.by === 'pod') return { fieldSelector: `metadata.name=${choice.pod}` };
  const labels = selectorOf(choice);
  return labels === undefined ? {} : { labelSelector: labels };
}

/** What stands on the terminal: lines on stdout, all words about them on stderr. */
class Printer {
  sources: readonly GroupSource[] = [];
  readonly #output: Output;
  readonly #choice: PodChoice;
  readonly #follows: boolean;
  /** One container only: then its lines stand as they were printed. */
  readonly #isOne: boolean;
  #refusal = false;
  #hasRead = false;
  #isInPiece = false;

  constructor(output: Output, choice: PodChoice, { follow, allContainers }: Call) {
    this.#output = output;
    this.#choice = choice;
    this.#follows = follow;
    this.#isOne = choice.by === 'pod' && !allContainers;
  }

  line({ text, partial, source }: LogLine & { readonly source: number }): string {
    this.#hasRead = true;
    if (!this.#isOne) return `${this.#prefix(source)}${text}\n`;
    // A line that is too long to be held whole goes on with the next piece.
    this.#isInPiece = partial === true;
    return this.#isInPiece ? text : `${text}\n`;
  }

  mark(source: number, mark: LogMark): void {
    this.#hasRead = true;
    const isUsualEnd = mark.kind === 'ended' && mark.end.reason === 'finished';
    // Without -f everybody knows that the log ends.
    if (isUsualEnd && !this.#follows) return;
    if (mark.kind === 'ended' && !isUsualEnd && mark.end.reason !== 'pod-gone') this.#refusal = true;
    const name = this.sources[source]?.container ?? '';
    const words = mark.kind === 'interrupted' ? interruptedWords(mark) : remarkWords(mark, name);
    if (words !== undefined) this.#output.message(`${this.#isOne ? '' : this.#prefix(source)}${words}`);
  }

  members(members: GroupMembers): void {
    if (members.problem && !this.#hasRead) throw new ClusterError(members.problem);
    if (members.left > 0) this.#output.message(notAllWords(members));
    if (members.pods !== 0 || this.#hasRead) return;
    if (this.#choice.by === 'pod' || !this.#follows) throw new Failure(noneWords(this.#choice));
    this.#output.message(`${noneWords(this.#choice)} Waiting for one…`);
  }

  end(): void {
    if (this.#isInPiece) this.#output.message('the log ends in the middle of a line');
    if (this.#refusal && this.sources.length === 1) throw new Failure('Nothing more can be shown.');
  }

  #prefix(source: number): string {
    const { pod, container } = this.sources[source] ?? { pod: '', container: '' };
    return `[${pod} ${container}] `;
  }
}

function noneWords(choice: PodChoice): string {
  switch (choice.by) {
    case 'pod':
      return `There is no pod ${choice.pod} in this namespace.`;
    case 'owner':
      return `${choice.owner} has no pods in this namespace.`;
    case 'labels':
      return `No pods in this namespace have the labels ${choice.selector}.`;
    case 'pods':
      return 'None of these pods is in this namespace.';
  }
}
