import { dask } from './dask.ts';
import { jupyter } from './jupyter.ts';
import { jupyterHub } from './jupyterhub.ts';
import { mlflow } from './mlflow.ts';
import type { ToolRule } from './tool-rule.ts';

/** Every tool that Porthole knows, in the order in which a tie is decided: the more specific one first. */
export const catalogue: readonly ToolRule[] = [jupyterHub, mlflow, dask, jupyter];

export function toolRule(id: string): ToolRule | undefined {
  return catalogue.find((rule) => rule.id === id);
}
