import { isRecord, list, number, text, textMap, type Json, type JsonRecord } from '../../common/json.ts';
import { ForwardError, type ServicePort } from './forward-problem.ts';

/** What is to be reached: a pod by its own name, or whatever pod is behind a Service now. A port is a number or a name. */
export interface ForwardTarget {
  readonly kind: 'pod' | 'service';
  readonly namespace: string;
  readonly name: string;
  readonly port: number | string;
}

/** A pod that can take connections, and on which port. */
export interface Backend {
  readonly pod: string;
  readonly uid: string;
  readonly port: number;
  /** For the choice among several: the oldest first. */
  readonly createdAt: string;
}

/** The part of a Service that a forward needs. */
export interface ServiceDoor {
  /** Absent: somebody else keeps the list of what is behind it. */
  readonly selector?: string;
  readonly portName?: string;
  readonly port: number;
  /** The port of the pods, which may have a name that each pod resolves for itself. */
  readonly targetPort: number | string;
  readonly headless: boolean;
  readonly takesUnready: boolean;
}

/** Reads a Service; throws `ForwardError` when it has no such port or no pods at all. */
export function doorOf(service: Json, wanted: number | string): ServiceDoor {
  const external = text(service, 'spec', 'externalName');
  if (text(service, 'spec', 'type') === 'ExternalName') {
    throw new ForwardError({ kind: 'outside-the-cluster', host: external ?? '' });
  }
  const ports = list(service, 'spec', 'ports').filter(isRecord);
  const found =
    ports.find((port) => port['port'] === wanted || port['name'] === wanted) ??
    ports.find((port) => String(number(port, 'port')) === wanted);
  const port = number(found, 'port');
  if (!found || port === undefined) {
    throw new ForwardError({ kind: 'no-such-port', port: wanted, ports: ports.flatMap(servicePort) });
  }
  const portName = text(found, 'name');
  const selector = Object.entries(textMap(service, 'spec', 'selector'))
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  return {
    port,
    targetPort: number(found, 'targetPort') ?? text(found, 'targetPort') ?? port,
    headless: text(service, 'spec', 'clusterIP') === 'None',
    takesUnready:
      isRecord(service) && isRecord(service['spec']) && service['spec']['publishNotReadyAddresses'] === true,
    ...(selector === '' ? {} : { selector }),
    ...(portName === undefined ? {} : { portName }),
  };
}

function servicePort(port: JsonRecord): ServicePort[] {
  const value = number(port, 'port');
  const name = text(port, 'name');
  if (value === undefined) return [];
  return [name === undefined ? { port: value } : { name, port: value }];
}

/** The pod as a backend of a Service, if it can take connections now. */
export function backendOfService(pod: JsonRecord, door: ServiceDoor): Backend | undefined {
  if (!isAlive(pod) || !(door.takesUnready || isReady(pod))) return undefined;
  // Without a cluster IP clients speak to the pods' own port, so there the Service's number is the real one where a pod declares it.
  const declared = door.headless && containerPorts(pod).some((port) => port['containerPort'] === door.port);
  return backend(pod, declared ? door.port : portIn(pod, door.targetPort));
}

/** A pod that was asked for by name: whether it is ready is for the user to judge. */
export function backendOfPod(pod: JsonRecord, port: number | string): Backend | undefined {
  return isAlive(pod) ? backend(pod, portIn(pod, port)) : undefined;
}

/** The pods that an EndpointSlice names for a port. */
export function backendsOfSlice(slice: JsonRecord, door: ServiceDoor): Backend[] {
  const ports = list(slice, 'ports').filter(isRecord);
  // A port without a name has the name '' in slices.
  const found = ports.find((port) => (text(port, 'name') ?? '') === (door.portName ?? ''));
  const port = number(found ?? (ports.length === 1 ? ports[0] : undefined), 'port');
  if (port === undefined) return [];
  return list(slice, 'endpoints').flatMap((endpoint): Backend[] => {
    const pod = text(endpoint, 'targetRef', 'name');
    const conditions = isRecord(endpoint) && isRecord(endpoint['conditions']) ? endpoint['conditions'] : {};
    if (pod === undefined || text(endpoint, 'targetRef', 'kind') !== 'Pod' || conditions['ready'] === false)
      return [];
    return [{ pod, uid: text(endpoint, 'targetRef', 'uid') ?? pod, port, createdAt: '' }];
  });
}

/** The names of the ports that a pod declares, for the sentence that one of them was not found. */
export function declaredPorts(pod: JsonRecord): ServicePort[] {
  return containerPorts(pod).flatMap((port): ServicePort[] => {
    const value = number(port, 'containerPort');
    const name = text(port, 'name');
    if (value === undefined) return [];
    return [name === undefined ? { port: value } : { name, port: value }];
  });
}

function backend(pod: JsonRecord, port: number | undefined): Backend | undefined {
  const name = text(pod, 'metadata', 'name');
  if (name === undefined || port === undefined) return undefined;
  return {
    pod: name,
    uid: text(pod, 'metadata', 'uid') ?? name,
    port,
    createdAt: text(pod, 'metadata', 'creationTimestamp') ?? '',
  };
}

function portIn(pod: JsonRecord, wanted: number | string): number | undefined {
  if (typeof wanted === 'number') return wanted;
  const named = containerPorts(pod).find((port) => port['name'] === wanted);
  return number(named, 'containerPort') ?? (/^\d+$/.test(wanted) ? Number(wanted) : undefined);
}

function containerPorts(pod: JsonRecord): JsonRecord[] {
  return [...list(pod, 'spec', 'containers'), ...list(pod, 'spec', 'initContainers')].flatMap((container) =>
    list(container, 'ports').filter(isRecord),
  );
}

function isAlive(pod: JsonRecord): boolean {
  return (
    text(pod, 'status', 'phase') === 'Running' && text(pod, 'metadata', 'deletionTimestamp') === undefined
  );
}

function isReady(pod: JsonRecord): boolean {
  return list(pod, 'status', 'conditions').some(
    (condition) => text(condition, 'type') === 'Ready' && text(condition, 'status') === 'True',
  );
}
