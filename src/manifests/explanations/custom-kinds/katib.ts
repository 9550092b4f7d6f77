import * as l10n from '@vscode/l10n';
import { field, FREE, group, groups, type ToolKinds } from '../own-field.ts';
import { kindWith } from './common.ts';

const settings = groups(
  {
    name: field('string', () => l10n.t('The name of the setting.')),
    value: field('string', () => l10n.t('What it is set to, as text in quotes.')),
  },
  () => l10n.t('Settings of the algorithm.'),
);
const range = group(
  {
    min: field('string', () => l10n.t('The smallest value that is tried, as text in quotes.')),
    max: field('string', () => l10n.t('The largest value that is tried, as text in quotes.')),
    step: field('string', () => l10n.t('The distance between values, as text in quotes.')),
    list: field('string[]', () => l10n.t('The values that are tried.')),
    distribution: field('string', () =>
      l10n.t('How values are drawn from the range: "uniform", "logUniform", "normal" or "logNormal".'),
    ),
  },
  () => l10n.t('The values that are tried.'),
);

/** Katib's searches for good hyperparameters. https://www.kubeflow.org/docs/components/katib/ */
export const katibKinds: ToolKinds = {
  link: 'https://www.kubeflow.org/docs/components/katib/user-guides/hp-tuning/configure-experiment/',
  kinds: { 'kubeflow.org/v1beta1 Experiment': 'katib.Experiment' },
  types: {
    'katib.Experiment': kindWith({
      spec: group(
        {
          maxTrialCount: field('number', () => l10n.t('The search ends after this many trials.')),
          parallelTrialCount: field('number', () =>
            l10n.t('How many trials run at the same time. Each takes its own CPUs and GPUs.'),
          ),
          maxFailedTrialCount: field('number', () =>
            l10n.t('The search is given up after this many failed trials.'),
          ),
          resumePolicy: field('string', () =>
            l10n.t('Whether a finished search can go on later: "Never", "LongRunning" or "FromVolume".'),
          ),
          objective: group(
            {
              type: field('string', () => l10n.t('Whether the number should be large or small.')),
              goal: field('number', () => l10n.t('The search ends when a trial reaches this.')),
              objectiveMetricName: field('string', () =>
                l10n.t('The number that is improved, as the training prints it: "accuracy=0.91".'),
              ),
              additionalMetricNames: field('string[]', () => l10n.t('More numbers that are recorded.')),
              metricStrategies: field(FREE, () =>
                l10n.t('Whether the last, the largest or the smallest value of a number counts.'),
              ),
            },
            () => l10n.t('What the search improves.'),
          ),
          algorithm: group(
            {
              algorithmName: field('string', () =>
                l10n.t(
                  'How the next values are chosen, such as "random", "grid", "tpe" or "bayesianoptimization".',
                ),
              ),
              algorithmSettings: settings,
            },
            () => l10n.t('How the next values are chosen.'),
          ),
          earlyStopping: group(
            {
              algorithmName: field('string', () =>
                l10n.t('How bad trials are found out, such as "medianstop".'),
              ),
              algorithmSettings: settings,
            },
            () => l10n.t('Ends trials early that will not become good.'),
          ),
          parameters: groups(
            {
              name: field('string', () => l10n.t('The name of the hyperparameter.')),
              parameterType: field('string', () =>
                l10n.t('What it is: "int", "double", "discrete" or "categorical".'),
              ),
              feasibleSpace: range,
            },
            () => l10n.t('The hyperparameters that are tried.'),
          ),
          nasConfig: field(FREE, () => l10n.t('The search for the shape of a network.')),
          metricsCollectorSpec: field(FREE, () => l10n.t('Where the numbers of a trial are read.')),
          trialTemplate: group(
            {
              primaryContainerName: field('string', () =>
                l10n.t('The container that trains, whose numbers are read.'),
              ),
              trialParameters: groups(
                {
                  name: field('string', () =>
                    l10n.t('The name by which the trial uses it, as in ${trialParameters.NAME}.'),
                  ),
                  description: field('string', () => l10n.t('What it is for.')),
                  reference: field('string', () => l10n.t('Which of the hyperparameters it stands for.')),
                },
                () => l10n.t('How the trial gets the values.'),
              ),
              trialSpec: field(FREE, () =>
                l10n.t('The job that is run for each trial, as it would stand in a file of its own.'),
              ),
              configMap: field(FREE, () => l10n.t('A ConfigMap in which the job stands.')),
              successCondition: field('string', () => l10n.t('When a trial counts as done.')),
              failureCondition: field('string', () => l10n.t('When a trial counts as failed.')),
              retain: field('boolean', () =>
                l10n.t('With true, finished jobs stay until somebody deletes them.'),
              ),
              primaryPodLabels: field('{string}', () => l10n.t('Labels by which the training is found.')),
            },
            () => l10n.t('What is run for each trial.'),
          ),
        },
        () => l10n.t('A search for good hyperparameters.'),
      ),
    }),
  },
};
