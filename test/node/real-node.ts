import { startControlPlane, type ControlPlane } from '../harness/control-plane.ts';
import { IMAGES, type ImageName } from '../harness/images.ts';
import { startRealNode } from '../harness/real-node.ts';

/** For the hook that asks for the node: the first one on a machine makes the images, and another run may have the node. */
export const MACHINERY_MS = 600_000;

/** A control plane with one node whose pods are real. */
export interface RealNode {
  readonly plane: ControlPlane;
  /** For a pod's `nodeSelector`: the fake nodes beside it run nothing. */
  readonly selector: { readonly type: 'real' };
  readonly images: typeof IMAGES;
  /** Whether there is an image: those with packages need the package index once. */
  has(image: ImageName): boolean;
  /** A Python on this machine, and the folder with the packages of the image `tools`. */
  python(): { readonly program: string; readonly packages: string };
  /** Makes a namespace that pods can be created in. */
  namespace(name: string): Promise<void>;
}

let started: Promise<RealNode & { stop(): Promise<void> }> | undefined;

/** The one that all suites of this process share: a machine has room for one. It ends after the last of them. */
export function realNode(): Promise<RealNode> {
  started ??= start();
  return started;
}

async function start(): Promise<RealNode & { stop(): Promise<void> }> {
  const plane = await startControlPlane();
  try {
    const node = await startRealNode(plane);
    return {
      plane,
      selector: { type: 'real' },
      images: IMAGES,
      has: (image) => node.images.has(image),
      python: () => node.python('tools'),
      namespace: async (name) => {
        await plane.kubectl(['create', 'namespace', name]);
        await plane.waitFor(
          `service account of ${name}`,
          async () => (await plane.kubectl(['-n', name, 'get', 'serviceaccount', 'default'])) || undefined,
        );
      },
      stop: async () => {
        await node.stop();
        await plane.stop();
      },
    };
  } catch (error) {
    await plane.stop();
    throw error;
  }
}

// Outside of any describe: runs once, after all suites.
after(async function () {
  this.timeout(60_000);
  if (!started) return;
  const node = await started.catch(() => undefined); // its error was told to whoever asked for it
  await node?.stop();
});
