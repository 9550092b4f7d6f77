import type { OwnTexts } from '../own-field.ts';
import { containerTexts } from './containers.ts';
import { jobTexts } from './jobs.ts';
import { networkTexts } from './network.ts';
import { objectTexts } from './objects.ts';
import { permissionTexts } from './permissions.ts';
import { podTexts } from './pods.ts';
import { probeTexts } from './probes.ts';
import { resourceTexts } from './resources.ts';
import { schedulingTexts } from './scheduling.ts';
import { schemaTexts } from './schemas.ts';
import { volumeTexts } from './volumes.ts';
import { workloadTexts } from './workloads.ts';

/** All texts of our own about fields of the built-in kinds. */
export const ownTexts: OwnTexts = {
  ...resourceTexts,
  ...containerTexts,
  ...probeTexts,
  ...volumeTexts,
  ...schedulingTexts,
  ...podTexts,
  ...jobTexts,
  ...workloadTexts,
  ...networkTexts,
  ...permissionTexts,
  ...objectTexts,
  ...schemaTexts,
};
