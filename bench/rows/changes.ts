import { RATE } from '../storm.ts';
import { median, percentile } from '../row.ts';
import type { Row } from '../row.ts';

export const row: Row = {
  name: 'changes',
  measures: `10,000 pods, ${RATE} changes a second for a minute: how much later a row on screen is repainted than the watch delivered the change, 99th percentile`,
  unit: 'ms',
  bound: 100,
  measure: async (world) => {
    const { laterMs, rate, stallMs, paints } = await world.storm();
    const lost = laterMs.filter((later) => later === Infinity).length;
    if (lost > 0) throw new Error(`${lost} of ${laterMs.length} changes were never painted`);
    const figures = [
      `median ${Math.round(median(laterMs))} ms`,
      `most ${Math.round(Math.max(...laterMs))} ms`,
      `${laterMs.length} changes on screen`,
      `${Math.round(rate)} a second`,
      `${paints} repaints`,
      `longest stall ${Math.round(stallMs)} ms`,
    ];
    return { value: percentile(laterMs, 0.99), note: figures.join(', ') };
  },
};
