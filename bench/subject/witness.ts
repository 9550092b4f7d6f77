import { once } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { text } from '../../src/common/json.ts';
import { answers } from './answers.ts';
import { clockMs } from './clock.ts';
import type { Seen } from './shown.ts';

/** The first name and the first version in an event are its object's. Nothing else is read: whoever does more is later. */
const NAME = /"name":"([^"]+)"/;
const VERSION = /"resourceVersion":"(\d+)"/;

const seen: Seen[] = [];
let version = '';
let isOver = false;
let open: ClientRequest | undefined;

/** Watches pods as plainly as it can be done, and writes down when each event was there. Resolves when the server has taken it up. */
async function watch(input: unknown): Promise<void> {
  version = text(input, 'version') ?? '';
  await watchOn(input);
}

/** A busy server ends watches whenever it likes: the next one goes on where it ended. */
async function watchOn(input: unknown): Promise<void> {
  const asked = request(`${text(input, 'url') ?? ''}?watch=1&resourceVersion=${version}`, {
    ca: text(input, 'authority'),
    headers: { authorization: `Bearer ${text(input, 'token') ?? ''}` },
  });
  open = asked;
  asked.end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  if (answer.statusCode !== 200) throw new Error(`the watch was answered with ${answer.statusCode ?? '?'}`);
  asked.on('error', () => undefined); // its end is heard of below
  answer.on('error', () => undefined);
  answer.setEncoding('utf8');
  let rest = '';
  answer.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    const at = clockMs();
    for (const line of lines) {
      const pod = NAME.exec(line)?.[1];
      version = VERSION.exec(line)?.[1] ?? version;
      if (pod !== undefined) seen.push({ pod, at });
    }
  });
  answer.once('close', () => {
    if (!isOver) void watchOn(input); // what it rejects with ends the process, and the row with it
  });
}

function end(): readonly Seen[] {
  isOver = true;
  open?.destroy();
  return seen;
}

answers({ watch, end });
