import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchKubeconfig, type KubeconfigWatch } from './watch-kubeconfig.ts';

let folder: string;
let watching: KubeconfigWatch | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'porthole-watch-'));
});

afterEach(async () => {
  watching?.dispose();
  watching = undefined;
  await rm(folder, { recursive: true, force: true });
});

async function watched(...files: string[]): Promise<KubeconfigWatch> {
  watching = watchKubeconfig(files.map((file) => join(folder, file)));
  await watching.ready;
  return watching;
}

/** Resolves at the next change; `doing` causes it. */
async function change(watch: KubeconfigWatch, doing: () => Promise<void>): Promise<void> {
  const heard = new EventTarget();
  const next = once(heard, 'change');
  const listening = watch.onDidChange(() => heard.dispatchEvent(new Event('change')));
  await doing();
  await next;
  listening.dispose();
}

describe('a watched kubeconfig', () => {
  it('is seen to change in place', async () => {
    await writeFile(join(folder, 'config'), 'one');
    const watch = await watched('config');
    await change(watch, () => writeFile(join(folder, 'config'), 'other'));
  });

  it('is seen to be replaced by a rename, again and again', async () => {
    await writeFile(join(folder, 'config'), '0');
    const watch = await watched('config');
    for (const content of ['1', '2', '3']) {
      await change(watch, async () => {
        await writeFile(join(folder, 'config.new'), content);
        await rename(join(folder, 'config.new'), join(folder, 'config'));
      });
    }
  });

  it('is seen to appear, also together with its folder, and to go', async () => {
    const watch = await watched('home/.kube/config');
    await change(watch, async () => {
      await mkdir(join(folder, 'home/.kube'), { recursive: true });
      await writeFile(join(folder, 'home/.kube/config'), 'x');
    });
    await change(watch, () => writeFile(join(folder, 'home/.kube/config'), 'xy'));
    await change(watch, () => unlink(join(folder, 'home/.kube/config')));
    await change(watch, () => writeFile(join(folder, 'home/.kube/config'), 'back'));
  });

  it('is seen to change behind a symbolic link, and when the link turns', async () => {
    await mkdir(join(folder, 'real'));
    await writeFile(join(folder, 'real/a'), 'a');
    await writeFile(join(folder, 'real/b'), 'bb');
    await symlink(join(folder, 'real/a'), join(folder, 'config'));
    const watch = await watched('config');
    await change(watch, () => writeFile(join(folder, 'real/a'), 'aaa'));
    await change(watch, async () => {
      await symlink(join(folder, 'real/b'), join(folder, 'config.new'));
      await rename(join(folder, 'config.new'), join(folder, 'config'));
    });
    await change(watch, () => writeFile(join(folder, 'real/b'), 'bbbb'));
  });

  it('does not count what happens beside it', async () => {
    await writeFile(join(folder, 'config'), 'one');
    const watch = await watched('config');
    let changes = 0;
    watch.onDidChange(() => (changes += 1));
    await writeFile(join(folder, 'beside'), 'x');
    await change(watch, () => writeFile(join(folder, 'config'), 'other'));
    assert.equal(changes, 1);
  });

  it('is looked at again and again where its folder cannot be watched', async () => {
    await writeFile(join(folder, 'config'), 'one');
    watching = watchKubeconfig([join(folder, 'config')], {
      pollMs: 10,
      watchFolder: () => {
        throw new Error('ENOSPC');
      },
    });
    await watching.ready;
    await change(watching, () => writeFile(join(folder, 'config'), 'other'));
  });

  it('one of several is enough', async () => {
    await writeFile(join(folder, 'two'), 'x');
    const watch = await watched('one', 'two');
    await change(watch, () => writeFile(join(folder, 'one'), 'x'));
    await change(watch, () => writeFile(join(folder, 'two'), 'xy'));
  });
});
