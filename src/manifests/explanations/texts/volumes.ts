import * as l10n from '@vscode/l10n';
import type { OwnTexts } from '../own-field.ts';

/** Storage inside a pod, and the claims behind it. */
export const volumeTexts: OwnTexts = {
  'PodSpec.volumes': () =>
    l10n.t(
      'The storage that containers can use. It appears in a container only where "volumeMounts" names it.',
    ),
  'Volume.name': () => l10n.t('The name by which "volumeMounts" refers to this storage.'),
  'Volume.emptyDir': () =>
    l10n.t(
      'An empty scratch folder. It survives a crash of a container, and is deleted for good when the whole copy of the program goes.',
    ),
  'EmptyDirVolumeSource.medium': () =>
    l10n.t(
      'With "Memory" the folder lives in RAM, and what is in it counts against the memory limit. Mounted at /dev/shm, it gives the workers of a PyTorch DataLoader more than the usual 64 MiB.',
    ),
  'EmptyDirVolumeSource.sizeLimit': () =>
    l10n.t(
      'The most that may be written to the folder. On disk, the program is stopped above it; in RAM, writing fails.',
    ),
  'Volume.persistentVolumeClaim': () =>
    l10n.t(
      'Storage that is kept: files in it survive restarts and the end of the program. It is found by the name of its claim.',
    ),
  'PersistentVolumeClaimVolumeSource.claimName': () =>
    l10n.t(
      'The claim (your piece of lasting storage), in the same namespace. While it does not exist the program waits.',
    ),
  'PersistentVolumeClaimVolumeSource.readOnly': () =>
    l10n.t('With true, files can be read and not written. Right for shared data sets.'),
  'Volume.ephemeral': () =>
    l10n.t(
      'A claim that is made for this copy of the program and deleted with it. For scratch data that is too large for the local disk.',
    ),
  'Volume.configMap': () => l10n.t('Shows the entries of a ConfigMap (a named set of settings) as files.'),
  'ConfigMapVolumeSource.name': () =>
    l10n.t('The ConfigMap, in the same namespace. While it does not exist the program does not start.'),
  'ConfigMapVolumeSource.items': () =>
    l10n.t(
      'Which entries appear, and under which file names. Without it, all of them under their own names.',
    ),
  'ConfigMapVolumeSource.defaultMode': () =>
    l10n.t(
      'Who may read and write the files. In YAML write it with a leading 0, such as 0644; in JSON it must be the decimal number.',
    ),
  'ConfigMapVolumeSource.optional': () =>
    l10n.t('With true, the program also starts when the ConfigMap does not exist; the folder is then empty.'),
  'Volume.secret': () =>
    l10n.t('Shows the entries of a Secret (a named set of passwords and tokens) as files.'),
  'SecretVolumeSource.secretName': () =>
    l10n.t('The Secret, in the same namespace. While it does not exist the program does not start.'),
  'SecretVolumeSource.items': () =>
    l10n.t(
      'Which entries appear, and under which file names. Without it, all of them under their own names.',
    ),
  'SecretVolumeSource.defaultMode': () =>
    l10n.t(
      'Who may read and write the files. In YAML write it with a leading 0, such as 0400; in JSON it must be the decimal number. SSH keys need 0400.',
    ),
  'SecretVolumeSource.optional': () =>
    l10n.t('With true, the program also starts when the Secret does not exist; the folder is then empty.'),
  'KeyToPath.key': () => l10n.t('The entry that becomes a file.'),
  'KeyToPath.path': () => l10n.t('The file name, below the folder of the mount.'),
  'KeyToPath.mode': () =>
    l10n.t('Who may read and write this file. In YAML write it with a leading 0, such as 0600.'),
  'Volume.projected': () =>
    l10n.t('Shows several sources (settings, passwords, access tokens) together in one folder.'),
  'ProjectedVolumeSource.sources': () => l10n.t('The sources whose files appear together.'),
  'Volume.hostPath': () =>
    l10n.t(
      'A folder of the machine that the program happens to run on. On another machine the files are not there, and many clusters forbid it. Use a claim for data.',
    ),
  'HostPathVolumeSource.path': () => l10n.t('The folder on the machine.'),
  'HostPathVolumeSource.type': () =>
    l10n.t(
      'What must already be there; "DirectoryOrCreate" makes the folder if it is missing. Nothing is checked if it is left out.',
    ),
  'Volume.nfs': () => l10n.t('A folder of a file server, shared over the network (NFS).'),
  'NFSVolumeSource.server': () => l10n.t('The name or address of the file server.'),
  'NFSVolumeSource.path': () => l10n.t('The folder that the file server shares.'),
  'Volume.csi': () =>
    l10n.t(
      'Storage that a driver provides, for instance a bucket shown as a folder. What "volumeAttributes" means is up to the driver.',
    ),
  'Volume.image': () =>
    l10n.t('Shows the files of another image, such as a packaged model, as a read-only folder.'),
  'Volume.downwardAPI': () => l10n.t('Shows facts about the program itself, such as its labels, as files.'),
  'VolumeMount.name': () => l10n.t('Which storage, by its name under "volumes".'),
  'VolumeMount.mountPath': () =>
    l10n.t(
      'The folder in the container where the storage appears. What the image has in that folder is hidden by it.',
    ),
  'VolumeMount.subPath': () =>
    l10n.t(
      'Shows only this folder or file of the storage. Changed settings and passwords then reach the program only after a restart.',
    ),
  'VolumeMount.subPathExpr': () =>
    l10n.t(
      'Like "subPath", with environment variables in it, such as $(POD_NAME): each copy gets a folder of its own.',
    ),
  'VolumeMount.readOnly': () => l10n.t('With true, the program can read the files and not write them.'),
  'VolumeMount.mountPropagation': () =>
    l10n.t(
      'Whether mounts that are made later are passed on. Only tools that mount storage themselves need it.',
    ),
  'PersistentVolumeClaimSpec.accessModes': () =>
    l10n.t(
      'Who may use the storage at the same time: one machine ("ReadWriteOnce"), many for reading ("ReadOnlyMany"), many for reading and writing ("ReadWriteMany").',
    ),
  'PersistentVolumeClaimSpec.resources': () => l10n.t('How large the storage should be.'),
  'PersistentVolumeClaimSpec.storageClassName': () =>
    l10n.t(
      'Which kind of storage, such as fast disks or a shared file system; the names are chosen by your platform team. Without it the default kind is taken, with "" none is made.',
    ),
  'PersistentVolumeClaimSpec.volumeMode': () =>
    l10n.t('"Filesystem", a folder, unless "Block", a raw disk, is written.'),
  'PersistentVolumeClaimSpec.volumeName': () =>
    l10n.t('Takes exactly this piece of existing storage, instead of any that fits.'),
  'PersistentVolumeClaimSpec.selector': () =>
    l10n.t('Takes only existing storage with these labels. New storage is then not made for it.'),
  'PersistentVolumeClaimSpec.dataSource': () =>
    l10n.t('Begins with the files of a snapshot or of another claim.'),
  'PersistentVolumeClaimSpec.dataSourceRef': () =>
    l10n.t('Begins with the files of a snapshot, of another claim, or of what a data importer provides.'),
  'PersistentVolumeSpec.capacity': () => l10n.t('How large this piece of storage is.'),
  'PersistentVolumeSpec.accessModes': () =>
    l10n.t('Who may use the storage at the same time. A claim gets it only if it asks for one of these.'),
  'PersistentVolumeSpec.persistentVolumeReclaimPolicy': () =>
    l10n.t(
      'What happens to the files when the claim is deleted: "Retain" keeps them for an administrator, "Delete" deletes them.',
    ),
  'PersistentVolumeSpec.storageClassName': () =>
    l10n.t('The kind of storage. Only claims that ask for this kind get it.'),
  'PersistentVolumeSpec.claimRef': () => l10n.t('The claim that this piece of storage belongs to.'),
  'StorageClass.provisioner': () => l10n.t('The driver that makes storage of this kind.'),
  'StorageClass.reclaimPolicy': () =>
    l10n.t('What happens to the files when a claim is deleted: they are deleted unless "Retain" is written.'),
  'StorageClass.volumeBindingMode': () =>
    l10n.t(
      'When the storage is made. With "WaitForFirstConsumer" a claim says "Pending" until the first program uses it: that is not a fault.',
    ),
  'StorageClass.allowVolumeExpansion': () => l10n.t('Whether claims of this kind can be made larger later.'),
  'StorageClass.parameters': () =>
    l10n.t('Settings for the driver, such as the type of disk. What they mean is up to the driver.'),
  'StorageClass.mountOptions': () => l10n.t('Options with which the storage is mounted on the machine.'),
};
