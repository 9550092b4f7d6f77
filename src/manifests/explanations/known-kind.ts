import { builtInKinds } from './built-in-kinds.ts';
import { formerVersion } from './former-versions.ts';
import { toolKindOf } from './custom-kinds/tool-kinds.ts';

/** Whether fields of this kind are explained: a built-in kind (also under a version of the past), or one of the tools that we know. */
export function knownKind(apiVersion: string, kind: string): boolean {
  return (
    builtInKinds.has(`${apiVersion} ${kind}`) ||
    formerVersion(apiVersion, kind) !== undefined ||
    toolKindOf(apiVersion, kind) !== undefined
  );
}
