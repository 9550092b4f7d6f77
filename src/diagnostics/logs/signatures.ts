import type { Signature } from './reading.ts';
import { admissionSignatures } from './families/admission.ts';
import { dependencySignatures } from './families/dependencies.ts';
import { diskSignatures } from './families/disks.ts';
import { gpuSignatures } from './families/gpu.ts';
import { memorySignatures } from './families/memory.ts';
import { networkSignatures } from './families/network.ts';
import { nodeSignatures } from './families/nodes.ts';
import { platformSignatures } from './families/platform.ts';
import { pythonSignatures } from './families/python.ts';

let all: readonly Signature[] | undefined;

/** Everything that programs are known to say. */
export function signatures(): readonly Signature[] {
  all ??= [
    ...memorySignatures,
    ...gpuSignatures,
    ...diskSignatures,
    ...pythonSignatures,
    ...admissionSignatures,
    ...dependencySignatures,
    ...platformSignatures,
    ...networkSignatures,
    ...nodeSignatures,
  ];
  return all;
}
