import type { Row } from '../row.ts';
import { RATE } from '../storm.ts';

export const row: Row = {
  name: 'changes-cpu',
  measures: `processor time of the whole process while ${RATE} of 10,000 pods change each second`,
  unit: '% of a core',
  bound: 25,
  measure: async (world) => ({ value: (await world.storm()).cores * 100 }),
};
