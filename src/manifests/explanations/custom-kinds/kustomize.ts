import * as l10n from '@vscode/l10n';
import { field, FREE, group, groups, like, type OwnFields, type ToolKinds } from '../own-field.ts';

const target = group(
  {
    group: field('string', () => l10n.t('The family of the kind, such as "apps".')),
    version: field('string', () => l10n.t('The version of the kind.')),
    kind: field('string', () => l10n.t('Only objects of this kind.')),
    name: field('string', () => l10n.t('Only objects with this name. It may be a pattern.')),
    namespace: field('string', () => l10n.t('Only objects of this namespace.')),
    labelSelector: field('string', () => l10n.t('Only objects with these labels.')),
    annotationSelector: field('string', () => l10n.t('Only objects with these annotations.')),
  },
  () => l10n.t('Which objects are changed.'),
);
const generated: OwnFields = {
  name: field('string', () =>
    l10n.t('The name. A short code of the contents is added, so that a change starts new copies.'),
  ),
  namespace: field('string', () => l10n.t('The namespace.')),
  behavior: field('string', () =>
    l10n.t('"create" makes a new one, "merge" adds to one of a base, "replace" puts this in its place.'),
  ),
  files: field('string[]', () => l10n.t('Files whose contents become entries: path, or key=path.')),
  literals: field('string[]', () => l10n.t('Entries that are written here: key=value.')),
  envs: field('string[]', () => l10n.t('Files with a line key=value for each entry.')),
  env: field('string', () => l10n.t('A file with a line key=value for each entry.')),
  options: field(FREE, () => l10n.t('Labels, annotations, and whether the code is added to the name.')),
};

/** The file in which kustomize is told what to build. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
export const kustomizeKinds: ToolKinds = {
  link: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/',
  kinds: {
    'kustomize.config.k8s.io/v1beta1 Kustomization': 'kustomize.Kustomization',
    'kustomize.config.k8s.io/v1alpha1 Component': 'kustomize.Kustomization',
  },
  types: {
    'kustomize.Kustomization': {
      apiVersion: like('Pod.apiVersion'),
      kind: like('Pod.kind'),
      metadata: like('Pod.metadata'),
      resources: field('string[]', () =>
        l10n.t('What is built: manifests, and folders with a kustomization of their own.'),
      ),
      components: field('string[]', () => l10n.t('Folders with changes that several builds share.')),
      bases: field('string[]', () => l10n.t('The former name of "resources", for folders.')),
      crds: field('string[]', () => l10n.t('Descriptions of kinds of your own.')),
      namespace: field('string', () => l10n.t('The namespace that all objects are put into.')),
      namePrefix: field('string', () => l10n.t('Put before the names of all objects.')),
      nameSuffix: field('string', () => l10n.t('Put behind the names of all objects.')),
      labels: groups(
        {
          pairs: field('{string}', () => l10n.t('The labels.')),
          includeSelectors: field('boolean', () =>
            l10n.t('With true, selectors ask for them as well. That cannot be changed later.'),
          ),
          includeTemplates: field('boolean', () => l10n.t('With true, the copies get them as well.')),
          fields: field(FREE, () => l10n.t('Where else they are put.')),
        },
        () => l10n.t('Labels that all objects get.'),
      ),
      commonLabels: field('{string}', () =>
        l10n.t('Labels that all objects and selectors get. Selectors cannot be changed later.'),
      ),
      commonAnnotations: field('{string}', () => l10n.t('Annotations that all objects get.')),
      patches: groups(
        {
          path: field('string', () => l10n.t('The file with the change.')),
          patch: field('string', () => l10n.t('The change, as YAML text.')),
          target,
          options: field(FREE, () => l10n.t('Whether a patch may change name and kind.')),
        },
        () => l10n.t('Changes to objects of the resources.'),
      ),
      patchesStrategicMerge: field('string[]', () =>
        l10n.t('The former name of "patches", for parts of objects that are laid over them.'),
      ),
      patchesJson6902: groups(
        {
          path: field('string', () => l10n.t('The file with the steps.')),
          patch: field('string', () => l10n.t('The steps, as YAML text.')),
          target,
        },
        () => l10n.t('The former name of "patches", for lists of steps such as "replace /spec/replicas".'),
      ),
      images: groups(
        {
          name: field('string', () => l10n.t('The image as it stands in the resources, without its tag.')),
          newName: field('string', () => l10n.t('The image that is taken instead.')),
          newTag: field('string', () => l10n.t('The tag that is taken instead.')),
          digest: field('string', () => l10n.t('The exact image that is taken instead.')),
          tagSuffix: field('string', () => l10n.t('Put behind the tag.')),
        },
        () => l10n.t('Other images or tags than those in the resources.'),
      ),
      replicas: groups(
        {
          name: field('string', () => l10n.t('The name of the Deployment or StatefulSet.')),
          count: field('number', () => l10n.t('How many copies of it run.')),
        },
        () => l10n.t('Other numbers of copies than those in the resources.'),
      ),
      configMapGenerator: groups(generated, () => l10n.t('ConfigMaps that are made from files and values.')),
      secretGenerator: groups({ ...generated, type: like('Secret.type') }, () =>
        l10n.t('Secrets that are made from files and values.'),
      ),
      generatorOptions: field(FREE, () =>
        l10n.t('For all generated ConfigMaps and Secrets: labels, and whether a code is added to the name.'),
      ),
      helmCharts: field(FREE, () => l10n.t('Charts that are built in, with their values.')),
      helmGlobals: field(FREE, () => l10n.t('Where charts lie.')),
      replacements: field(FREE, () => l10n.t('Values that are copied from one object to others.')),
      vars: field(FREE, () => l10n.t('The former name of "replacements".')),
      generators: field('string[]', () => l10n.t('Files that describe programs which make objects.')),
      transformers: field('string[]', () => l10n.t('Files that describe programs which change objects.')),
      validators: field('string[]', () => l10n.t('Files that describe programs which check objects.')),
      configurations: field('string[]', () => l10n.t('Files that say which fields hold names and labels.')),
      openapi: field(FREE, () => l10n.t('The description of kinds, if it is not the usual one.')),
      buildMetadata: field('string[]', () => l10n.t('Notes on where each object comes from.')),
      sortOptions: field(FREE, () => l10n.t('The order of the objects.')),
    },
  },
};
