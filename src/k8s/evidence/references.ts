import { list, record, text, type Json, type JsonRecord } from '../../common/json.ts';
import type { EvidenceReader } from './evidence-reader.ts';
import { KINDS, type ServedKind } from './kinds.ts';

/** A pod that names more Secrets and ConfigMaps than this gets only the first of them checked. */
const MOST = 12;

/** Whether what a pod names is there: Secrets and ConfigMaps (never their values), service account, priority and runtime class. */
export async function readReferences(reader: EvidenceReader, pod: JsonRecord): Promise<void> {
  const spec = record(pod, 'spec');
  const namespace = text(pod, 'metadata', 'namespace');
  const { secrets, configMaps } = namedIn(spec);
  const classOf = (kind: ServedKind, name: string | undefined): Promise<unknown>[] =>
    name === undefined || name === '' ? [] : [reader.get(kind, undefined, name)];
  await Promise.all([
    ...[...secrets].slice(0, MOST).map((name) => reader.get(KINDS.secret, namespace, name, 'metadata')),
    ...[...configMaps].slice(0, MOST).map((name) => reader.get(KINDS.configMap, namespace, name, 'metadata')),
    reader.get(KINDS.serviceAccount, namespace, text(spec, 'serviceAccountName') ?? 'default'),
    ...classOf(KINDS.priorityClass, text(spec, 'priorityClassName')),
    ...classOf(KINDS.runtimeClass, text(spec, 'runtimeClassName')),
  ]);
}

function namedIn(spec: JsonRecord): { secrets: ReadonlySet<string>; configMaps: ReadonlySet<string> } {
  const secrets = new Set<string>();
  const configMaps = new Set<string>();
  const add = (names: Set<string>, name: string | undefined): void => {
    if (name !== undefined && name !== '') names.add(name);
  };
  for (const container of [...list(spec, 'initContainers'), ...list(spec, 'containers')]) {
    for (const variable of list(container, 'env')) {
      add(secrets, text(variable, 'valueFrom', 'secretKeyRef', 'name'));
      add(configMaps, text(variable, 'valueFrom', 'configMapKeyRef', 'name'));
    }
    for (const source of list(container, 'envFrom')) {
      add(secrets, text(source, 'secretRef', 'name'));
      add(configMaps, text(source, 'configMapRef', 'name'));
    }
  }
  const addVolume = (source: Json): void => {
    add(secrets, text(source, 'secret', 'secretName') ?? text(source, 'secret', 'name'));
    add(configMaps, text(source, 'configMap', 'name'));
  };
  for (const volume of list(spec, 'volumes')) {
    addVolume(volume);
    list(volume, 'projected', 'sources').forEach(addVolume);
  }
  for (const secret of list(spec, 'imagePullSecrets')) add(secrets, text(secret, 'name'));
  configMaps.delete('kube-root-ca.crt'); // in every namespace, mounted into every pod
  return { secrets, configMaps };
}
