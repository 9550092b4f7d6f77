import * as l10n from '@vscode/l10n';
import type { Question } from '../k8s/session.ts';

/** Something people do with Porthole in a namespace, and the permissions that it takes. */
export interface Ability {
  readonly words: string;
  readonly detail: string;
  readonly needs: readonly Omit<Question, 'namespace'>[];
}

export function abilities(): readonly Ability[] {
  const core = (verb: string, resource: string) => ({ verb, resource });
  const apps = (verb: string, resource: string) => ({ verb, resource, group: 'apps' });
  return [
    {
      words: l10n.t('See what runs'),
      detail: l10n.t('Notebooks, jobs and tools (pods), kept up to date'),
      needs: [core('list', 'pods'), core('watch', 'pods')],
    },
    {
      words: l10n.t('Read what programs print'),
      detail: l10n.t('The logs of pods'),
      needs: [core('get', 'pods/log')],
    },
    {
      words: l10n.t('See what the cluster did'),
      detail: l10n.t('Events: why something waits or could not start'),
      needs: [core('list', 'events')],
    },
    {
      words: l10n.t('Find and open tools'),
      detail: l10n.t('Services, and connections to pods: JupyterHub, MLflow and the like in the browser'),
      needs: [core('list', 'services'), core('get', 'pods/portforward'), core('create', 'pods/portforward')],
    },
    {
      words: l10n.t('See quotas and limits'),
      detail: l10n.t('How much the namespace may use together, and one pod by itself'),
      needs: [core('list', 'resourcequotas'), core('list', 'limitranges')],
    },
    {
      words: l10n.t('See storage'),
      detail: l10n.t('Storage claims: where files are kept'),
      needs: [core('list', 'persistentvolumeclaims')],
    },
    {
      words: l10n.t('Open a terminal in a pod, copy files'),
      detail: l10n.t('Runs a program in a container'),
      needs: [core('create', 'pods/exec')],
    },
    {
      words: l10n.t('Stop and restart pods'),
      detail: l10n.t('Deletes a pod; what it belongs to makes a new one'),
      needs: [core('delete', 'pods')],
    },
    {
      words: l10n.t('Switch programs on and off'),
      detail: l10n.t('Changes how many pods a deployment or a stateful set has'),
      needs: [apps('patch', 'deployments/scale'), apps('patch', 'statefulsets/scale')],
    },
    {
      words: l10n.t('Start jobs'),
      detail: l10n.t('Training runs and other work that ends by itself'),
      needs: [{ verb: 'create', resource: 'jobs', group: 'batch' }],
    },
    {
      words: l10n.t('Install tools'),
      detail: l10n.t('Makes deployments, services, settings, secrets and storage'),
      needs: [
        apps('create', 'deployments'),
        core('create', 'services'),
        core('create', 'configmaps'),
        core('create', 'secrets'),
        core('create', 'persistentvolumeclaims'),
      ],
    },
  ];
}
