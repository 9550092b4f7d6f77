import { said } from '../said.ts';
import { around, continued, programIn, signature } from '../signature.ts';

/** Two sides of a connection that do not fit each other. */
export const versionSignatures = [
  signature({
    cause: 'version-mismatch',
    needles: ['no such option', 'unrecognized arguments'],
    // Dask's own tools write these command lines, so an option that is not known there comes from another version.
    pattern: /(?:no such option|unrecognized arguments):? ?(\S+)/i,
    strength: 3,
    says: (hit, source, whole) =>
      /dask-(?:worker|scheduler|spec)|dask_(?:worker|scheduler)|distributed\.cli|dask-gateway/.test(
        `${around(whole, hit, 800, 200)} ${JSON.stringify(source.container?.spec['command'] ?? '')} ${JSON.stringify(source.container?.spec['args'] ?? '')}`,
      )
        ? { container: programIn(source), line: hit.text }
        : undefined,
  }),
  signature({
    cause: 'version-mismatch',
    needles: ['was initialized by', 'downgrade', 'upgrade problem'],
    // A new server on the disk of an old one: PostgreSQL, MySQL, MongoDB, Elasticsearch.
    pattern:
      /data directory was initialized by \S+ version (\S+?),? which is not compatible with this version (\S+)|[Dd]owngrade (?:is )?not (?:supported|allowed)?.* from (?:version )?(\S+) to (?:version )?(\S+)|cannot downgrade a node from version \[([^\]]+)\] to version \[([^\]]+)\]|UPGRADE PROBLEM.*version: \\?"([\d.]+)\\?".*expected '([\d.]+)'/,
    strength: 3,
    says: (hit, source) => {
      const [left, right] = hit.match.slice(1).filter(Boolean);
      return { ...said(hit, source), left, right: right?.replace(/[.,]$/, ''), files: true };
    },
  }),
  signature({
    cause: 'version-mismatch',
    needles: [
      'version mismatch',
      'mismatched versions',
      'incompatible version',
      'version of python',
      'different version',
      'versions do not match',
      'client version',
      'unsupported pickle protocol',
      'serialversionuid',
      'invalidclassexception',
      'python in worker has different version',
      'ray version',
      'protocol version',
      'is not compatible with',
      'incompatible with',
      'code() takes',
      'code expected at most',
      "can't get attribute",
    ],
    pattern:
      /[Vv]ersion mismatch(?!.*(?:NVML|driver\/library))|Mismatched versions found|incompatible versions?|Python in worker has different version|unsupported pickle protocol|InvalidClassException.*serialVersionUID|(?:client|server|worker|scheduler|driver)\b.*\bversion\b.*(?:different|does not match|do not match|mismatch|incompatible|not supported)|versions? (?:do|does) not match|(?:is|are) (?:not compatible|incompatible) with (?:the )?(?:server|client|cluster|scheduler|version)|TypeError: code\(\) (?:takes|expected) at most|code expected at most \d+ arguments|Can't get attribute '\w+' on <module '(?:pandas|numpy|sklearn|cloudpickle|pyspark|ray|dask|distributed)/,
    strength: 2,
    whileRunning: true,
    says: (hit, source, whole) => {
      if (/driver\/library|NVML|nvml/.test(hit.text)) return undefined;
      const pair = differing(continued(whole, hit).join('\n'));
      if (pair) return { ...said(hit, source), ...pair };
      const versions = [...hit.text.matchAll(/\bv?(\d+\.\d+(?:\.\d+)?)\b/g)].map((match) => match[1] ?? '');
      return {
        ...said(hit, source),
        left: versions[0],
        right: versions.find((version) => version !== versions[0]),
      };
    },
  }),
];

/** `Ray: 2.41.0 … Ray: 2.9.0`: the first program that is there in two versions. */
function differing(told: string): { left: string; right: string } | undefined {
  const first = new Map<string, string>();
  for (const [, program = '', version = ''] of told.matchAll(/\b([A-Za-z][\w-]*):? v?(\d+\.\d+[\w.+-]*)/g)) {
    const other = first.get(program);
    if (other !== undefined && other !== version)
      return { left: `${program} ${other}`, right: `${program} ${version}` };
    first.set(program, version);
  }
  return undefined;
}
