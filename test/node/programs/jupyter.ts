import { isRecord, list } from '../../../src/common/json.ts';
import { jupyterServer } from '../jupyter-server.ts';
import type { RealProgram } from './real-program.ts';

/** What somebody runs for themselves. Its code is a kernel: `kernel-cell.ts`. */
export const jupyter: RealProgram = {
  tool: 'jupyter',
  title: 'Jupyter',
  objects: (place) => list(JSON.parse(jupyterServer(place.namespace, place)), 'items').filter(isRecord),
  page: { holds: /<title>Jupyter Server<\/title>/, shows: /Password or token/ },
  code: [],
};
