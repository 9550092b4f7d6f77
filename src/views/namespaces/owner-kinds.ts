import * as l10n from '@vscode/l10n';

/** What owns pods, in the words of people who do not run clusters. `kind` as rows name it, in small letters. */
export function kindWords(kind: string): string {
  switch (kind) {
    case 'deployment':
    case 'replicaset':
      return l10n.t('deployment');
    case 'statefulset':
      return l10n.t('stateful set');
    case 'daemonset':
      return l10n.t('on each machine');
    case 'job':
      return l10n.t('job');
    case 'cronjob':
    case 'cronworkflow':
    case 'scheduledworkflow':
    case 'scheduledsparkapplication':
      return l10n.t('scheduled job');
    case 'jobset':
      return l10n.t('set of jobs');
    case 'trainjob':
    case 'pytorchjob':
    case 'tfjob':
    case 'mpijob':
    case 'jaxjob':
    case 'paddlejob':
    case 'xgboostjob':
      return l10n.t('training');
    case 'experiment':
    case 'trial':
      return l10n.t('search for parameters');
    case 'daskcluster':
    case 'daskworkergroup':
      return l10n.t('Dask cluster');
    case 'daskjob':
      return l10n.t('Dask job');
    case 'raycluster':
      return l10n.t('Ray cluster');
    case 'rayjob':
      return l10n.t('Ray job');
    case 'rayservice':
      return l10n.t('Ray service');
    case 'sparkapplication':
      return l10n.t('Spark job');
    case 'inferenceservice':
    case 'inferencegraph':
    case 'seldondeployment':
    case 'predictor':
      return l10n.t('model');
    case 'pod':
      return l10n.t('helpers of a pod');
    // Notebook, Workflow, Elasticsearch, Kibana …: words that say what they are.
    default:
      return kind;
  }
}
