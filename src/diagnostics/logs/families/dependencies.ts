import { instant, text } from '../../../common/json.ts';
import { backendsOf, serviceRefs } from '../../facts/hosts.ts';
import type { Hit, TextSource } from '../reading.ts';
import { around, programIn, signature } from '../signature.ts';

function said(hit: Hit, source: TextSource): { container: string; line: string } {
  return { container: programIn(source), line: hit.text };
}

const GIT = /git|ssh|clone|repositor|fetch/i;

/** Databases, git, model hubs, and versions on the two sides of a connection. */
export const dependencySignatures = [
  signature({
    cause: 'git-sync-auth',
    needles: [
      'host key verification failed',
      "can't be established",
      'permission denied (publickey',
      'authentication failed for',
      'could not read username',
      'could not read password',
      'could not read from remote repository',
      'repository not found',
      'error syncing repo',
      'too many failures, aborting',
      'invalid username or',
      'unable to access',
      'remote: write access',
      'support for password authentication was removed',
      'could not resolve hostname',
      'failed to clone',
      'error cloning',
      'remote branch',
    ],
    pattern:
      /Host key verification failed|authenticity of host '?([\w.-]+).*can't be established|Permission denied \(publickey|Authentication failed for '([^']*)'|could not read (?:Username|Password) for '([^']*)'|Could not read from remote repository|[Rr]epository (?:'[^']*' )?not found|error syncing repo|too many failures, aborting|[Ii]nvalid username or (?:password|token)|unable to access '([^']*)'|Support for password authentication was removed|ssh: Could not resolve hostname ([\w.-]+)|(?:failed to clone|error cloning)|Remote branch \S+ not found/,
    strength: 3,
    whileRunning: true,
    says: (hit, source, whole) => {
      const context = `${source.container?.image ?? ''} ${programIn(source)} ${around(whole, hit, 600, 600)}`;
      if (!GIT.test(context) || /hugging|hf_hub|\bdocker\b|manifest/i.test(hit.text)) return undefined;
      const address =
        hit.match.slice(1).find(Boolean) ??
        /(?:https?:\/\/(?:[^@\s/]*@)?|git@|ssh:\/\/(?:git@)?)([\w.-]+)/.exec(context)?.[1];
      const host =
        address === undefined
          ? undefined
          : (/^(?:\w+:\/\/)?(?:[^@/]*@)?([\w.-]+)/.exec(address)?.[1] ?? address);
      const low = hit.text.toLowerCase();
      const kind = /host key|can't be established/.test(low)
        ? 'host-key'
        : /resolve host|timed out|unable to access.*(?:could not resolve|timed out|refused)/.test(low)
          ? 'network'
          : /not found/.test(low)
            ? 'not-found'
            : 'credentials';
      return { ...said(hit, source), host, kind };
    },
  }),
  signature({
    cause: 'huggingface-auth',
    needles: [
      'gated repo',
      'restricted and you are not',
      'huggingface',
      'hf_hub',
      'authorized list',
      'gatedrepoerror',
      'repositorynotfounderror',
      'offlinemodeisenabled',
      'localentrynotfounderror',
      'huggingface_hub',
      'must be authenticated to access',
    ],
    pattern:
      /gated repo|GatedRepoError|is restricted and you are not in the authorized list|must be authenticated to access it|RepositoryNotFoundError|40[13] Client Error.*huggingface\.co|huggingface\.co.*\b(?:401|403)\b|OfflineModeIsEnabled|LocalEntryNotFoundError|Failed to resolve 'huggingface\.co'|couldn't connect to 'https:\/\/huggingface\.co'|Invalid (?:user )?token.*(?:hugging|hf)|(?:hugging|hf).*Invalid (?:user )?token|is not a (?:local folder and is not a )?valid model identifier listed on 'https:\/\/huggingface\.co|HTTPSConnectionPool\(host='huggingface\.co'/i,
    strength: 3,
    whileRunning: true,
    says: (hit, source, whole) => {
      const context = around(whole, hit, 1500, 600);
      const model =
        /(?:model|repo(?:sitory)?)\s+['"]?([\w.-]+\/[\w.-]+)/i.exec(hit.text)?.[1] ??
        /huggingface\.co\/(?:api\/models\/)?([\w.-]+\/[\w.-]+)/.exec(context)?.[1];
      const kind =
        /gated|restricted|authorized list|must be authenticated/i.test(hit.text) ||
        (/gated|restricted/i.test(context) && /40[13]/.test(hit.text))
          ? 'gated'
          : /resolve|connect|Offline|LocalEntry|ConnectionPool/i.test(hit.text)
            ? 'offline'
            : /RepositoryNotFound|not a valid model/i.test(hit.text)
              ? 'not-found'
              : 'token';
      return { ...said(hit, source), model, kind };
    },
  }),
  signature({
    cause: 'database-auth',
    needles: [
      'password authentication failed',
      'access denied for user',
      'authentication failed',
      'wrongpass',
      'noauth authentication required',
      'invalid password',
      'no pg_hba.conf entry',
      'scram',
      'login failed for user',
      'invalid username-password pair',
    ],
    pattern:
      /password authentication failed for user "?([\w.-]+)"?|Access denied for user '([^']+)'|WRONGPASS|NOAUTH Authentication required|no pg_hba\.conf entry for|role "([\w.-]+)" does not exist|Login failed for user '([^']+)'|invalid username-password pair|MongoServerError: Authentication failed|SCRAM.*(?:failed|authentication)/,
    strength: 3,
    whileRunning: true,
    says: (hit, source) => ({
      ...said(hit, source),
      user: hit.match.slice(1).find(Boolean),
      oldVolume: olderVolume(source),
    }),
  }),
  signature({
    cause: 'database-migration',
    needles: [
      'unapplied migrations',
      'database schema version',
      'upgrade-db',
      "can't locate revision",
      'out-of-date database schema',
      'detected out-of-date',
      'undefinedtable',
      'relation "',
      'no such table',
      'migration',
      'needs to be initialized',
      'initialize the database',
      'alembic',
      "doesn't exist",
      'schema version',
    ],
    pattern:
      /unapplied migrations|Found database schema version|Can't locate revision identified by|[Dd]etected out-of-date database schema|out-of-date database schema|UndefinedTable|relation "[^"]+" does not exist|no such table: \w+|Table '[^']+' doesn't exist|(?:need|please|must|have) to (?:initialize|upgrade|migrate) the database|database (?:is not|needs to be) (?:initialized|upgraded|migrated)|migration(?:s)? (?:failed|error)|alembic\.util\.exc\.CommandError|run `?(?:airflow db (?:init|migrate|upgrade)|mlflow db upgrade|superset db upgrade)|Dirty database version/,
    strength: 3,
    whileRunning: false,
    says: (hit, source) => ({
      ...said(hit, source),
      kind: /unapplied migrations/.test(hit.text)
        ? 'waiting'
        : /failed|Dirty|CommandError/.test(hit.text)
          ? 'failed'
          : 'missing',
    }),
    because: (hit, source) =>
      /unapplied/.test(hit.text)
        ? [...migrationJobs(source), ...(source.pod ? backendsOf(source.pod, source.index) : [])]
        : [],
  }),
  signature({
    cause: 'database-unreachable',
    needles: [
      'could not connect to server',
      'connection to server',
      "can't connect to mysql",
      "can't connect to local mysql",
      'connection refused',
      'operationalerror',
      'could not translate host name',
      'serverselectiontimeouterror',
      'error connecting to',
      'no response',
      'unable to connect to',
      'is the server running',
      'communications link failure',
      'econnrefused',
      'database system is starting up',
      'dial tcp',
      'connectionerror',
      'getaddrinfo',
      'connection reset',
    ],
    pattern:
      /could not connect to server|connection to server at "?([\w.-]+)"?.*failed|Can't connect to (?:MySQL|local MySQL) server on '([^']+)'|could not translate host name "([^"]+)"|ServerSelectionTimeoutError|(?:redis|psycopg2?|pymysql|MySQLdb|sqlalchemy|asyncpg|pymongo|mongo|postgres|mysql|mariadb|kafka|amqp|rabbitmq|kombu)\S*.*(?:[Cc]onnection ?[Rr]efused|[Tt]imed? ?out|ConnectionError|Error \d+ connecting to|OperationalError\b.*(?:connect|server|2003|2002))|Error \d+ connecting to ([\w.-]+):\d+|Communications link failure|ECONNREFUSED.*:(?:5432|3306|6379|27017|5672|9092)|(?:dial tcp|connect to) \S*:(?:5432|3306|6379|27017|5672|9092)\b.*(?:refused|time|no such host)|the database system is starting up/,
    strength: 2,
    whileRunning: false,
    says: (hit, source) => ({ ...said(hit, source), host: hostOf(hit) }),
    because: (hit, source) => {
      const named = serviceRefs(hostOf(hit), source.subject.namespace, source.index);
      return named.length > 0 || !source.pod ? named : backendsOf(source.pod, source.index);
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
    ],
    pattern:
      /[Vv]ersion mismatch(?!.*(?:NVML|driver\/library))|Mismatched versions found|incompatible versions?|Python in worker has different version|unsupported pickle protocol|InvalidClassException.*serialVersionUID|(?:client|server|worker|scheduler|driver)\b.*\bversion\b.*(?:different|does not match|do not match|mismatch|incompatible|not supported)|versions? (?:do|does) not match|(?:is|are) (?:not compatible|incompatible) with (?:the )?(?:server|client|cluster|scheduler|version)/,
    strength: 2,
    whileRunning: true,
    says: (hit, source) => {
      if (/driver\/library|NVML|nvml/.test(hit.text)) return undefined;
      const versions = [...hit.text.matchAll(/\bv?(\d+\.\d+(?:\.\d+)?)\b/g)].map((match) => match[1] ?? '');
      return {
        ...said(hit, source),
        left: versions[0],
        right: versions.find((version) => version !== versions[0]),
      };
    },
  }),
];

function hostOf(hit: Hit): string | undefined {
  return (
    hit.match.slice(1).find(Boolean) ??
    /(?:host(?: name)?[ =:]*["'(]?|tcp |at ["']|to |connecting to |on ["'])([a-z][\w-]*(?:\.[\w-]+)*)(?::\d+|["',)\s]|$)/i.exec(
      hit.text,
    )?.[1]
  );
}

/** A claim in the namespace that is older than the Secret with the password: the disk remembers the old one. */
function olderVolume(source: TextSource): string | undefined {
  const namespace = source.subject.namespace;
  if (namespace === undefined) return undefined;
  const secrets = source.index
    .inNamespace('Secret', namespace)
    .flatMap((object) => instant(object, 'metadata', 'creationTimestamp') ?? []);
  const oldest = secrets.length === 0 ? undefined : Math.max(...secrets);
  const claim = source.index.inNamespace('PersistentVolumeClaim', namespace).find((object) => {
    const made = instant(object, 'metadata', 'creationTimestamp');
    return (
      made !== undefined &&
      oldest !== undefined &&
      made < oldest - 60_000 &&
      /postgres|mysql|mariadb|mongo|redis|data-|db/i.test(text(object, 'metadata', 'name') ?? '')
    );
  });
  return text(claim, 'metadata', 'name');
}

/** Jobs that bring a database up to date, told by their names. */
function migrationJobs(source: TextSource): { kind: string; namespace: string; name: string }[] {
  const namespace = source.subject.namespace ?? '';
  return source.index.inNamespace('Job', namespace).flatMap((job) => {
    const name = text(job, 'metadata', 'name') ?? '';
    return /migrat|upgrade-db|db-upgrade|init-db|create-db/i.test(name)
      ? [{ kind: 'Job', namespace, name }]
      : [];
  });
}
