import { join } from 'node:path';
import { reportToStderr, withLock } from './cache.ts';
import type { Report } from './cache.ts';
import { controlPlaneAssets } from './assets.ts';
import type { ControlPlane } from './control-plane.ts';
import { isReadyNode } from './control-plane/contents.ts';
import type { ImageName } from './images.ts';
import { Ledger, sweepDeadRuns } from './ledger.ts';
import { MachineryMissing } from './machinery.ts';
import { startContainerd } from './real-node/containerd.ts';
import { dropUnusedStores, filesOfImage, imageStore, restoreStore } from './real-node/image-store.ts';
import { startKubelet } from './real-node/kubelet.ts';
import { nodePrograms } from './real-node/machine.ts';
import { makePodNetwork } from './real-node/pod-network.ts';
import { pythonOf } from './real-node/root-folders.ts';

export interface RealNodeOptions {
  /** `real-1` if nothing is said. */
  readonly name?: string;
  /** What pods can run; all that can be had if nothing is said. */
  readonly images?: readonly ImageName[];
  readonly report?: Report;
}

/** A node with containerd, runc and a kubelet. Its label is `type=real`. */
export interface RealNode {
  readonly name: string;
  readonly folder: string;
  readonly images: ReadonlySet<ImageName>;
  /** A Python on this machine with the packages of an image: what runs in it meets the same versions as in a pod. */
  python(image: ImageName): { readonly program: string; readonly packages: string };
  /** Ends all its pods as well. The Node object stays in the cluster. */
  stop(): Promise<void>;
}

const SMALL: readonly ImageName[] = ['pause', 'busybox', 'node', 'python'];
/** One for all users and caches, as there is one set of network interfaces. */
const MACHINE_LOCK = '/run/porthole-real-node.lock';
const READY_MILLISECONDS = 90_000;

/** What `realNodeParts` has prepared. */
interface Parts {
  readonly programs: Awaited<ReturnType<typeof nodePrograms>>;
  /** containerd's root. */
  readonly root: string;
  readonly images: ReadonlySet<ImageName>;
}

/**
 * Brings what a real node needs onto this machine: packages, and the images into the cache. Without the Python package index there are
 * no images `jupyter` and `tools`, and a line that says so. Throws `MachineryMissing` without Linux, root or the packages.
 */
export async function realNodeParts(
  report: Report = reportToStderr,
  images?: readonly ImageName[],
): Promise<Parts> {
  const programs = await nodePrograms(report);
  const assets = await controlPlaneAssets(report);
  const sources = { programs, pause: assets.program('pause') };
  const partsWith = async (names: readonly ImageName[]): Promise<Parts> => ({
    programs,
    root: await imageStore(names, sources, report),
    images: new Set(names),
  });
  if (images !== undefined) return await partsWith([...new Set<ImageName>(['pause', ...images])]);
  try {
    return await partsWith([...SMALL, 'jupyter', 'tools']);
  } catch (error) {
    if (!(error instanceof MachineryMissing)) throw error;
    report(`${error.message} Pods cannot run them here.`);
    return await partsWith(SMALL);
  }
}

/**
 * Adds a real node to a control plane: ready for pods when it resolves. A machine has room for one (its bridge, its packet rule), so
 * this waits while another run has it.
 */
export async function startRealNode(cluster: ControlPlane, options: RealNodeOptions = {}): Promise<RealNode> {
  const { name = 'real-1', report = reportToStderr, images } = options;
  const parts = await realNodeParts(report, images);
  const release = await holdMachine(report);
  await sweepDeadRuns(report); // the one that had the machine before may have been killed
  const ledger = Ledger.open();
  const stop = async (): Promise<void> => {
    await ledger.undo();
    await release();
  };
  try {
    restoreStore(parts.root);
    dropUnusedStores();
    const network = join(ledger.folder, 'network');
    await makePodNetwork(ledger, network);
    const containerd = await startContainerd(ledger, parts.programs, { root: parts.root, network });
    const kubelet = await startKubelet(ledger, cluster, { name, containerdSocket: containerd.socket });
    await kubelet.until(
      'a ready node',
      async () => isReadyNode((await cluster.requests('GET', `/api/v1/nodes/${name}`)).json) || undefined,
      READY_MILLISECONDS,
    );
    const python = (image: ImageName) => {
      const { program, version } = pythonOf(parts.programs.python);
      const packages = `usr/local/lib/python${version}/site-packages`;
      return { program, packages: join(filesOfImage(parts.root, image), packages) };
    };
    return { name, folder: ledger.folder, images: parts.images, python, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Resolves when this process alone may have a real node; call the result when it is over. */
function holdMachine(report: Report): Promise<() => Promise<void>> {
  return new Promise((resolve, reject) => {
    const held: Promise<void> = withLock(
      MACHINE_LOCK,
      report,
      () =>
        new Promise<void>((end) =>
          resolve(() => {
            end();
            return held;
          }),
        ),
    );
    held.catch(reject);
  });
}
