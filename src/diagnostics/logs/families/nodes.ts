import { programIn, signature } from '../signature.ts';
import type { Hit, TextSource } from '../reading.ts';

type Kind = 'pids' | 'inotify' | 'files' | 'threads' | 'maps';

function limitSaid(
  hit: Hit,
  source: TextSource,
): { container: string; line: string; node: string | undefined; kind: Kind } {
  const low = hit.text.toLowerCase();
  const kind: Kind = /max_map_count/.test(low)
    ? 'maps'
    : /inotify|fsnotify|watch/.test(low)
      ? 'inotify'
      : /thread|pthread/.test(low)
        ? 'threads'
        : /too many open files|emfile|enfile/.test(low)
          ? 'files'
          : 'pids';
  return { container: programIn(source), line: hit.text, node: source.pod?.nodeName, kind };
}

/** Limits of the machine's kernel, and requests to stop. */
export const nodeSignatures = [
  signature({
    cause: 'node-kernel-limit',
    needles: [
      'too many open files',
      'inotify',
      'fsnotify',
      'resource temporarily unavailable',
      'pthread_create',
      "can't start new thread",
      'unable to create native thread',
      'unable to create new native thread',
      'cannot fork',
      'fork: retry',
      'emfile',
      'system limit for number of file watchers',
      'pids limit',
      'blas_thread_init',
      'new os thread',
      "can't fork",
      'max_map_count',
    ],
    pattern:
      /too many open files|inotify.*(?:limit|No space|failed|EMFILE)|failed to create (?:new )?(?:fsnotify|inotify)|(?:fork|pthread_create|clone|posix_spawn|thread|process|BlockingIOError).*[Rr]esource temporarily unavailable|[Rr]esource temporarily unavailable.*(?:fork|thread)|can't start new thread|unable to create (?:new )?native thread|[Cc]annot fork|can't fork|fork: retry|EMFILE|System limit for number of file watchers|blas_thread_init: pthread_create failed|failed to create new OS thread|vm\.max_map_count \[\d+\] is too low/i,
    strength: 3,
    whileRunning: true,
    says: limitSaid,
  }),
  signature({
    cause: 'terminated-sigterm',
    needles: [
      'sigterm',
      'signal 15',
      'keyboardinterrupt: terminated',
      'received signal terminated',
      'graceful shutdown',
    ],
    pattern:
      /received SIGTERM|SIGTERM received|received signal(?: terminated| 15| SIGTERM)|caught SIGTERM|KeyboardInterrupt: terminated|signal 15\b|Handling signal: term|got signal SIGTERM/i,
    strength: 1,
    says: (hit, source) => {
      const code = source.container?.end?.exitCode;
      // Exit codes of programs that were told to stop; with another one, something else ended them.
      return code !== undefined && ![0, 143, 130, 15, 137].includes(code)
        ? undefined
        : { container: programIn(source), exitCode: code, message: hit.text, oomWord: false, ended: true };
    },
  }),
];
