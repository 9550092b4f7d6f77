import type { Signature } from './reading.ts';
import { admissionSignatures } from './families/admission.ts';
import { binarySignatures } from './families/binaries.ts';
import { databaseSignatures } from './families/databases.ts';
import { diskSignatures } from './families/disks.ts';
import { gitSignatures } from './families/git.ts';
import { gpuSignatures } from './families/gpu.ts';
import { memorySignatures } from './families/memory.ts';
import { modelHubSignatures } from './families/model-hubs.ts';
import { networkSignatures } from './families/network.ts';
import { nodeSignatures } from './families/nodes.ts';
import { platformSignatures } from './families/platform.ts';
import { objectStoreSignatures } from './families/object-stores.ts';
import { packageSignatures } from './families/packages.ts';
import { settingSignatures } from './families/settings.ts';
import { versionSignatures } from './families/versions.ts';

let all: readonly Signature[] | undefined;

/** Everything that programs are known to say. */
export function signatures(): readonly Signature[] {
  all ??= [
    ...memorySignatures,
    ...gpuSignatures,
    ...diskSignatures,
    ...versionSignatures,
    ...packageSignatures,
    ...settingSignatures,
    ...binarySignatures,
    ...admissionSignatures,
    ...gitSignatures,
    ...modelHubSignatures,
    ...objectStoreSignatures,
    ...databaseSignatures,
    ...platformSignatures,
    ...networkSignatures,
    ...nodeSignatures,
  ];
  return all;
}
