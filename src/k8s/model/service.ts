import { list, number, record, text, type JsonRecord } from '../../common/json.ts';
import type { Resource } from '../live/resource.ts';
import { labelsOf, metadataOf, type Labels, type ObjectMetadata } from './metadata.ts';
import { sharedMaybe } from './shared-text.ts';

/** A name under which pods are reached. */
export interface ServiceRecord extends ObjectMetadata {
  readonly type: string;
  /** Labels of the pods behind it; empty where something else decides (an ExternalName, endpoints made by hand). */
  readonly selector: Labels;
  readonly ports: readonly ServicePort[];
  /** `None` for headless services, which have no address of their own. */
  readonly clusterIp: string | undefined;
  readonly externalName: string | undefined;
}

export interface ServicePort {
  readonly name: string | undefined;
  readonly port: number;
  /** Number or name of the pods' port; the same as `port` where nothing is said. */
  readonly targetPort: number | string;
  readonly protocol: string;
  readonly appProtocol: string | undefined;
}

export function serviceRecord(object: JsonRecord): ServiceRecord {
  const spec = record(object, 'spec');
  return {
    ...metadataOf(object),
    type: text(spec, 'type') ?? 'ClusterIP',
    selector: labelsOf(spec['selector']),
    ports: list(spec, 'ports').flatMap((entry) => {
      const port = number(entry, 'port');
      if (port === undefined) return [];
      const targetPort = number(entry, 'targetPort') ?? text(entry, 'targetPort') ?? port;
      const protocol = text(entry, 'protocol') ?? 'TCP';
      return [
        {
          name: sharedMaybe(text(entry, 'name')),
          port,
          targetPort,
          protocol,
          appProtocol: text(entry, 'appProtocol'),
        },
      ];
    }),
    clusterIp: text(spec, 'clusterIP') || undefined,
    externalName: text(spec, 'externalName') || undefined,
  };
}

export const SERVICES: Resource<ServiceRecord> = {
  id: 'services',
  group: '',
  version: 'v1',
  plural: 'services',
  kind: 'Service',
  namespaced: true,
  project: serviceRecord,
};
