import { instant, text } from '../../../common/json.ts';
import { backendsOf, serviceRefs } from '../../facts/hosts.ts';
import type { Hit, TextSource } from '../reading.ts';
import { said } from '../said.ts';
import { signature } from '../signature.ts';

/** Images of database servers themselves. */
const SERVER =
  /(?:^|\/)(?:postgres|postgresql|mysql|mariadb|mongo|mongodb|redis|valkey|pgbouncer|timescaledb)[^/]*$/;

/** Databases that refuse the login, have other tables, or cannot be reached. */
export const databaseSignatures = [
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
      'role "',
      'database "',
      'ora-01017',
      'access_refused',
      'no password supplied',
      'operationfailure',
    ],
    pattern:
      /password authentication failed for user "?([\w.-]+)"?|Access denied for user '([^']+)'|WRONGPASS|NOAUTH Authentication required|no pg_hba\.conf entry for|role "([\w.-]+)" does not exist|Login failed for user '([^']+)'|invalid username-password pair|MongoServerError: Authentication failed|SCRAM.*(?:failed|authentication)|database "([\w.-]+)" does not exist|ORA-01017|ACCESS_REFUSED|no password supplied|OperationFailure: Authentication failed/,
    strength: 3,
    whileRunning: true,
    says: (hit, source) => {
      // A database that is well tells of somebody else's wrong password.
      if (source.runsWell && SERVER.test(source.container?.image ?? '')) return undefined;
      return {
        ...said(hit, source),
        user: hit.match.slice(1).find(Boolean),
        oldVolume: olderVolume(source),
      };
    },
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
      'undefinedcolumn',
      'upgrade the database',
      'unapplied migration',
    ],
    pattern:
      /unapplied migrations|Found database schema version|Can't locate revision identified by|[Dd]etected out-of-date database schema|out-of-date database schema|UndefinedTable|relation "[^"]+" does not exist|no such table: \w+|Table '[^']+' doesn't exist|(?:need|please|must|have) to (?:initialize|upgrade|migrate) the database|database (?:is not|needs to be) (?:initialized|upgraded|migrated)|migration(?:s)? (?:failed|error)|alembic\.util\.exc\.CommandError|run `?(?:airflow db (?:init|migrate|upgrade)|mlflow db upgrade|superset db upgrade)|Dirty database version|UndefinedColumn|unapplied migration/,
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
      'nobrokersavailable',
      'too many clients already',
      'remaining connection slots',
      'toomanyconnections',
      'too many connections',
      'ora-12',
      'login timeout expired',
      'mongonetworkerror',
      'connect to etcd',
      'psqlexception',
    ],
    pattern:
      /could not connect to server|connection to server at "?([\w.-]+)"?.*failed|Can't connect to (?:MySQL|local MySQL) server on '([^']+)'|could not translate host name "([^"]+)"|ServerSelectionTimeoutError|(?:redis|psycopg2?|pymysql|MySQLdb|sqlalchemy|asyncpg|pymongo|mongo|postgres|mysql|mariadb|kafka|amqp|rabbitmq|kombu)\S*.*(?:[Cc]onnection ?[Rr]efused|[Tt]imed? ?out|ConnectionError|Error \d+ connecting to|OperationalError\b.*(?:connect|server|2003|2002))|Error \d+ connecting to ([\w.-]+):\d+|Communications link failure|ECONNREFUSED.*:(?:5432|3306|6379|27017|5672|9092)|(?:dial tcp|connect to) \S*:(?:5432|3306|6379|27017|5672|9092)\b.*(?:refused|time|no such host)|the database system is starting up|Connection to ([\w.-]+):\d+ refused|NoBrokersAvailable|too many clients already|remaining connection slots are reserved|TooManyConnections|Too many connections|ORA-12(?:541|514|170|505)|Login timeout expired|MongoNetworkError|connect to etcd\b.*|(?:elasticsearch|opensearch)\S*\.ConnectionError/,
    strength: 2,
    whileRunning: false,
    says: (hit, source) =>
      /too many|remaining connection slots|TooManyConnections/i.test(hit.text)
        ? { ...said(hit, source), full: true }
        : { ...said(hit, source), host: hostOf(hit) },
    because: (hit, source) => {
      const named = serviceRefs(hostOf(hit), source.subject.namespace, source.index);
      return named.length > 0 || !source.pod ? named : backendsOf(source.pod, source.index);
    },
  }),
];

function hostOf(hit: Hit): string | undefined {
  return (
    // Behind "could not connect to server" the libraries name the server.
    /connection to server at "([^"]+)"/.exec(hit.text)?.[1] ??
    hit.match.slice(1).find(Boolean) ??
    /(?:host(?: name)?[ =:]*["'(]?|tcp |at ["']|to (?!server\b)|connecting to |on ["'])([a-z][\w-]*(?:\.[\w-]+)*)(?::\d+|["',)\s]|$)/i.exec(
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
