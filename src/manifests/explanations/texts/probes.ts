import * as l10n from '@vscode/l10n';
import type { OwnTexts } from '../own-field.ts';

/** Health checks. */
export const probeTexts: OwnTexts = {
  'Container.livenessProbe': () =>
    l10n.t(
      'A health check that restarts the container when it fails several times in a row. If loading a model takes longer than the check waits, the container restarts again and again: give it a "startupProbe".',
    ),
  'Container.readinessProbe': () =>
    l10n.t(
      'A health check that decides whether the container gets requests. While it fails nothing is restarted, but the address of the Service does not lead here.',
    ),
  'Container.startupProbe': () =>
    l10n.t(
      'A health check for the start: until it succeeds the other checks wait, and if it never does the container restarts. This is where a slow model load gets its time.',
    ),
  'Probe.initialDelaySeconds': () =>
    l10n.t('How long after the start of the container the first check is made.'),
  'Probe.periodSeconds': () => l10n.t('How often the check is made. 10 seconds if nothing is written.'),
  'Probe.timeoutSeconds': () =>
    l10n.t(
      'How long one check may take; 1 second if nothing is written. A program that is busy with a prediction may need longer to answer.',
    ),
  'Probe.failureThreshold': () =>
    l10n.t('How many checks in a row must fail before something happens. 3 if nothing is written.'),
  'Probe.successThreshold': () =>
    l10n.t('How many checks in a row must succeed before all counts as well again. 1 if nothing is written.'),
  'Probe.terminationGracePeriodSeconds': () =>
    l10n.t('How long the program has to end by itself when this check makes it restart.'),
  'Probe.httpGet': () =>
    l10n.t('Asks for a web page of the program. An answer between 200 and 399 means well.'),
  'Probe.tcpSocket': () => l10n.t('Only tries whether something listens on the port.'),
  'Probe.exec': () => l10n.t('Runs a command inside the container. An exit code of 0 means well.'),
  'Probe.grpc': () => l10n.t('Asks the health service that gRPC programs, such as model servers, can offer.'),
  'GRPCAction.port': () => l10n.t('The port on which the program answers gRPC calls.'),
  'GRPCAction.service': () => l10n.t('Which service of the program is asked for, if it has several.'),
  'HTTPGetAction.port': () => l10n.t('The port that is asked: its number, or its name under "ports".'),
  'HTTPGetAction.path': () => l10n.t('The page that is asked for, such as /health.'),
  'HTTPGetAction.host': () => l10n.t('The host that is asked; leave it out to ask the container itself.'),
  'HTTPGetAction.scheme': () => l10n.t('HTTP unless HTTPS is written. Certificates are not checked.'),
  'HTTPGetAction.httpHeaders': () => l10n.t('Headers that are sent along with the question.'),
  'TCPSocketAction.port': () => l10n.t('The port that is tried: its number, or its name under "ports".'),
  'TCPSocketAction.host': () => l10n.t('The host that is tried; leave it out to try the container itself.'),
};
