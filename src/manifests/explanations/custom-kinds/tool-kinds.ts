import type { OwnFields, ToolKinds } from '../own-field.ts';

/** Every tool whose kinds have texts of their own. */
export const allTools: readonly ToolKinds[] = [];

const kinds = new Map(
  allTools.flatMap((tool) =>
    Object.entries(tool.kinds).map(([kind, type]) => [kind, { type, link: tool.link }]),
  ),
);
const types = new Map(allTools.flatMap((tool) => Object.entries(tool.types)));

export function toolKindOf(
  apiVersion: string,
  kind: string,
): { readonly type: string; readonly link: string } | undefined {
  return kinds.get(`${apiVersion} ${kind}`);
}

export function toolType(name: string): OwnFields | undefined {
  return types.get(name);
}
