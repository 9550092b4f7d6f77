import * as l10n from '@vscode/l10n';
import type { OwnTexts } from '../own-field.ts';

const known = (): string => l10n.t('When the time was last written down. The cluster fills it in.');

/** What all objects have, and small objects that hold settings. */
export const objectTexts: OwnTexts = {
  'ObjectMeta.name': () =>
    l10n.t(
      'The name of the object. It is unique among objects of its kind in the namespace, and cannot be changed later.',
    ),
  'ObjectMeta.generateName': () =>
    l10n.t(
      'The beginning of a name; the cluster adds a random ending. It works with "create", not with "apply".',
    ),
  'ObjectMeta.namespace': () =>
    l10n.t(
      'The part of the cluster in which the object lives, usually that of your team. Without it, the one that is chosen when the file is applied.',
    ),
  'ObjectMeta.labels': () =>
    l10n.t('Short marks by which objects are found, grouped and connected with each other.'),
  'ObjectMeta.annotations': () =>
    l10n.t('Notes for tools, such as the sign-in or storage to use. Objects cannot be found by them.'),
  'ObjectMeta.finalizers': () =>
    l10n.t(
      'Who must clean up before the object may go. If one of them is no longer there, deleting it never ends.',
    ),
  'ObjectMeta.ownerReferences': () =>
    l10n.t('The object that made this one. When the owner is deleted, this is deleted, too.'),
  'ObjectMeta.creationTimestamp': () => l10n.t('When the object was created. The cluster fills it in.'),
  'ObjectMeta.deletionTimestamp': () =>
    l10n.t(
      'Somebody has asked to delete the object; it goes at this time or when it has been cleaned up. The cluster fills it in.',
    ),
  'ObjectMeta.resourceVersion': () =>
    l10n.t(
      'A mark of this state of the object. The cluster fills it in; a copied one can make "apply" fail.',
    ),
  'ObjectMeta.uid': () =>
    l10n.t(
      'The number that tells this object from all others, also earlier ones of its name. The cluster fills it in.',
    ),
  'ObjectMeta.managedFields': () =>
    l10n.t('Which program wrote which field. The cluster fills it in; leave it out.'),
  'ConfigMap.data': () =>
    l10n.t(
      'Settings, by name. Each value is a text: numbers and true or false need quotes. Not for passwords.',
    ),
  'ConfigMap.binaryData': () => l10n.t('Files that are not text, in base64.'),
  'ConfigMap.immutable': () =>
    l10n.t('With true, the values can never be changed: make a new object with another name.'),
  'Secret.data': () =>
    l10n.t(
      'Passwords and tokens, by name, in base64. That only wraps them, everybody can read them: keep this file out of your repository.',
    ),
  'Secret.stringData': () =>
    l10n.t(
      'Passwords and tokens as plain text; the cluster stores them under "data". Keep this file out of your repository.',
    ),
  'Secret.type': () =>
    l10n.t(
      'What it is for. "Opaque" is any content, "kubernetes.io/dockerconfigjson" the sign-in for an image registry, "kubernetes.io/tls" a certificate.',
    ),
  'Secret.immutable': () =>
    l10n.t('With true, the values can never be changed: make a new object with another name.'),
  'ContainerStateRunning.startedAt': () => l10n.t('When the container started. The cluster fills it in.'),
  'CoreV1Event.eventTime': known,
  'CoreV1EventSeries.lastObservedTime': known,
  'EventsV1Event.eventTime': known,
  'EventsV1EventSeries.lastObservedTime': known,
  'LeaseSpec.acquireTime': () => l10n.t('When the present holder took over.'),
  'LeaseSpec.renewTime': () => l10n.t('When the present holder last said that it is still there.'),
  'V1alpha2LeaseCandidateSpec.pingTime': () =>
    l10n.t('When the candidate was last asked whether it is still there.'),
  'V1alpha2LeaseCandidateSpec.renewTime': () =>
    l10n.t('When the candidate last said that it is still there.'),
  'V1beta1LeaseCandidateSpec.pingTime': () =>
    l10n.t('When the candidate was last asked whether it is still there.'),
  'V1beta1LeaseCandidateSpec.renewTime': () => l10n.t('When the candidate last said that it is still there.'),
};
