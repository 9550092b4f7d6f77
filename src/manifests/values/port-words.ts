import * as l10n from '@vscode/l10n';
import { isRecord, list } from '../../common/json.ts';
import { near } from './reading.ts';
import type { Field } from '../field.ts';
import { scalar } from './reading.ts';

/** Programs that usually listen on a port. */
const USUAL: Readonly<Record<number, string>> = {
  22: 'SSH',
  80: 'http',
  443: 'https',
  2746: 'Argo Workflows',
  3000: 'Grafana',
  3306: 'MySQL',
  4040: 'Spark UI',
  4200: 'Prefect',
  5000: 'MLflow',
  5432: 'PostgreSQL',
  5601: 'Kibana',
  5672: 'RabbitMQ',
  6006: 'TensorBoard',
  6379: 'Redis',
  7077: 'Spark',
  8265: 'Ray dashboard',
  8786: 'Dask scheduler',
  8787: 'Dask dashboard',
  8793: 'Airflow worker logs',
  8888: 'Jupyter',
  9090: 'Prometheus',
  9200: 'Elasticsearch',
  10001: 'Ray client',
  27017: 'MongoDB',
};

/** What usually listens on the port. */
export function portWords(value: unknown): string | undefined {
  if (typeof value !== 'number') return undefined;
  const usual = Object.hasOwn(USUAL, value) ? USUAL[value] : undefined;
  return usual === undefined ? undefined : l10n.t('usually {0}', usual);
}

/** Where a port of a Service leads: `80 leads to port 8888 of the program`. */
export function servicePortWords(field: Field): string | undefined {
  const entry = near(field, 1);
  if (!isRecord(entry)) return undefined;
  const from = entry['port'];
  const to = entry['targetPort'];
  if (typeof from !== 'number') return undefined;
  if (to === undefined) return undefined;
  const target = scalar(to);
  if (target === undefined) return undefined;
  return typeof to === 'number'
    ? l10n.t('port {0} of the Service leads to port {1} of the program', from, target)
    : l10n.t('port {0} of the Service leads to the port that the container calls "{1}"', from, target);
}

/** The number behind the name of a container's port, looked up in the container around the field. */
export function namedPort(container: unknown, name: string): number | undefined {
  const port = list(container, 'ports').find((entry) => isRecord(entry) && entry['name'] === name);
  return isRecord(port) && typeof port['containerPort'] === 'number' ? port['containerPort'] : undefined;
}
