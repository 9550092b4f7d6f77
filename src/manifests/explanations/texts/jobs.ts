import * as l10n from '@vscode/l10n';
import type { OwnTexts } from '../own-field.ts';

/** Work that ends: jobs and what starts them by the clock. */
export const jobTexts: OwnTexts = {
  'JobSpec.template': () =>
    l10n.t(
      'What each run of the job is: containers, storage, and where. It cannot be changed once the job exists; delete the job and create it again.',
    ),
  'JobSpec.parallelism': () => l10n.t('How many copies run at the same time. 1 if nothing is written.'),
  'JobSpec.completions': () =>
    l10n.t(
      'How many copies must succeed before the job is done. 1 if neither this nor "parallelism" is written.',
    ),
  'JobSpec.completionMode': () =>
    l10n.t(
      'With "Indexed", each copy gets its own number in the variable JOB_COMPLETION_INDEX, for instance to pick its part of the data.',
    ),
  'JobSpec.backoffLimit': () =>
    l10n.t(
      'How often the job is tried again after a failure, with growing pauses. 6 if nothing is written: a script with a bug then runs up to seven times.',
    ),
  'JobSpec.backoffLimitPerIndex': () =>
    l10n.t(
      'How often each numbered copy is tried again by itself, so that one bad part does not end the whole job.',
    ),
  'JobSpec.maxFailedIndexes': () =>
    l10n.t('How many numbered copies may fail for good before the whole job is given up.'),
  'JobSpec.activeDeadlineSeconds': () =>
    l10n.t(
      'The job is stopped and marked as failed after this many seconds, however many tries are left. A good guard for GPUs that nobody watches.',
    ),
  'JobSpec.ttlSecondsAfterFinished': () =>
    l10n.t(
      'The finished job is deleted after this many seconds, and its logs with it. Without it, it stays until somebody deletes it.',
    ),
  'JobSpec.suspend': () =>
    l10n.t(
      'With true, nothing runs: copies that run are stopped. Queueing systems such as Kueue use it to let the job wait its turn.',
    ),
  'JobSpec.podFailurePolicy': () =>
    l10n.t(
      'Which failures count as a try: exit codes can end the job at once, and losing a machine can be ignored.',
    ),
  'JobSpec.podReplacementPolicy': () =>
    l10n.t(
      'When a copy that goes is replaced: "Failed" waits until it is gone, so that two never hold a GPU at once.',
    ),
  'JobSpec.successPolicy': () =>
    l10n.t(
      'When the job counts as done before all copies have succeeded, for instance as soon as the leader has.',
    ),
  'JobSpec.manualSelector': () => l10n.t('Leave it out. Only with true may "selector" be written by hand.'),
  'JobSpec.selector': () => l10n.t('Leave it out: the cluster fills it in.'),
  'CronJobSpec.schedule': () =>
    l10n.t(
      'When a job is started: minute, hour, day of month, month, day of week. The clock is that of "timeZone", else that of the cluster (mostly UTC).',
    ),
  'CronJobSpec.timeZone': () =>
    l10n.t(
      'The time zone of the schedule, such as "Europe/Berlin". Without it the clock of the cluster counts, mostly UTC.',
    ),
  'CronJobSpec.concurrencyPolicy': () =>
    l10n.t(
      'If the last run still goes on: "Allow" starts another one beside it, "Forbid" leaves this one out, "Replace" stops the old one.',
    ),
  'CronJobSpec.suspend': () => l10n.t('With true, no new runs start. A run that has begun goes on.'),
  'CronJobSpec.startingDeadlineSeconds': () =>
    l10n.t(
      'How late a run may still start when its time was missed. A missed run later than this is left out.',
    ),
  'CronJobSpec.successfulJobsHistoryLimit': () =>
    l10n.t('How many runs that went well are kept, with their logs. 3 if nothing is written.'),
  'CronJobSpec.failedJobsHistoryLimit': () =>
    l10n.t('How many failed runs are kept, with their logs. 1 if nothing is written.'),
  'CronJobSpec.jobTemplate': () => l10n.t('The job that is made at each time of the schedule.'),
};
