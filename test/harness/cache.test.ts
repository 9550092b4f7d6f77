import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { cached, withLock } from './cache.ts';

/** Wants the same thing as all the others that run this, and says when it makes it. */
const WANTS_IT = `
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from ${JSON.stringify(join(import.meta.dirname, 'cache.ts'))};
const folder = await cached('thing-1', async (fresh) => {
  appendFileSync(process.argv[2], 'made\\n');
  writeFileSync(join(fresh, 'content'), 'whole');
}, () => undefined);
console.log(folder);
`;

const quiet = (): void => undefined;

describe('the cache of a user', function () {
  this.timeout(20_000);
  let home: string;
  let before: string | undefined;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'porthole-test-'));
    before = process.env['PORTHOLE_CACHE'];
    process.env['PORTHOLE_CACHE'] = join(home, 'cache');
  });
  afterEach(() => {
    if (before === undefined) delete process.env['PORTHOLE_CACHE'];
    else process.env['PORTHOLE_CACHE'] = before;
    rmSync(home, { recursive: true, force: true });
  });

  it('makes a thing once for several processes that want it at the same time', async () => {
    const script = join(home, 'wants-it.ts');
    const made = join(home, 'made');
    writeFileSync(script, WANTS_IT);
    const children = Array.from({ length: 3 }, () =>
      spawn(process.execPath, [script, made], { stdio: ['ignore', 'ignore', 'inherit'] }),
    );
    const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0] as unknown));
    assert.deepEqual(codes, [0, 0, 0]);
    assert.equal(readFileSync(made, 'utf8'), 'made\n');
    assert.deepEqual(readdirSync(join(home, 'cache')), ['thing-1']);
  });

  it('shows nothing of a thing that could not be made, and makes it the next time', async () => {
    const failing = cached('thing-1', () => Promise.reject(new Error('no network')), quiet);
    await assert.rejects(failing, /no network/);
    assert.equal(existsSync(join(home, 'cache', 'thing-1')), false);
    const make = (fresh: string): Promise<void> => {
      assert.deepEqual(readdirSync(fresh), [], 'starts with nothing of the first attempt');
      writeFileSync(join(fresh, 'content'), 'whole');
      return Promise.resolve();
    };
    const folder = await cached('thing-1', make, quiet);
    assert.equal(readFileSync(join(folder, 'content'), 'utf8'), 'whole');
  });

  it('gives the lock of a dead holder to one at a time, however many break it', async () => {
    const lock = join(home, 'lock');
    for (let round = 0; round < 10; round++) {
      writeFileSync(lock, JSON.stringify({ pid: 4_000_000_000, startedAt: '1' }));
      let inside = 0;
      let served = 0;
      const enter = async (): Promise<void> => {
        inside += 1;
        assert.equal(inside, 1, 'two hold the lock');
        for (let turns = 0; turns < 5; turns++) await turn();
        inside -= 1;
        served += 1;
      };
      await Promise.all(Array.from({ length: 4 }, () => withLock(lock, quiet, enter)));
      assert.equal(served, 4);
      assert.deepEqual(readdirSync(home), []);
    }
  });
});
