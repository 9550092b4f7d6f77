import type { OwnFields, ToolKinds } from '../own-field.ts';
import { argoWorkflows } from './argo-workflows.ts';
import { daskKinds } from './dask.ts';
import { elasticKinds } from './elastic.ts';
import { katibKinds } from './katib.ts';
import { kserveKinds } from './kserve.ts';
import { kubeflowKinds } from './kubeflow.ts';
import { kueueKinds } from './kueue.ts';
import { kustomizeKinds } from './kustomize.ts';
import { listKinds } from './lists.ts';
import { rayKinds } from './ray.ts';
import { seldonKinds } from './seldon.ts';
import { sparkKinds } from './spark.ts';

/** Every tool whose kinds have texts of their own. */
export const allTools: readonly ToolKinds[] = [
  argoWorkflows,
  kubeflowKinds,
  rayKinds,
  sparkKinds,
  daskKinds,
  kserveKinds,
  seldonKinds,
  kueueKinds,
  elasticKinds,
  katibKinds,
  listKinds,
  kustomizeKinds,
];

const kinds = new Map(
  allTools.flatMap((tool) =>
    Object.entries(tool.kinds).map(([kind, type]) => [kind, { type, link: tool.link }]),
  ),
);
const bases = new Map(allTools.flatMap((tool) => Object.entries(tool.bases ?? {})));
const types = new Map(allTools.flatMap((tool) => Object.entries(tool.types)));

export function toolKindOf(
  apiVersion: string,
  kind: string,
): { readonly type: string; readonly link: string } | undefined {
  return kinds.get(`${apiVersion} ${kind}`);
}

/** The built-in type whose fields a tool's type has, too. */
export function toolBase(name: string): string | undefined {
  return bases.get(name);
}

export function toolType(name: string): OwnFields | undefined {
  return types.get(name);
}
