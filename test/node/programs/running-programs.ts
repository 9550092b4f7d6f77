import { ServiceNetwork } from '../../harness/real-node/service-network.ts';
import type { RealNode } from '../real-node.ts';
import { dask } from './dask.ts';
import { jupyter } from './jupyter.ts';
import { jupyterHub } from './jupyterhub.ts';
import { mlflow } from './mlflow.ts';
import { prefect } from './prefect.ts';
import type { RealProgram } from './real-program.ts';
import { s3 } from './s3.ts';
import { tensorBoard } from './tensorboard.ts';

export const PROGRAMS: readonly RealProgram[] = [mlflow, dask, jupyter, jupyterHub, prefect, tensorBoard, s3];

/** All of them in one namespace; each is ready when it is ready, which nobody waits for here. */
export async function startPrograms(node: RealNode, namespace: string): Promise<{ stop(): Promise<void> }> {
  await node.namespace(namespace);
  const place = { namespace, selector: node.selector, images: node.images };
  const network = new ServiceNetwork(node.plane);
  await network.carryApiServer();
  // Services first: a pod's environment names those that were there when it began.
  const objects = PROGRAMS.flatMap((program) => program.objects(place));
  const isService = (object: object): boolean => 'kind' in object && object.kind === 'Service';
  await apply(node, objects.filter(isService));
  for (const service of PROGRAMS.flatMap(({ services = [] }) => services))
    await network.carry(namespace, service);
  await apply(
    node,
    objects.filter((object) => !isService(object)),
  );
  return {
    stop: async () => {
      await node.plane.kubectl(['delete', 'namespace', namespace, '--wait=false']);
      await network.stop();
    },
  };
}

async function apply({ plane }: RealNode, items: readonly object[]): Promise<void> {
  await plane.apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
}
