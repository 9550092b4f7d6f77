import * as l10n from '@vscode/l10n';
import { field, FREE, group, like, type ToolKinds } from '../own-field.ts';

/** What holds objects when several are printed at once. The objects themselves are explained by their own kinds. */
export const listKinds: ToolKinds = {
  link: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#collections',
  kinds: { 'v1 List': 'kubernetes.List' },
  types: {
    'kubernetes.List': {
      apiVersion: like('Pod.apiVersion'),
      kind: like('Pod.kind'),
      metadata: group(
        {
          resourceVersion: field('string', () =>
            l10n.t('The state of the cluster that the list shows. It can be left out.'),
          ),
          selfLink: field('string', () => l10n.t('No longer used.')),
          continue: field('string', () => l10n.t('Where the rest of a long list begins.')),
          remainingItemCount: field('number', () =>
            l10n.t('How many objects of a long list are missing here.'),
          ),
        },
        () => l10n.t('About the list itself. It can be left out.'),
      ),
      items: field(FREE, () => l10n.t('The objects of the list, each as in a file of its own.')),
    },
  },
};
