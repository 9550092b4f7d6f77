import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from './cache.ts';
import { packImage } from './real-node/image-archive.ts';
import type { ImageConfig } from './real-node/image-archive.ts';
import {
  addNode,
  addNodeProgram,
  addPackages,
  addPython,
  fillWithBusybox,
  pythonOf,
} from './real-node/root-folders.ts';
import type { NodePrograms } from './real-node/machine.ts';

/** The images that a pod on the real node can ask for, with `imagePullPolicy: IfNotPresent`. There is no registry. */
export const IMAGES = {
  /** Holds a pod's namespaces; no container asks for it. */
  pause: 'localhost/pause:1',
  busybox: 'localhost/busybox:1',
  /** Node and busybox. */
  node: 'localhost/node:1',
  /** Python with its standard library, and busybox. */
  python: 'localhost/python:1',
  /** Python, JupyterLab and ipykernel. */
  jupyter: 'localhost/jupyter:1',
  /** Python, Node, and the tools that data scientists use, servers and clients (`real-node/tools-requirements.txt`). */
  tools: 'localhost/tools:1',
} as const;
export type ImageName = keyof typeof IMAGES;

/** The packages of an image, and what they are for. */
const PACKAGES = {
  jupyter: { what: 'JupyterLab', requirements: recipe('jupyter-requirements.txt') },
  tools: { what: 'the data-science tools', requirements: recipe('tools-requirements.txt') },
} as const;
const PROXY = recipe('hub-proxy');
/** Files that say how images come about. With another recipe there are other images. */
const RECIPE = [
  import.meta.filename,
  ...Object.values(PACKAGES).map(({ requirements }) => requirements),
  join(PROXY, 'package-lock.json'),
  recipe('root-folders.ts'),
  recipe('image-archive.ts'),
];

export interface ImageSources {
  readonly programs: NodePrograms;
  /** The program of the pause image. */
  readonly pause: string;
}

/** Changes with anything that would change one of the images. */
export function imagesVersion(names: readonly ImageName[], { programs }: ImageSources): string {
  const hash = createHash('sha256').update([...names].sort().join());
  for (const file of RECIPE) hash.update(readFileSync(file));
  const python = pythonOf(programs.python);
  return hash.update(`${process.version} ${python.version} ${python.library}`).digest('hex').slice(0, 12);
}

/** Makes archives of the images, one after the other, and hands each to `take` before it removes it. */
export async function makeImages(
  names: readonly ImageName[],
  sources: ImageSources,
  folder: string,
  report: Report,
  take: (archive: string, name: ImageName) => Promise<void>,
): Promise<void> {
  for (const name of names) {
    report(`making the image ${IMAGES[name]}`);
    const scratch = join(folder, name);
    const root = join(scratch, 'root');
    mkdirSync(root, { recursive: true });
    const config = await fillRoot(name, root, sources, scratch, report);
    const archive = join(scratch, 'image.tar');
    await packImage(root, { name: IMAGES[name], ...config }, { scratch, archive, report });
    await take(archive, name);
    rmSync(scratch, { recursive: true });
  }
}

async function fillRoot(
  name: ImageName,
  root: string,
  { programs, pause }: ImageSources,
  scratch: string,
  report: Report,
): Promise<Omit<ImageConfig, 'name'>> {
  if (name === 'pause') {
    copyFileSync(pause, join(root, 'pause'));
    chmodSync(join(root, 'pause'), 0o755);
    return { entrypoint: ['/pause'] };
  }
  fillWithBusybox(root, programs.busybox);
  if (name === 'busybox') return { command: ['sh'] };
  if (name === 'node') {
    addNode(root);
    return { command: ['node'] };
  }
  const python = pythonOf(programs.python);
  await addPython(root, python, report);
  if (name === 'python') return { command: ['python3'] };
  await addPackages(root, python, { ...PACKAGES[name], scratch }, report);
  if (name === 'tools') {
    addNode(root);
    await addNodeProgram(root, 'configurable-http-proxy', PROXY, report);
  }
  // Some distributions' Python looks into dist-packages only.
  return {
    command: name === 'jupyter' ? ['python3', '-m', 'jupyterlab'] : ['python3'],
    env: { PYTHONPATH: `/usr/local/lib/python${python.version}/site-packages`, HOME: '/home/jovyan' },
  };
}

function recipe(name: string): string {
  return join(import.meta.dirname, 'real-node', name);
}
