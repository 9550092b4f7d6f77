import { crashSays } from '../crash-says.ts';
import { messageOf } from './admission.ts';
import { signature } from '../signature.ts';

/** The operation that a store's client names: `PutObject`, `storage.buckets.get`. */
function operationIn(line: string): string | undefined {
  return (
    /when calling the (\w+) operation/.exec(line)?.[1] ??
    /\b(storage\.\w+\.\w+)\b/.exec(line)?.[1] ??
    /"(?:GET|PUT|HEAD|POST|DELETE) |: \d{3} (GET|PUT|HEAD|POST|DELETE) /.exec(line)?.[1]
  );
}

function bucketIn(line: string): string | undefined {
  return /(?:storage\/v1\/b|s3a?:\/|gs:\/|bucket[ "':=]+)\/?([a-z0-9][\w.-]+)/i.exec(line)?.[1];
}

/** What S3, Google and Azure stores, and those that speak like them, answer to credentials that are missing, wrong or too weak. */
export const objectStoreSignatures = [
  signature({
    cause: 'rbac-forbidden',
    needles: [
      'accessdenied',
      'calling the',
      'google cloud storage',
      'authorizationpermission',
      's3exception',
    ],
    pattern:
      /\((?:AccessDenied|403|AllAccessDisabled)\) when calling the \w+ operation|does not have storage\.\w+\.\w+ access to the Google Cloud Storage|Authorization(?:PermissionMismatch|Failure)\b|S3Exception: (?:Forbidden|Access Denied)|Error Code: (?:AccessDenied|403 Forbidden)/,
    strength: 3,
    whileRunning: true,
    says: (hit, source) => ({
      target: undefined,
      namespace: source.subject.namespace,
      message: messageOf(hit.text),
      user: '',
      verb: operationIn(hit.text) ?? '',
      resource: bucketIn(hit.text) ?? '',
      store: true,
    }),
  }),
  signature({
    cause: 'app-config-error',
    needles: [
      'unable to locate credentials',
      'nocredentialserror',
      'invalidaccesskeyid',
      'signaturedoesnotmatch',
      'expiredtoken',
      'defaultcredentialserror',
      'could not automatically determine credentials',
      'default credentials were not found',
      'unable to load aws credentials',
      'unable to load credentials',
      'defaultazurecredential failed',
      'nosuchbucket',
      'partialcredentialserror',
      'you must specify a region',
    ],
    pattern:
      /Unable to locate credentials|(InvalidAccessKeyId)|(SignatureDoesNotMatch)|(ExpiredToken)|Could not automatically determine credentials|[Dd]efault credentials were not found|Unable to load (?:AWS )?credentials|DefaultAzureCredential failed|(NoSuchBucket)|PartialCredentialsError|You must specify a region/,
    strength: 3,
    whileRunning: true,
    says: (hit, source) => ({
      ...crashSays(hit, source),
      store:
        hit.match[4] !== undefined ? 'bucket' : hit.match.slice(1, 4).some(Boolean) ? 'refused' : 'missing',
    }),
  }),
];
