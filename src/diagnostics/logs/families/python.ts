import { around, programIn, signature } from '../signature.ts';
import type { Hit, TextSource } from '../reading.ts';

function crash(
  hit: Hit,
  source: TextSource,
): { container: string; line: string; exitCode: number | undefined; restarts: number | undefined } {
  return {
    container: programIn(source),
    line: hit.text,
    exitCode: source.container?.end?.exitCode,
    restarts: source.container?.restarts,
  };
}

/** Packages that are missing or do not fit, settings that are refused, commands that are not there. */
export const pythonSignatures = [
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
    cause: 'python-dependency',
    needles: ['no module named', 'modulenotfounderror'],
    pattern: /No module named ['"]?([\w.]+)['"]?/,
    strength: 3,
    confidence: 'certain',
    says: (hit, source) => ({ ...crash(hit, source), module: hit.match[1], kind: 'missing' }),
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
    ],
    pattern:
      /ImportError: (?!libcuda|libnvidia)(.+)|cannot import name ['"]?(\w+)|numpy\.dtype size changed|A module that was compiled using NumPy 1|binary incompatibility|undefined symbol: \w+|version `GLIBC(?:XX)?_[\d.]+' not found|pkg_resources\.(?:DistributionNotFound|VersionConflict|ContextualVersionConflict)|there is no package called|module '[\w.]+' has no attribute '\w+'|(?:error while loading shared libraries: )?(?!libcuda|libnvidia)lib[\w.+-]+\.so[\w.]*: cannot open shared object file/,
    strength: 2,
    says: (hit, source) => ({
      ...crash(hit, source),
      module: moduleIn(hit.text),
      kind: /there is no package called/.test(hit.text) ? 'missing' : 'mismatch',
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
    ],
    pattern:
      /No matching distribution found for ([\w.[\]-]+)|Could not find a version that satisfies the requirement ([\w.[\]-]+)|ResolutionImpossible|PackagesNotFoundError|ResolvePackageNotFound|Failed building wheel for ([\w.-]+)|UnsatisfiableError|subprocess-exited-with-error/,
    strength: 3,
    says: (hit, source) => ({
      ...crash(hit, source),
      module: hit.match.slice(1).find(Boolean),
      kind: 'install',
    }),
  }),
  signature({
    cause: 'app-config-error',
    needles: [
      'unrecognized arguments',
      'no such option',
      'unknown flag',
      'unknown option',
      'unrecognized option',
      'invalid choice',
      'arguments are required',
      'missing argument',
      'missing option',
      'flag provided but not defined',
      'unknown shorthand',
      'got an unexpected keyword argument',
      'unexpected argument',
      'invalid value for',
      'error: argument',
      'unrecognised option',
    ],
    pattern:
      /unrecognized arguments?: ?(.*)|no such option:? ?(\S*)|unknown (?:shorthand )?flag:? ?(.*)|[Uu]nknown option:? ?(\S*)|unrecogni[sz]ed option:? ?(\S*)|invalid choice: (.*)|the following arguments are required: (.*)|Missing (?:argument|option|parameter):? ?(.*)|flag provided but not defined: (\S+)|unexpected argument '([^']+)'|Invalid value for (.*)|error: argument ([^:]+):/i,
    strength: 2,
    says: (hit, source) => ({
      ...crash(hit, source),
      setting: cleanSetting(hit.match.slice(1).find(Boolean)),
    }),
  }),
  signature({
    cause: 'app-config-error',
    needles: [
      'keyerror',
      'environment variable',
      'env var',
      'is not set',
      'must be set',
      'missing required',
      'validation error',
      'validationerror',
      'improperlyconfigured',
      'airflowconfigexception',
      'invalid configuration',
      'configuration error',
      'configurationerror',
      'config error',
      'configerror',
      'bad config',
      'failed to load config',
      'could not load config',
      'failed to parse config',
      'error parsing',
      'illegalargumentexception',
      'traiterror',
      'scannererror',
      'parsererror',
      'tomldecodeerror',
      'unbound variable',
      'parameter null or not set',
      'required key',
      'required field',
      'missing configuration',
      'invalid spawner',
      'invalid authenticator',
      'invalid config',
      'unknown configuration',
      'unknown config',
      'no such file or directory',
      'filenotfounderror',
      'must be specified',
      'must not be',
      'not a valid',
      'is required',
      'deprecated',
    ],
    pattern:
      /environment variables? [`'"]?([A-Z][A-Z0-9_]+)?.*(?:not set|required|missing|undefined|must be|unset|not found)|(?:missing|required|undefined|unset|expected)\b.*\benv(?:ironment)? var(?:iable)?s?\b\W*([A-Z][A-Z0-9_]{2,})?|^[`'"]?([A-Z][A-Z0-9]*_[A-Z0-9_]+)[`'"]? (?:is not set|must be set|is required|not set|is missing|must be specified)|([A-Z][A-Z0-9_]+): (?:unbound variable|parameter null or not set|parameter not set)|KeyError: ['"]([A-Z][A-Z0-9]*_?[A-Z0-9_]*)['"]|ImproperlyConfigured|(?:config|configuration|settings) validation (?:error|failed)|Invalid (?:spawner|authenticator|proxy) class|AirflowConfigException|(?:invalid|bad|wrong|missing|unknown|malformed) config(?:uration)?\b|(?:failed|unable|could not|error) (?:to )?(?:load|loading|read|reading|parse|parsing)\b.{0,30}\bconfig\w*|config(?:uration)?[ _]?error\b|traitlets\.config\.\w*Error|TraitError|yaml\.(?:scanner|parser)\.\w+Error|TOMLDecodeError|toml: |pydantic\S*ValidationError|validation errors? for (\w*(?:Settings|Config)\w*)|cannot (?:unmarshal|parse) .*(?:config|yaml|json)/i,
    strength: 2,
    says: (hit, source, whole) => {
      if (
        /\bWARN(?:ING)?\b|\bDEBUG\b|\bINFO\b/.test(hit.text) ||
        (/no such file|deprecat/i.test(hit.text) &&
          !/config|\.(?:ya?ml|toml|ini|cfg|conf|json)\b/i.test(hit.text))
      )
        return undefined;
      if (/KeyError/.test(hit.text) && !/KeyError: ['"][A-Z][A-Z0-9_]*['"]/.test(hit.text)) return undefined;
      const key = /KeyError: ['"]([A-Z][A-Z0-9_]*)['"]/.exec(hit.text)?.[1];
      // A KeyError in capitals is a setting only when the lines above read the environment.
      if (
        key !== undefined &&
        !/environ|getenv|config|settings/i.test(whole.slice(Math.max(0, hit.offset - 1200), hit.offset))
      )
        return undefined;
      return { ...crash(hit, source), setting: hit.match.slice(1).find(Boolean) };
    },
  }),
  signature({
    cause: 'command-not-found',
    needles: ['command not found', 'executable file not found', ': not found', 'no such file or directory'],
    pattern:
      /(?:^|: )(?:line )?(?:\d+: )?([\w./+-]+): (?:command )?not found$|exec: "([^"]+)": executable file not found|(?:\/bin\/\S*sh|exec|env|tini|dumb-init|entrypoint\S*)\b.*?:? [`'‘"]?([\w./+-]+)[`'’"]?: No such file or directory|exec ([\w./+-]+): no such file or directory/,
    strength: 2,
    says: (hit, source) => {
      const code = source.container?.end?.exitCode;
      // A script that goes on after a missing command does not die of it.
      if (
        code !== undefined &&
        ![127, 128, 126].includes(code) &&
        !/executable file not found/.test(hit.text)
      )
        return undefined;
      return {
        ...crash(hit, source),
        command: hit.match.slice(1).find(Boolean),
        image: source.container?.image,
      };
    },
  }),
  signature({
    cause: 'image-wrong-architecture',
    needles: ['exec format error', 'cannot execute binary file'],
    pattern: /exec format error|cannot execute binary file/i,
    strength: 3,
    confidence: 'likely',
    says: (hit, source) => ({
      image: source.container?.image ?? '',
      container: programIn(source),
      message: hit.text,
      registry: '',
      node: source.pod?.nodeName,
      arch: undefined,
    }),
  }),
  signature({
    cause: 'cpu-instruction-set',
    needles: ['illegal instruction', 'avx', 'sse4', 'x86-64-v', 'cpu does not support'],
    pattern:
      /Illegal instruction|SIGILL|compiled to use (?:AVX|SSE)\S* instructions|(?:CPU|processor) does not support (?:AVX|x86-64-v\d|SSE)|requires .*\bAVX\b|CPU ISA level is lower than required|Fatal glibc error: CPU does not support/i,
    strength: 3,
    says: (hit, source) =>
      /optimized to use|rebuild TensorFlow/i.test(hit.text)
        ? undefined
        : { ...crash(hit, source), node: source.pod?.nodeName },
  }),
  signature({
    cause: 'native-crash',
    needles: [
      'segmentation fault',
      'sigsegv',
      'core dumped',
      'terminate called',
      'double free',
      'corrupted size',
      'a fatal error has been detected by the java',
      'free(): invalid',
      'malloc(): ',
      'sigabrt',
      'floating point exception',
    ],
    pattern:
      /Segmentation fault|SIGSEGV|terminate called (?:after throwing|without)|double free or corruption|corrupted size vs\. prev_size|free\(\): invalid|malloc\(\): |A fatal error has been detected by the Java Runtime|SIGABRT|Fatal Python error: Aborted|Floating point exception/,
    strength: 2,
    says: (hit, source) => ({
      ...crash(hit, source),
      signal: /seg|SIGSEGV/i.test(hit.text) ? 'SIGSEGV' : 'SIGABRT',
    }),
  }),
];

function moduleIn(line: string): string | undefined {
  return /from ['"]?([\w.]+)['"]?|module '([\w.]+)'|package called [‘'"]?([\w.]+)|\b(numpy)\b|distribution was not found[^']*'([\w.-]+)|The '([\w.-]+)/
    .exec(line)
    ?.slice(1)
    .find(Boolean);
}

function cleanSetting(setting: string | undefined): string | undefined {
  const clean = setting
    ?.trim()
    .replace(/[.:,]+$/, '')
    .replace(/^['"](.*)['"]$/, '$1');
  return clean === undefined || clean === '' ? undefined : clean;
}
