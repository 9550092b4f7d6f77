import { crashSays } from '../crash-says.ts';
import { withoutPrefix } from '../failures.ts';
import type { Hit } from '../reading.ts';
import { readable } from '../readable.ts';
import { signature } from '../signature.ts';

/** Options, files and environment variables that a program refuses. */
export const settingSignatures = [
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
      'unknown directive',
      'configcompositionexception',
      'omegaconf.errors',
      'fernet',
      'cryptography.fernet',
      'crypt_key',
      'error loading asgi app',
      'nginx: [emerg]',
      'configuration file',
      'config file',
      'for int() with base 10',
      'use --allow-root',
      'load main class',
      'unrecognized vm option',
      'database is uninitialized',
      'you must specify',
      'refusing to start',
    ],
    pattern:
      /unrecognized arguments?: ?(.*)|no such option:? ?(\S*)|unknown (?:shorthand )?flag:? ?(.*)|[Uu]nknown option:? ?(\S*)|unrecogni[sz]ed option:? ?(\S*)|invalid choice: (.*)|the following arguments are required: (.*)|Missing (?:argument|option|parameter):? ?(.*)|flag provided but not defined: (\S+)|unexpected argument '([^']+)'|Invalid value for (.*)|error: argument ([^:]+):|nginx: \[emerg\] (?!host not found|bind\(\)|open\(\)|mkdir\(\)|chown\()(.+)|(?:could not|cannot|unable to|failed to) open configuration file (.*)|[Cc]onfig(?:uration)? file:? ['\"]?(\S+?)['\"]? (?:was )?(?:not found|does not exist)|ConfigCompositionException: ?(.*)|omegaconf\.errors\.\w+: ?(.*)|(Fernet key) must be|(?:cryptography\.fernet\.)?InvalidToken(?:$|\")|Bad '?(\w*CRYPT_KEY)|Error loading ASGI app\. (.*)|invalid literal for int\(\) with base 10: '(tcp:\/\/[^']+)'|Use (--allow-root) to bypass|Could not find or load main class (\S+)|Unrecognized VM option '([^']+)'|Database is uninitialized and (.+ (?:is|are) not specified)|You must specify ([A-Z][A-Z_]+)|Refusing to start (?:due to|because of|without|with) (?:an? )?(.+)/i,
    strength: 2,
    says: (hit, source) => ({
      ...crashSays(hit, source),
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
        /\bWARN(?:ING)?\b|\bDEBUG\b|\bINFO\b/.test(withoutPrefix(hit.text)) ||
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
      const refused = refusedFields(whole, hit);
      return {
        ...crashSays(hit, source),
        ...(refused === undefined ? {} : { line: refused.line }),
        setting: refused?.names ?? hit.match.slice(1).find(Boolean),
      };
    },
  }),
];

/** Pydantic counts the errors in one line, and names each field and what is wrong with it in the two lines that follow. */
function refusedFields(whole: string, hit: Hit): { names: string; line: string } | undefined {
  if (!/validation errors? for/.test(hit.text)) return undefined;
  const below = whole
    .slice(hit.offset)
    .split('\n')
    .slice(1, 13)
    .map((line) => readable(line).replace(/\r$/, ''));
  const fields = below.flatMap((line, at) => {
    const name = /^(?:.*\s)?([A-Za-z_][\w.]*)\s*$/.exec(line)?.[1];
    const why = /^(?:.*\s\s)?\s+(\S.*?)\s*[[(]type=/.exec(below[at + 1] ?? '')?.[1];
    return name !== undefined && why !== undefined ? [`${name}: ${why}`] : [];
  });
  return fields.length === 0
    ? undefined
    : { names: fields.map((field) => field.replace(/:.*/, '')).join(', '), line: fields.join('; ') };
}

function cleanSetting(setting: string | undefined): string | undefined {
  const clean = setting
    ?.trim()
    .replace(/[.:,]+$/, '')
    .replace(/^['"](.*)['"]$/, '$1');
  return clean === undefined || clean === '' ? undefined : clean;
}
