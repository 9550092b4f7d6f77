import { at, isRecord } from '../../../common/json.ts';
import type { ManifestValue } from '../../field.ts';

/** `values.yaml`, `values-prod.yaml`, `hub-values.yml`; `airflow.yaml`; guides of JupyterHub call it `config.yaml`. */
const VALUES_FILE =
  /(?:values|jupyterhub|jhub|airflow|daskhub|mlflow|prefect)[^/\\]*\.ya?ml$|(?:^|[\\/])config\.ya?ml$/i;

/** Keys that tell a chart from all others: each of them, and at least `least` of `among`. */
interface Mark {
  readonly chart: string;
  readonly all: readonly (readonly string[])[];
  readonly among?: readonly string[];
  readonly least?: number;
}

const MARKS: readonly Mark[] = [
  { chart: 'daskhub', all: [['jupyterhub']], among: ['dask-gateway', 'dask-kubernetes'], least: 1 },
  { chart: 'daskhub', all: [['dask-gateway', 'gateway']] },
  {
    chart: 'jupyterhub',
    all: [['singleuser']],
    among: ['hub', 'proxy', 'cull', 'scheduling', 'prePuller'],
    least: 1,
  },
  { chart: 'jupyterhub', all: [['hub', 'config']] },
  { chart: 'jupyterhub', all: [['singleuser']], among: ['ingress', 'debug', 'rbac', 'global'], least: 1 },
  {
    chart: 'airflow',
    all: [],
    among: [
      'webserver',
      'apiServer',
      'triggerer',
      'dagProcessor',
      'dags',
      'pgbouncer',
      'flower',
      'airflowVersion',
      'defaultAirflowTag',
      'createUserJob',
      'migrateDatabaseJob',
      'fernetKeySecretName',
    ],
    least: 2,
  },
  { chart: 'airflow', all: [['dags', 'gitSync']] },
  {
    chart: 'airflow',
    all: [['executor']],
    among: ['dags', 'workers', 'webserver', 'scheduler', 'airflowVersion', 'defaultAirflowRepository'],
    least: 1,
  },
  { chart: 'mlflow', all: [], among: ['backendStore', 'artifactRoot'], least: 1 },
  { chart: 'prefect-worker', all: [['worker', 'config', 'workPool']] },
  { chart: 'prefect-worker', all: [['worker', 'apiConfig']] },
  { chart: 'prefect-server', all: [['server', 'uiConfig']] },
  { chart: 'prefect-server', all: [['server', 'image', 'prefectTag']] },
  { chart: 'prefect-server', all: [['global', 'prefect'], ['server']] },
  {
    chart: 'dask',
    all: [['scheduler'], ['worker']],
    among: ['webUI', 'jupyter', 'additional_worker_groups'],
    least: 1,
  },
];

/** The chart that a values file belongs to, by keys that only this chart has; in doubt none. */
export function chartOfValues(fileName: string, root: ManifestValue): string | undefined {
  if (!VALUES_FILE.test(fileName) || !isRecord(root)) return undefined;
  return MARKS.find(
    ({ all, among = [], least = 0 }) =>
      all.every((path) => at(root, ...path) !== undefined) &&
      among.filter((key) => Object.hasOwn(root, key)).length >= least,
  )?.chart;
}

/** The same at a glance, for whoever has not read the file: whether it may be one of these. */
export function mayBeValues(fileName: string, text: string): boolean {
  return (
    VALUES_FILE.test(fileName) &&
    /^(?:jupyterhub|dask-gateway|singleuser|hub|webserver|apiServer|triggerer|dags|executor|airflowVersion|defaultAirflowTag|backendStore|artifactRoot|worker|server|scheduler|pgbouncer|flower|dagProcessor)\s*:/m.test(
      text,
    )
  );
}
