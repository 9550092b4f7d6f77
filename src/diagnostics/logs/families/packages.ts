import { crashSays } from '../crash-says.ts';
import { around, signature } from '../signature.ts';

const UNREACHABLE =
  /connection broken by|NewConnectionError|ConnectTimeoutError|ProxyError|SSLCertVerificationError/;

/** Packages that are missing or do not fit. */
export const packageSignatures = [
  signature({
    cause: 'python-dependency',
    needles: ['no module named', 'modulenotfounderror'],
    pattern: /No module named ['"]?([\w.]+)['"]?/,
    strength: 3,
    confidence: 'certain',
    says: (hit, source) => ({ ...crashSays(hit, source), module: hit.match[1], kind: 'missing' }),
  }),
  signature({
    cause: 'python-dependency',
    needles: [
      'importerror',
      'cannot import name',
      'dll load failed',
      'numpy.dtype size changed',
      'numpy.core',
      'binary incompatibility',
      'undefined symbol',
      'glibc_',
      'glibcxx',
      'requires a different python',
      'has no attribute',
      'pkg_resources',
      'there is no package called',
      'cannot open shared object file',
      'module compiled against a',
      'compiled using numpy',
      'was removed in the numpy 2',
      'torch not compiled with cuda',
      'no package metadata was found',
    ],
    pattern:
      /ImportError: (?!libcuda\.so|libnvidia)(.+)|cannot import name ['"]?(\w+)|numpy\.dtype size changed|A module that was compiled using NumPy 1|binary incompatibility|undefined symbol: \w+|version `GLIBC(?:XX)?_[\d.]+' not found|pkg_resources\.(?:DistributionNotFound|VersionConflict|ContextualVersionConflict)|there is no package called|module '[\w.]+' has no attribute '\w+'|(?:error while loading shared libraries: )?(?!libcuda\.so|libnvidia)lib[\w.+-]+\.so[\w.]*: cannot open shared object file|module compiled against A[BP]I version|was removed in the NumPy 2|Torch not compiled with CUDA enabled|No package metadata was found for ([\w.-]+)/,
    strength: 2,
    says: (hit, source) => ({
      ...crashSays(hit, source),
      module: moduleIn(hit.text),
      kind: /there is no package called|No package metadata/.test(hit.text) ? 'missing' : 'mismatch',
      ...(/there is no package called/.test(hit.text) ? { language: 'r' } : {}),
    }),
  }),
  signature({
    cause: 'python-dependency',
    needles: [
      'no matching distribution found',
      'could not find a version that satisfies',
      'resolutionimpossible',
      'packagesnotfounderror',
      'failed building wheel',
      'unsatisfiableerror',
      'subprocess-exited-with-error',
      'resolvepackagenotfound',
      'conflicting dependencies',
      'executable not found',
      'libmambaunsatisfiableerror',
    ],
    pattern:
      /No matching distribution found for ([\w.[\]-]+)|Could not find a version that satisfies the requirement ([\w.[\]-]+)|ResolutionImpossible|PackagesNotFoundError|ResolvePackageNotFound|Failed building wheel for ([\w.-]+)|UnsatisfiableError|subprocess-exited-with-error|Cannot install .+ because these package versions have conflicting dependencies|Error: \w+_config executable not found/,
    strength: 3,
    says: (hit, source, whole) =>
      // pip knows no version of anything where it cannot reach its index; the connection explains that.
      /from versions: none|No matching distribution/.test(hit.text) &&
      UNREACHABLE.test(around(whole, hit, 4000, 0))
        ? undefined
        : {
            ...crashSays(hit, source),
            module: hit.match.slice(1).find(Boolean),
            kind: 'install',
          },
  }),
  signature({
    cause: 'python-dependency',
    needles: [
      'classnotfoundexception',
      'noclassdeffounderror',
      'nosuchmethoderror',
      'failed to find data source',
    ],
    pattern:
      /ClassNotFoundException: (?:Failed to find data source: )?([\w.$/]+)|NoClassDefFoundError: ([\w.$/]+)|NoSuchMethodError: (?:'?[\w.[\]]+ )?([\w.$]+)|Failed to find data source: (\w+)/,
    strength: 2,
    says: (hit, source) => ({
      ...crashSays(hit, source),
      module: hit.match.slice(1).find(Boolean),
      kind: hit.match[3] === undefined ? 'missing' : 'mismatch',
      language: 'java',
    }),
  }),
  signature({
    cause: 'python-dependency',
    needles: ['cannot find module', 'cannot find package'],
    pattern: /Cannot find (?:module|package) '([^']+)'/,
    strength: 2,
    says: (hit, source) => ({
      ...crashSays(hit, source),
      module: hit.match[1],
      kind: 'missing',
      language: 'node',
    }),
  }),
];

function moduleIn(line: string): string | undefined {
  return /from ['"]?([\w.]+)['"]?|metadata was found for ([\w.-]+)|(?:compiled using|in the) (NumPy)|\b(Torch) not compiled|module '([\w.]+)'|package called [‘'"]?([\w.]+)|\b(numpy)\b|distribution was not found[^']*'([\w.-]+)|The '([\w.-]+)/
    .exec(line)
    ?.slice(1)
    .find(Boolean);
}
