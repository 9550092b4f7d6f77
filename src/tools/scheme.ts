import type { EndpointRule } from './catalogue/tool-rule.ts';
import type { ContainerFacts, ServicePort } from './facts.ts';
import type { Installation } from './installations.ts';
import type { Endpoint } from './installed-tool.ts';

/** What the program behind a port speaks: as it was started, before what the port is called. */
export function schemeOf(
  { settings }: Pick<Installation, 'settings'>,
  rule: EndpointRule,
  port: ServicePort,
  containers: readonly ContainerFacts[],
): Endpoint['scheme'] {
  if (says(rule.plainWhen, settings, containers)) return 'http';
  if (says(rule.tlsWhen, settings, containers)) return 'https';
  return rule.scheme === 'by-port' ? (isTls(port) ? 'https' : 'http') : rule.scheme;
}

/** True where the program was told to speak http, which its ports do not show. */
export function isPlain(
  { settings }: Pick<Installation, 'settings'>,
  { plainWhen }: EndpointRule,
  containers: readonly ContainerFacts[],
): boolean {
  return says(plainWhen, settings, containers);
}

/** In a command line, or by a variable or setting of that name that is on. */
function says(
  pattern: RegExp | undefined,
  settings: Installation['settings'],
  containers: readonly ContainerFacts[],
): boolean {
  if (!pattern) return false;
  return (
    containers.some(
      ({ command, settings: values }) =>
        pattern.test(command) ||
        Object.entries(values).some(([name, value]) => pattern.test(name) && value === 'true'),
    ) ||
    settings.some(({ values }) =>
      Object.entries(values).some(([key, value]) => pattern.test(key) && value === 'true'),
    )
  );
}

function isTls({ name, port, targetPort }: ServicePort): boolean {
  return (
    /^https(-|$)/.test(name ?? '') ||
    targetPort === 'https' ||
    ((port === 443 || port === 8443) && name !== 'http')
  );
}
