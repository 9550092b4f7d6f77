import type { JsonRecord } from '../../common/json.ts';
import { groupVersion, kinds, versionsOf } from './kinds.ts';

const groupNames = (): string[] => [
  ...new Set(kinds.map((kind) => kind.group).filter((group) => group !== '')),
];

/** The documents with which the API describes itself; `undefined` where the path is none of them. */
export function discovery(segments: readonly string[], server: string): JsonRecord | undefined {
  const [root, first, second, ...rest] = segments;
  if (rest.length > 0) return undefined;
  if (root === 'version' && first === undefined) return version;
  if (root === 'api') {
    if (first === undefined)
      return {
        kind: 'APIVersions',
        versions: ['v1'],
        serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: server }],
      };
    return first === 'v1' && second === undefined ? resources('', 'v1') : undefined;
  }
  if (root !== 'apis') return undefined;
  if (first === undefined) return { kind: 'APIGroupList', apiVersion: 'v1', groups: groupNames().map(group) };
  if (versionsOf(first).length === 0) return undefined;
  if (second === undefined) return { kind: 'APIGroup', apiVersion: 'v1', ...group(first) };
  return versionsOf(first).includes(second) ? resources(first, second) : undefined;
}

function group(name: string): JsonRecord {
  const versions = versionsOf(name).map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions, preferredVersion: versions[0] };
}

function resources(group: string, version: string): JsonRecord {
  const listed = kinds
    .filter((kind) => kind.group === group && kind.version === version)
    .flatMap((kind) => {
      const { singular, namespaced, verbs, shortNames } = kind;
      const main = {
        name: kind.plural,
        singularName: singular,
        namespaced,
        kind: kind.kind,
        verbs,
        ...(shortNames.length > 0 ? { shortNames } : {}),
      };
      const below = kind.subresources.map((name) => ({
        name: `${kind.plural}/${name}`,
        singularName: '',
        namespaced,
        ...(name === 'scale'
          ? { group: 'autoscaling', version: 'v1', kind: 'Scale', verbs: ['get', 'patch'] }
          : {}),
        ...(name === 'portforward' ? { kind: 'PodPortForwardOptions', verbs: ['create', 'get'] } : {}),
        ...(name === 'log' || name === 'status' ? { kind: kind.kind, verbs: ['get'] } : {}),
      }));
      return [main, ...below];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    kind: 'APIResourceList',
    ...(group === '' ? {} : { apiVersion: 'v1' }),
    groupVersion: groupVersion({ group, version }),
    resources: listed,
  };
}

const version: JsonRecord = {
  major: '1',
  minor: '35',
  gitVersion: 'v1.35.4+porthole-sample',
  gitCommit: '0',
  gitTreeState: 'clean',
  buildDate: '2026-01-01T00:00:00Z',
  goVersion: 'none',
  compiler: 'none',
  platform: 'sample/none',
};
