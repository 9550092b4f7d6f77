import * as l10n from '@vscode/l10n';
import type { Wording } from '../claim.ts';
import { team, whereToEdit, you } from './place.ts';

interface MissingObject {
  name: string;
  namespace: string;
  /** The key in it that is missing, where the object itself is there. */
  key?: string | undefined;
  /** Keys that it has. */
  keys?: readonly string[] | undefined;
  usedAs?: string | undefined;
  /** Namespaces that hold one of the same name. */
  elsewhere: readonly string[];
  maker?: string | undefined;
}

export interface ConfigSays {
  'missing-secret': MissingObject;
  'missing-configmap': MissingObject;
  runasnonroot: { container: string; message: string; image: string; user?: string | undefined };
}

function missing(kind: 'Secret' | 'ConfigMap'): Wording<MissingObject> {
  const create = (name: string, namespace: string, key?: string): string =>
    kind === 'Secret'
      ? `kubectl create secret generic ${name} -n ${namespace} --from-literal=${key ?? 'key'}=...\n`
      : `kubectl create configmap ${name} -n ${namespace} --from-file=${key ?? 'config.yaml'}\n`;
  return {
    short: ({ name, key }) =>
      key === undefined
        ? l10n.t('its {0} {1} does not exist', kind, name)
        : l10n.t('its {0} {1} has no key {2}', kind, name, key),
    title: ({ name, namespace, key }) =>
      key === undefined
        ? l10n.t('The {0} "{1}" that the pod needs does not exist in namespace {2}.', kind, name, namespace)
        : l10n.t(
            'The {0} "{1}" in namespace {2} has no key "{3}", which the pod needs.',
            kind,
            name,
            namespace,
            key,
          ),
    why: ({ elsewhere, name, usedAs, keys, key }) => {
      const parts: string[] = [];
      if (usedAs !== undefined)
        parts.push(l10n.t('It is used {0}; without it the container cannot be made.', usedAs));
      if (elsewhere.length > 0)
        parts.push(
          l10n.t(
            'One with the name "{0}" exists in {1}, but a {2} can only be used in its own namespace.',
            name,
            elsewhere.join(', '),
            kind,
          ),
        );
      else if (key === undefined)
        parts.push(
          l10n.t('It may exist in another namespace: {0}s are not shared between namespaces.', kind),
        );
      if (key !== undefined && keys !== undefined && keys.length > 0)
        parts.push(l10n.t('Its keys are: {0}.', keys.join(', ')));
      return parts.join(' ');
    },
    actions: ({ name, namespace, key, elsewhere, maker }, place) => [
      key !== undefined
        ? you(l10n.t('Add the key "{0}", or correct the key’s name in {1}.', key, whereToEdit(place)))
        : elsewhere.length > 0
          ? you(
              l10n.t(
                'Copy it into namespace {0} (ask its owner for the content), or run this in the namespace that has it.',
                namespace,
              ),
            )
          : you(
              l10n.t('Create it, or correct its name in {0}.', whereToEdit(place)),
              create(name, namespace, key),
            ),
      ...(maker === undefined ? [] : [team(maker)]),
      team(
        l10n.t(
          'If a chart or an operator should have made {0} "{1}" in {2}: please check that it ran there.',
          kind,
          name,
          namespace,
        ),
      ),
    ],
  };
}

export const configWords: { [C in keyof ConfigSays]: Wording<ConfigSays[C]> } = {
  'missing-secret': missing('Secret'),
  'missing-configmap': missing('ConfigMap'),
  runasnonroot: {
    short: () => l10n.t('its image would run as root, which is not allowed'),
    title: ({ container, image, user }) =>
      user === undefined
        ? l10n.t('"{0}" must not run as root, and its image {1} does.', container, image)
        : l10n.t(
            '"{0}" must not run as root, and its image names its user as "{1}", which cannot be checked (a number is needed).',
            container,
            user,
          ),
    why: ({ message }) => l10n.t('The pod is set to runAsNonRoot, and the machine refuses: {0}', message),
    actions: (_says, place) => [
      you(
        l10n.t(
          'Name a user number that is not 0 in {0} (if the image can run as such a user).',
          whereToEdit(place),
        ),
        'securityContext:\n  runAsUser: 1000\n  runAsNonRoot: true\n',
      ),
      you(l10n.t('Or end the image with a numeric user.'), 'USER 1000\n'),
    ],
  },
};
