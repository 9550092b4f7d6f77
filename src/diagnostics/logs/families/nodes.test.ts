import { describeSayings } from '../../testing/sayings.ts';

describeSayings({
  'node-kernel-limit': [
    'OSError: [Errno 24] Too many open files',
    'failed to create fsnotify watcher: too many open files',
    'OSError: [Errno 28] inotify watch limit reached',
    "Error: ENOSPC: System limit for number of file watchers reached, watch '/app'",
    "RuntimeError: can't start new thread",
    'OpenBLAS blas_thread_init: pthread_create failed for thread 5 of 64: Resource temporarily unavailable',
    'java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory or process/resource limits reached',
    'bash: fork: retry: Resource temporarily unavailable',
    'runtime: failed to create new OS thread (have 5 already; errno=11)',
    'max virtual memory areas vm.max_map_count [65530] is too low, increase to at least [262144]',
    'BlockingIOError: [Errno 11] Resource temporarily unavailable',
  ],
});
