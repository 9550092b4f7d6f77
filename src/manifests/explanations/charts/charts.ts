import type { OwnFields } from '../own-field.ts';

/** What the values file of a chart may say. */
export interface ChartValues {
  readonly fields: OwnFields;
  readonly link: string;
}

const CHARTS: Readonly<Record<string, ChartValues>> = {};

export function chartValues(chart: string): ChartValues | undefined {
  return Object.hasOwn(CHARTS, chart) ? CHARTS[chart] : undefined;
}
