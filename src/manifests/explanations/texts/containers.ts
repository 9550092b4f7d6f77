import * as l10n from '@vscode/l10n';
import type { OwnTexts } from '../own-field.ts';

/** A container: its image, its program, its environment. */
export const containerTexts: OwnTexts = {
  'Container.name': () =>
    l10n.t('What the container is called. Logs, shells and error messages use this name.'),
  'Container.image': () =>
    l10n.t(
      'The packaged file system that the container starts from: Python, libraries, your code. What the program changes in it is gone after a restart.',
    ),
  'Container.imagePullPolicy': () =>
    l10n.t(
      'When the image is downloaded. Without it: always for the tag "latest" or no tag, else only if the machine does not have it yet.',
    ),
  'Container.command': () =>
    l10n.t(
      'What is started, in place of the image\'s own entry point. It is not a shell line: write ["sh", "-c", "…"] to use pipes or && in it.',
    ),
  'Container.args': () =>
    l10n.t(
      "The arguments of the program, in place of the image's own ones. Each is passed on as it is, without a shell; $(NAME) is replaced by the environment variable NAME.",
    ),
  'Container.workingDir': () =>
    l10n.t('The folder in which the program starts, in place of the one that the image names.'),
  'Container.env': () =>
    l10n.t('Environment variables of the program, one by one. They win over those of "envFrom".'),
  'Container.envFrom': () =>
    l10n.t(
      'Takes every entry of a ConfigMap or Secret (named sets of settings and passwords) as an environment variable. They are read at the start: later changes need a restart.',
    ),
  'Container.ports': () =>
    l10n.t(
      'The ports on which the program listens. This is information for people and for names of ports: leaving one out does not close it.',
    ),
  'Container.volumeMounts': () =>
    l10n.t(
      'Which storage appears in which folder of the container. Files in all other folders are lost when the container restarts.',
    ),
  'Container.volumeDevices': () =>
    l10n.t('Storage that the container sees as a raw disk, not as a folder. Rarely needed.'),
  'Container.resizePolicy': () =>
    l10n.t('Whether the container restarts when its CPU or memory is changed while it runs.'),
  'Container.restartPolicy': () =>
    l10n.t(
      'For a container under "initContainers", "Always" makes it a helper that keeps running beside the main program, instead of a step that must end first.',
    ),
  'Container.stdin': () =>
    l10n.t(
      'Keeps an input open, so that somebody can attach to the program and type. Not needed for shells that are opened later.',
    ),
  'Container.tty': () =>
    l10n.t(
      'Gives the program a terminal, so that it shows colours and prompts. It needs "stdin" to be of use.',
    ),
  'Container.lifecycle': () =>
    l10n.t('Commands that run right after the container has started or right before it is stopped.'),
  'Container.terminationMessagePath': () =>
    l10n.t(
      'A file in which the program can leave a last message; it is shown as the reason when the container ends.',
    ),
  'Container.terminationMessagePolicy': () =>
    l10n.t(
      'Where the last message comes from. "FallbackToLogsOnError" takes the end of the log when the program failed and left no message.',
    ),
  'Lifecycle.preStop': () =>
    l10n.t(
      'Runs before the container is asked to stop, for instance to save a checkpoint. Its time counts within the grace period.',
    ),
  'Lifecycle.postStart': () =>
    l10n.t(
      'Runs right after the container has started, beside the program. If it fails, the container is stopped.',
    ),
  'ContainerPort.containerPort': () => l10n.t('The port on which the program listens inside its container.'),
  'ContainerPort.hostPort': () =>
    l10n.t(
      'Also opens this port on the machine itself. Only one copy then fits on each machine, and many clusters forbid it. A Service is almost always the better way.',
    ),
  'ContainerPort.name': () =>
    l10n.t(
      'A name for the port, such as "http", that Services and health checks can use in place of the number.',
    ),
  'ContainerPort.protocol': () =>
    l10n.t('TCP unless something else is written. Web pages, databases and schedulers all use TCP.'),
  'EnvVar.name': () => l10n.t('The name of the environment variable, as the program reads it.'),
  'EnvVar.value': () =>
    l10n.t(
      'The value, always a text: numbers and true or false need quotes. $(OTHER) is replaced by a variable that stands above it. Passwords belong into a Secret, not here.',
    ),
  'EnvVar.valueFrom': () =>
    l10n.t('Takes the value from elsewhere: a Secret, a ConfigMap, or a fact about the container itself.'),
  'EnvVarSource.secretKeyRef': () =>
    l10n.t('Takes the value from one entry of a Secret: a named set of passwords and tokens.'),
  'EnvVarSource.configMapKeyRef': () =>
    l10n.t('Takes the value from one entry of a ConfigMap: a named set of settings.'),
  'EnvVarSource.fieldRef': () =>
    l10n.t(
      'Takes the value from the object itself, such as its name, its namespace or the machine it runs on.',
    ),
  'EnvVarSource.resourceFieldRef': () =>
    l10n.t(
      "Takes the value from the container's own requests or limits, for instance to start as many threads as it has CPUs.",
    ),
  'ObjectFieldSelector.fieldPath': () =>
    l10n.t(
      'Which fact is taken, such as metadata.name, metadata.namespace, spec.nodeName (the machine) or status.podIP.',
    ),
  'ResourceFieldSelector.resource': () =>
    l10n.t('Which amount is taken, such as limits.cpu or requests.memory.'),
  'ResourceFieldSelector.divisor': () =>
    l10n.t(
      'The unit of the answer: with "1Mi", memory is given in MiB. CPUs are rounded up to whole ones unless this says "1m".',
    ),
  'SecretKeySelector.name': () =>
    l10n.t('The Secret, in the same namespace. While it does not exist the container does not start.'),
  'SecretKeySelector.key': () =>
    l10n.t('Which entry of the Secret. While it does not exist the container does not start.'),
  'SecretKeySelector.optional': () =>
    l10n.t(
      'With true, the container starts without the variable when the Secret or its entry does not exist.',
    ),
  'ConfigMapKeySelector.name': () =>
    l10n.t('The ConfigMap, in the same namespace. While it does not exist the container does not start.'),
  'ConfigMapKeySelector.key': () =>
    l10n.t('Which entry of the ConfigMap. While it does not exist the container does not start.'),
  'ConfigMapKeySelector.optional': () =>
    l10n.t(
      'With true, the container starts without the variable when the ConfigMap or its entry does not exist.',
    ),
  'EnvFromSource.prefix': () => l10n.t('Put before the name of each variable that is taken.'),
  'EnvFromSource.secretRef': () => l10n.t('Takes all entries of this Secret as environment variables.'),
  'EnvFromSource.configMapRef': () => l10n.t('Takes all entries of this ConfigMap as environment variables.'),
  'SecretEnvSource.name': () =>
    l10n.t('The Secret, in the same namespace. While it does not exist the container does not start.'),
  'SecretEnvSource.optional': () =>
    l10n.t('With true, the container starts without these variables when the Secret does not exist.'),
  'ConfigMapEnvSource.name': () =>
    l10n.t('The ConfigMap, in the same namespace. While it does not exist the container does not start.'),
  'ConfigMapEnvSource.optional': () =>
    l10n.t('With true, the container starts without these variables when the ConfigMap does not exist.'),
  'ExecAction.command': () =>
    l10n.t(
      'The command that runs inside the container, without a shell. An exit code of 0 means well, anything else means failed.',
    ),
};
