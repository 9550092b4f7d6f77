import { at, list, text } from '../../../common/json.ts';
import { claimNames } from '../../rules/volumes.ts';
import { quantityOf } from '../../words/quantities.ts';
import type { Hit, TextSource } from '../reading.ts';
import { programIn, signature } from '../signature.ts';

interface Mounted {
  readonly claim: string | undefined;
  readonly path: string;
  readonly readOnlyKind: string | undefined;
}

/** The mount of the container that a path lies on; the longest mount path wins, as in the kernel. */
export function mountOf(source: TextSource, path: string): Mounted | undefined {
  const mounts = list(source.container?.spec, 'volumeMounts')
    .flatMap((mount) => {
      const mountPath = text(mount, 'mountPath');
      return mountPath !== undefined &&
        (path === mountPath || path.startsWith(mountPath.endsWith('/') ? mountPath : `${mountPath}/`))
        ? [{ mount, mountPath }]
        : [];
    })
    .sort((a, b) => b.mountPath.length - a.mountPath.length);
  const best = mounts[0];
  if (!best) return undefined;
  const volume = list(source.pod?.spec, 'volumes').find(
    (candidate) => text(candidate, 'name') === text(best.mount, 'name'),
  );
  const kinds = ['configMap', 'secret', 'projected', 'downwardAPI'].find(
    (kind) => at(volume, kind) !== undefined,
  );
  return {
    claim: text(volume, 'persistentVolumeClaim', 'claimName'),
    path: best.mountPath,
    readOnlyKind: kinds ?? (at(best.mount, 'readOnly') === true ? 'readOnly' : undefined),
  };
}

/** The path named by an error line, or by the lines around it. */
function pathIn(hit: Hit): string | undefined {
  const quoted = /['"`](\/[^'"`\s]+)['"`]/.exec(hit.text)?.[1];
  if (quoted !== undefined) return quoted;
  const bare = /(?:^|[\s:(])(\/(?!\/)[\w.@+~-]+(?:\/[\w.@+~-]+)*)\/?(?=[\s:,)]|$)/.exec(
    hit.text.replace(/File "[^"]*"/g, ''),
  )?.[1];
  if (bare !== undefined) return bare;
  return undefined;
}

/** The claim that a full disk most likely is: the mount that the path lies on, or the only claim of the pod. */
function fullDisk(hit: Hit, source: TextSource): { claim?: string; path?: string; size?: number } {
  const path = pathIn(hit);
  const mount = path === undefined ? undefined : mountOf(source, path);
  const names = source.pod ? claimNames(source.pod) : [];
  const home = source.container ? list(source.container.spec, 'volumeMounts').length : 0;
  const claim =
    mount?.claim ??
    (path === undefined || mount !== undefined
      ? names.length === 1 && home > 0
        ? names[0]
        : undefined
      : undefined);
  if (claim === undefined) return path === undefined ? {} : { path };
  const object = source.index.get('PersistentVolumeClaim', source.pod?.namespace, claim);
  const size =
    quantityOf(at(object, 'status', 'capacity', 'storage')) ??
    quantityOf(at(object, 'spec', 'resources', 'requests', 'storage'));
  return {
    claim,
    ...(path === undefined ? (mount ? { path: mount.path } : {}) : { path }),
    ...(size === undefined ? {} : { size }),
  };
}

/** Full, read-only and forbidden places. */
export const diskSignatures = [
  signature({
    cause: 'volume-full',
    needles: [
      'no space left on device',
      'disk is full',
      'disk quota exceeded',
      'enospc',
      'not enough disk space',
      'disk full',
      'storagefull',
      'minimum free drive',
      'disk watermark',
    ],
    pattern:
      /No space left on device|database or disk is full|Disk quota exceeded|ENOSPC|not enough (?:free )?disk space|\bdisk full\b|could not (?:extend|write to) file.*(?:No space|disk full)|XMinioStorageFull|minimum free drive threshold|flood[- ]stage disk watermark .*exceeded/i,
    strength: 2,
    whileRunning: true,
    says: (hit, source) => {
      // Shared memory and inotify use the same errno; their own signatures speak of them.
      if (/\/dev\/shm|shm|shared memory|inotify|watch/i.test(hit.text)) return undefined;
      return { container: programIn(source), line: hit.text, ...fullDisk(hit, source) };
    },
  }),
  signature({
    cause: 'read-only-filesystem',
    needles: ['read-only file system', 'erofs', 'readonly database', 'read-only filesystem'],
    pattern: /Read-only file ?system|EROFS|attempt to write a readonly database/i,
    strength: 2,
    says: (hit, source) => {
      const path = pathIn(hit);
      const mount = path === undefined ? undefined : mountOf(source, path);
      return {
        container: programIn(source),
        line: hit.text,
        path,
        mount: mount?.readOnlyKind,
        exitCode: source.container?.end?.exitCode,
      };
    },
  }),
  signature({
    cause: 'permission-denied',
    needles: [
      'permission denied',
      'eacces',
      'operation not permitted',
      'permissionerror',
      'eperm',
      'accessdeniedexception',
      'wrong ownership',
      'unable to open database file',
      'invalid permissions',
      'file access denied',
      'drive access denied',
    ],
    pattern:
      /\[Errno 13\]|PermissionError\b|(?:cannot|can't|could not|unable to|failed to)\b.*\bPermission denied|:\s*Permission denied\b|EACCES|\[Errno 1\] Operation not permitted|chown:? .*Operation not permitted|chmod:? .*Operation not permitted|java\.nio\.file\.AccessDeniedException|could not change permissions of directory|data directory \"[^\"]+\" has (?:wrong ownership|invalid permissions)|unable to open database file|(?:file|drive|disk) access denied/i,
    strength: 2,
    says: (hit, source) => {
      if (/publickey|docker\.sock|password|ssh/i.test(hit.text)) return undefined;
      return {
        container: programIn(source),
        line: hit.text,
        path: pathIn(hit),
        user: userOf(source),
        exitCode: source.container?.end?.exitCode,
        restarts: source.container?.restarts,
      };
    },
  }),
];

/** The user number that the container is told to run as. */
function userOf(source: TextSource): string | undefined {
  const own =
    at(source.container?.spec, 'securityContext', 'runAsUser') ??
    at(source.pod?.spec, 'securityContext', 'runAsUser');
  return typeof own === 'number' ? String(own) : undefined;
}
