import type { JsonRecord } from '../../common/json.ts';
import { detectTools } from '../detect.ts';
import { factsOf } from '../facts-of.ts';
import type { InstalledTool } from '../installed-tool.ts';

/** What is found in these objects, as the API server would list them. */
export function detect(...objects: JsonRecord[]): readonly InstalledTool[] {
  return detectTools(factsOf(objects));
}
