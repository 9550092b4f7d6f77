import * as l10n from '@vscode/l10n';
import { field, FREE, group, like, type OwnFields } from '../own-field.ts';

/** A value by name. */
export const parameter: OwnFields = {
  name: field('string', () =>
    l10n.t(
      'The name by which steps use the value, as {{inputs.parameters.NAME}} or {{workflow.parameters.NAME}}.',
    ),
  ),
  value: field('string', () => l10n.t('The value. It can be another one at each run.')),
  default: field('string', () => l10n.t('The value if none is given.')),
  enum: field('string[]', () => l10n.t('The values to choose from.')),
  description: field('string', () => l10n.t('What the value is for, for people.')),
  globalName: field('string', () =>
    l10n.t('Makes the result known to the whole workflow, as {{workflow.outputs.parameters.NAME}}.'),
  ),
  valueFrom: group(
    {
      path: field('string', () =>
        l10n.t('The file in the container whose text becomes the value when the step ends.'),
      ),
      parameter: field('string', () =>
        l10n.t("Another step's value, such as {{steps.train.outputs.result}}."),
      ),
      expression: field('string', () =>
        l10n.t("An expression that is worked out from other steps' results."),
      ),
      default: field('string', () => l10n.t('The value if there is nothing to take it from.')),
      configMapKeyRef: like('EnvVarSource.configMapKeyRef'),
      jsonPath: field('string', () => l10n.t('The part of the created object that becomes the value.')),
      jqFilter: field('string', () => l10n.t('What is taken from the created object, as a jq filter.')),
      event: field('string', () => l10n.t('What is taken from the event that started the workflow.')),
      supplied: field(FREE, () => l10n.t('A person types the value while the workflow waits.')),
    },
    () => l10n.t('Where the value comes from, instead of being written here.'),
  ),
};
/** A file or folder by name. */
export const artifact: OwnFields = {
  name: field('string', () => l10n.t('The name by which other steps take the file or folder.')),
  path: field('string', () =>
    l10n.t(
      'Where the file or folder is in the container. An input is put there first, an output is taken from there at the end.',
    ),
  ),
  from: field('string', () =>
    l10n.t('The step that made the file, such as {{steps.train.outputs.artifacts.model}}.'),
  ),
  fromExpression: field('string', () => l10n.t('An expression that picks the file of one of several steps.')),
  optional: field('boolean', () => l10n.t('With true, the step goes on without the file.')),
  archive: field(FREE, () =>
    l10n.t('How the files are packed: "none" keeps them as they are, otherwise they become a .tgz.'),
  ),
  mode: field('number', () => l10n.t('The file permissions that the input gets.')),
  recurseMode: field('boolean', () =>
    l10n.t('With true, the permissions are set for everything in the folder.'),
  ),
  subPath: field('string', () => l10n.t('Only this part of the folder is taken.')),
  globalName: field('string', () => l10n.t('Makes the file known to the whole workflow.')),
  deleted: field('boolean', () => l10n.t('Filled in by Argo: the file was cleaned away.')),
  archiveLogs: field('boolean', () => l10n.t("With true, the step's log is kept in the storage as well.")),
  artifactGC: field(FREE, () =>
    l10n.t('When the stored file is deleted: with the workflow, or when it ends.'),
  ),
  s3: field(FREE, () =>
    l10n.t(
      'The bucket and the key of the file in S3 or a storage that speaks like it, and the Secret with the access keys.',
    ),
  ),
  gcs: field(FREE, () => l10n.t('The bucket and the key of the file in Google Cloud Storage.')),
  azure: field(FREE, () => l10n.t('The container and the name of the file in Azure Blob Storage.')),
  oss: field(FREE, () => l10n.t('The bucket and the key of the file in Alibaba Cloud storage.')),
  hdfs: field(FREE, () => l10n.t("The place of the file in Hadoop's file system.")),
  http: field(FREE, () => l10n.t('The web address that the file is loaded from.')),
  git: field(FREE, () => l10n.t('The Git repository, and the branch or commit, that is checked out here.')),
  raw: field(FREE, () => l10n.t('The text of the file, written right here.')),
  artifactory: field(FREE, () =>
    l10n.t('The address of the file in Artifactory, and the Secret with the password.'),
  ),
  plugin: field(FREE, () => l10n.t('A plug-in that stores the file.')),
};
/** What a workflow or a step is given, or gives on. */
export const given: OwnFields = {
  parameters: field('argo.Parameter[]', () => l10n.t('Values by name.')),
  artifacts: field('argo.Artifact[]', () =>
    l10n.t(
      'Files and folders by name. They go from step to step through the storage that Argo is set up with.',
    ),
  ),
};
