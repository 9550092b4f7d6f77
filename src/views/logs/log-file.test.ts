import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isCancelled } from '../../common/cancellation.ts';
import type { GroupEvent } from '../../k8s/streams/group-log.ts';
import { textOf, writeLog } from './log-file.ts';

const at = '2026-01-15T10:00:00.120000000Z';

async function* events(...list: readonly GroupEvent[]): AsyncGenerator<GroupEvent> {
  for (const event of list) yield await Promise.resolve(event);
}

describe('a log in a file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'porthole-log-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is plain text with times, and with names where there are several sources', async () => {
    const path = join(folder, 'x.log');
    const log = events(
      {
        kind: 'sources',
        sources: [
          { pod: 'w-0', container: 'main' },
          { pod: 'w-1', container: 'main' },
        ],
      },
      {
        kind: 'lines',
        lines: [
          { source: 0, at, text: '\u001b[31mred\u001b[0m' },
          { source: 1, text: 'no time' },
        ],
      },
      { kind: 'mark', source: 1, mark: { kind: 'restarted', restarts: 2 } },
    );
    const written = await writeLog(path, textOf(log), () => undefined, new AbortController().signal);
    assert.equal(
      await readFile(path, 'utf8'),
      '2026-01-15T10:00:00.120Z [w-0] red\n[w-1] no time\n# w-1 was started again, restart 2\n',
    );
    assert.equal(written.lines, 3);
  });

  it('may be of any size: it is written as it comes, and says how far it is', async () => {
    const path = join(folder, 'big.log');
    const piece = Array.from({ length: 1000 }, (_, n) => `${n} ${'x'.repeat(200)}`);
    let last = 0;
    const written = await writeLog(
      path,
      (function* pieces() {
        for (let n = 0; n < 100; n += 1) yield piece;
      })(),
      ({ bytes }) => {
        last = bytes;
      },
      new AbortController().signal,
    );
    assert.equal(written.lines, 100_000);
    assert.equal((await stat(path)).size, written.bytes);
    assert.ok(last > 1_000_000);
  });

  it('leaves nothing behind when it is cancelled, and says why when it cannot be written', async () => {
    const path = join(folder, 'x.log');
    const stop = new AbortController();
    async function* endless(): AsyncGenerator<readonly string[]> {
      for (;;) yield await Promise.resolve(['x']);
    }
    await assert.rejects(
      writeLog(path, endless(), ({ lines }) => lines > 10 && stop.abort(), stop.signal),
      isCancelled,
    );
    await assert.rejects(stat(path), /ENOENT/);
    await assert.rejects(
      writeLog(join(folder, 'no', 'such', 'x.log'), endless(), () => undefined, new AbortController().signal),
      /ENOENT/,
    );
  });
});
