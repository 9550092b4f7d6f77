import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { list, text } from '../../../src/common/json.ts';
import { cached, cacheFolder } from '../cache.ts';
import type { Report } from '../cache.ts';
import { imagesVersion, makeImages } from '../images.ts';
import type { ImageName, ImageSources } from '../images.ts';
import { Ledger } from '../ledger.ts';
import { startContainerd } from './containerd.ts';

// containerd's root with the images in it, kept between runs, so that they are imported once. A run leaves containers and snapshots in it,
// and a killed run whatever it was at. So the state after the import is written down (two small databases and a list of folders; the large
// files never change), and each run begins by going back to it.

const STORE = 'node-images-';
const SNAPSHOTS = 'io.containerd.snapshotter.v1.overlayfs';
const DATABASES = ['io.containerd.metadata.v1.bolt/meta.db', `${SNAPSHOTS}/metadata.db`];
const UPLOADS = 'io.containerd.content.v1.content/ingest';

/** The folder of a root for containerd that holds the images; made once, which takes seconds for the small ones and minutes for JupyterLab. */
export async function imageStore(
  names: readonly ImageName[],
  sources: ImageSources,
  report: Report,
): Promise<string> {
  const home = await cached(
    `${STORE}${imagesVersion(names, sources)}`,
    (fresh) => fillStore(fresh, names, sources, report),
    report,
  );
  return join(home, 'root');
}

async function fillStore(
  fresh: string,
  names: readonly ImageName[],
  sources: ImageSources,
  report: Report,
): Promise<void> {
  const ledger = Ledger.open();
  const root = join(fresh, 'root');
  const layers: Partial<Record<ImageName, string | undefined>> = {};
  try {
    const network = join(ledger.folder, 'network');
    const containerd = await startContainerd(ledger, sources.programs, { root, network });
    await makeImages(names, sources, join(ledger.folder, 'images'), report, async (archive, name) => {
      const before = snapshotsIn(root);
      await containerd.ctr('images', 'import', archive);
      layers[name] = snapshotsIn(root).find((snapshot) => !before.includes(snapshot));
    });
    await containerd.child.stop();
  } finally {
    await ledger.undo();
  }
  const pristine = join(fresh, 'pristine');
  mkdirSync(pristine);
  for (const database of DATABASES) copyFileSync(join(root, database), join(pristine, basename(database)));
  const kept = { folders: readdirSync(root), snapshots: snapshotsIn(root), layers };
  writeFileSync(join(pristine, 'kept.json'), JSON.stringify(kept));
  spawnSync('sync', ['--file-system', fresh]); // a power cut later on must not find half of it
}

/** An image has one layer: the files of a root for containerd that are that image's. Read only. */
export function filesOfImage(root: string, name: ImageName): string {
  const kept: unknown = JSON.parse(readFileSync(join(root, '..', 'pristine', 'kept.json'), 'utf8'));
  const layer = text(kept, 'layers', name);
  if (layer === undefined) throw new Error(`There is no image ${name} in ${root}.`);
  return join(root, SNAPSHOTS, 'snapshots', layer, 'fs');
}

function snapshotsIn(root: string): string[] {
  const folder = join(root, SNAPSHOTS, 'snapshots');
  return existsSync(folder) ? readdirSync(folder) : [];
}

const KEPT_DAYS = 7;

/** Removes the stores of other recipes that were not used for a week; each is a gigabyte. Only for the run that has the machine's node. */
export function dropUnusedStores(): void {
  for (const name of globSync(`${STORE}*`, { cwd: cacheFolder() })) {
    const folder = cacheFolder(name);
    const isStore = existsSync(join(folder, 'pristine'));
    if (isStore && Date.now() - statSync(folder).mtimeMs > KEPT_DAYS * 86_400_000)
      rmSync(folder, { recursive: true, force: true });
  }
}

/** Takes out whatever runs have added to the root. Nobody may use it meanwhile. */
export function restoreStore(root: string): void {
  utimesSync(join(root, '..'), new Date(), new Date()); // used today
  const pristine = join(root, '..', 'pristine');
  const kept: unknown = JSON.parse(readFileSync(join(pristine, 'kept.json'), 'utf8'));
  removeOthers(root, list(kept, 'folders'));
  removeOthers(join(root, SNAPSHOTS, 'snapshots'), list(kept, 'snapshots'));
  if (existsSync(join(root, UPLOADS))) removeOthers(join(root, UPLOADS), []);
  for (const database of DATABASES) copyFileSync(join(pristine, basename(database)), join(root, database));
}

function removeOthers(folder: string, kept: readonly unknown[]): void {
  for (const name of readdirSync(folder))
    if (!kept.includes(name)) rmSync(join(folder, name), { recursive: true, force: true });
}
