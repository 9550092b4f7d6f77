import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { isCancelled, throwIfCancelled } from '../../common/cancellation.ts';
import { plain } from '../../common/terminal-text.ts';
import type { GroupEvent } from '../../k8s/streams/group-log.ts';
import { millisecondsOf } from '../../k8s/streams/log-time.ts';
import { remarkWords } from '../../rows/mark-words.ts';
import { REMARK } from './protocol.ts';
import type { LogSourceName, WireLine } from './protocol.ts';
import { lastState } from './redraws.ts';
import { sourceNames } from './source-names.ts';

/** What a file or an editor gets of a line: its time, whose it is where there are several, and plain text. */
export function textLine([source, at, text]: WireLine, sources: readonly LogSourceName[]): string {
  if (source === REMARK) return `# ${text}`;
  const time = at > 0 ? `${new Date(at).toISOString()} ` : '';
  const name = sources.length > 1 ? `[${sources[source]?.label ?? source}] ` : '';
  return `${time}${name}${plain(text)}`;
}

/** The same of a log that is read for it, in pieces. */
export async function* textOf(events: AsyncIterable<GroupEvent>): AsyncGenerator<readonly string[]> {
  let sources: readonly LogSourceName[] = [];
  for await (const event of events) {
    if (event.kind === 'sources') sources = sourceNames(event.sources);
    else if (event.kind === 'lines')
      yield event.lines.map(({ source, at, text }) =>
        textLine([source, at === undefined ? 0 : millisecondsOf(at), lastState(text), 0], sources),
      );
    else if (event.kind === 'failed') throw event.error;
    else if (event.kind === 'mark' && event.mark.kind !== 'ended') {
      const words = remarkWords(event.mark, sources[event.source]?.label ?? '');
      if (words !== undefined) yield [`# ${words}`];
    }
  }
}

export interface Written {
  readonly lines: number;
  readonly bytes: number;
}

/** Writes lines as they come, no faster than the disk takes them. What was begun and not finished is removed. */
export async function writeLog(
  path: string,
  pieces: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
  progress: (written: Written) => void,
  signal: AbortSignal,
): Promise<Written> {
  const file = createWriteStream(path);
  const done = finished(file);
  // A disk that is full ends the loop below; who awaits it is told then.
  done.catch(() => undefined);
  let lines = 0;
  try {
    for await (const piece of pieces) {
      throwIfCancelled(signal);
      if (piece.length === 0) continue;
      lines += piece.length;
      if (!file.write(`${piece.join('\n')}\n`)) await Promise.race([once(file, 'drain'), done]);
      progress({ lines, bytes: file.bytesWritten });
    }
    file.end();
    await done;
    return { lines, bytes: file.bytesWritten };
  } catch (error) {
    file.destroy();
    await rm(path, { force: true });
    if (signal.aborted && !isCancelled(error)) throwIfCancelled(signal);
    throw error;
  }
}
