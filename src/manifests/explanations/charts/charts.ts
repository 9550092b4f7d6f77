import type { OwnFields } from '../own-field.ts';
import { airflowValues } from './airflow.ts';
import { daskhubValues, daskValues } from './dask.ts';
import { jupyterhubValues } from './jupyterhub.ts';
import { mlflowValues } from './mlflow.ts';
import { prefectServerValues, prefectWorkerValues } from './prefect.ts';

/** What the values file of a chart may say. */
export interface ChartValues {
  readonly fields: OwnFields;
  readonly link: string;
}

const CHARTS: Readonly<Record<string, ChartValues>> = {
  jupyterhub: {
    fields: jupyterhubValues,
    link: 'https://z2jh.jupyter.org/en/stable/resources/reference.html',
  },
  airflow: {
    fields: airflowValues,
    link: 'https://airflow.apache.org/docs/helm-chart/stable/parameters-ref.html',
  },
  dask: { fields: daskValues, link: 'https://helm.dask.org/' },
  daskhub: { fields: daskhubValues, link: 'https://helm.dask.org/' },
  mlflow: { fields: mlflowValues, link: 'https://community-charts.github.io/docs/charts/mlflow/usage' },
  'prefect-server': {
    fields: prefectServerValues,
    link: 'https://docs.prefect.io/v3/how-to-guides/self-hosted/server-helm',
  },
  'prefect-worker': {
    fields: prefectWorkerValues,
    link: 'https://docs.prefect.io/v3/how-to-guides/deployment_infra/kubernetes',
  },
};

/** For a test: the fields of all charts. */
export const chartFields: Readonly<Record<string, OwnFields>> = Object.fromEntries(
  Object.entries(CHARTS).map(([chart, { fields }]) => [chart, fields]),
);

export function chartValues(chart: string): ChartValues | undefined {
  return Object.hasOwn(CHARTS, chart) ? CHARTS[chart] : undefined;
}
