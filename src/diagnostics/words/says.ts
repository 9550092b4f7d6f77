import type { Wording } from '../claim.ts';
import type { AdmissionSays } from './admission.ts';
import { admissionWords } from './admission.ts';
import type { ConfigSays } from './config.ts';
import { configWords } from './config.ts';
import type { CrashSays } from './crash.ts';
import { crashWords } from './crash.ts';
import type { DependencySays } from './dependency.ts';
import { dependencyWords } from './dependency.ts';
import type { GpuSays } from './gpu.ts';
import { gpuWords } from './gpu.ts';
import type { HealthySays } from './healthy.ts';
import { healthyWords } from './healthy.ts';
import type { ImageSays } from './image.ts';
import { imageWords } from './image.ts';
import type { MemorySays } from './memory.ts';
import { memoryWords } from './memory.ts';
import type { NamesAndRightsSays } from './names-and-rights.ts';
import { namesAndRightsWords } from './names-and-rights.ts';
import type { NetworkSays } from './network.ts';
import { networkWords } from './network.ts';
import type { NodeSays } from './node.ts';
import { nodeWords } from './node.ts';
import type { OwnerSays } from './owner.ts';
import { ownerWords } from './owner.ts';
import type { PackageSays } from './packages.ts';
import { packageWordings } from './packages.ts';
import type { PlatformSays } from './platform.ts';
import { platformWords } from './platform.ts';
import type { PlacingSays } from './placing.ts';
import { placingWords } from './placing.ts';
import type { QueueingSays } from './queueing.ts';
import { queueingWords } from './queueing.ts';
import type { SchedulingSays } from './scheduling.ts';
import { schedulingWords } from './scheduling.ts';
import type { SettingSays } from './settings.ts';
import { settingWords } from './settings.ts';
import type { StorageSays } from './storage.ts';
import { storageWords } from './storage.ts';
import type { StartSays } from './start.ts';
import { startWords } from './start.ts';
import type { AutoscalingSays } from './autoscaling.ts';
import { autoscalingWords } from './autoscaling.ts';
import type { PvcSays } from './claims.ts';
import { pvcWords } from './claims.ts';

/** Per cause: what a rule has to say about a case, so that words can be made of it. */
export interface Says
  extends
    AdmissionSays,
    ConfigSays,
    CrashSays,
    StartSays,
    DependencySays,
    GpuSays,
    HealthySays,
    ImageSays,
    MemorySays,
    NamesAndRightsSays,
    NetworkSays,
    NodeSays,
    OwnerSays,
    PackageSays,
    PlacingSays,
    PlatformSays,
    QueueingSays,
    SchedulingSays,
    SettingSays,
    AutoscalingSays,
    StorageSays,
    PvcSays {}

/** The texts of every cause, by id. One entry per cause; a cause without words does not compile. */
export const words: { readonly [C in keyof Says]: Wording<Says[C]> } = {
  ...admissionWords,
  ...configWords,
  ...crashWords,
  ...startWords,
  ...dependencyWords,
  ...gpuWords,
  ...healthyWords,
  ...imageWords,
  ...memoryWords,
  ...namesAndRightsWords,
  ...networkWords,
  ...nodeWords,
  ...ownerWords,
  ...packageWordings,
  ...placingWords,
  ...platformWords,
  ...queueingWords,
  ...schedulingWords,
  ...settingWords,
  ...autoscalingWords,
  ...storageWords,
  ...pvcWords,
};
