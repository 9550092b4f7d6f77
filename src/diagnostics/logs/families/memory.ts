import { at, list, text } from '../../../common/json.ts';
import { limitProof } from '../../facts/limits.ts';
import { quantityOf } from '../../words/quantities.ts';
import { refTo } from '../../facts/refs.ts';
import type { Evidence, ObjectRef } from '../../finding.ts';
import type { TextSource } from '../reading.ts';
import { around, programIn, signature } from '../signature.ts';

function limitOf(source: TextSource): number | undefined {
  return source.container?.limit('memory');
}

/** Without a limit of its own a program lives on what its machine has left; the machine may say that this was nothing. */
function shortMachine(_hit: unknown, { container, pod, index }: TextSource): readonly ObjectRef[] {
  if (pod?.nodeName === undefined || container?.limit('memory') !== undefined) return [];
  const node = refTo('Node', undefined, pod.nodeName);
  return index.eventsOf(node).some(({ reason }) => /^(?:OOMKilling|SystemOOM)$/.test(reason)) ? [node] : [];
}

function ownLimit(source: TextSource): readonly Evidence[] {
  return source.container === undefined ? [] : limitProof(source.container);
}

/** Size of the memory-backed volume on /dev/shm, where the pod has one. */
function sharedMemorySize(source: TextSource): number | undefined {
  const mount = list(source.container?.spec, 'volumeMounts').find(
    (candidate) => text(candidate, 'mountPath') === '/dev/shm',
  );
  const volume = list(source.pod?.spec, 'volumes').find(
    (candidate) => text(candidate, 'name') === text(mount, 'name'),
  );
  return mount === undefined ? undefined : quantityOf(at(volume, 'emptyDir', 'sizeLimit'));
}

/** What programs say when memory of one kind or another runs out. Sources: the projects' own messages (see the catalogue in words/memory). */
export const memorySignatures = [
  signature({
    cause: 'gpu-memory',
    needles: [
      'out of memory',
      'cudaerrormemoryallocation',
      'cuda_error_out_of_memory',
      'outofmemoryerror',
      'hip out of memory',
      'cublas_status_alloc_failed',
      'cudamalloc failed',
    ],
    pattern:
      /CUDA out of memory|cudaErrorMemoryAllocation|CUDA_ERROR_OUT_OF_MEMORY|CUDA error: out of memory|HIP out of memory|CUBLAS_STATUS_ALLOC_FAILED|torch\.(?:cuda\.)?OutOfMemoryError|XPU out of memory|failed to alloc.*(?:cuda|gpu|device).*out of memory|RESOURCE_EXHAUSTED: Out of memory|cudaMalloc failed: out of memory|cupy\.cuda\.memory\.OutOfMemoryError/i,
    strength: 3,
    whileRunning: true,
    says: (hit, source) => ({
      container: programIn(source),
      line: hit.text,
      kind: 'training',
      asked: /Tried to allocate ([\d.]+ \w+)/.exec(hit.text)?.[1],
      total: /([\d.]+ \w+) total capacity|total capacity of ([\d.]+ \w+)/
        .exec(hit.text)
        ?.slice(1)
        .find(Boolean),
      free: /([\d.]+ \w+) free|of which ([\d.]+ \w+) is free/.exec(hit.text)?.slice(1).find(Boolean),
    }),
  }),
  signature({
    cause: 'gpu-memory',
    needles: [
      'kv cache',
      'cache blocks',
      'device memory',
      'oom when allocating tensor',
      'gpu_memory_utilization',
      'gpu memory utilization',
    ],
    pattern:
      /not enough memory for .*KV cache|No available memory for the cache blocks|larger than the maximum number of tokens that can be stored in KV cache|KV cache is needed, which is larger than|Lack of device memory|OOM when allocating tensor.*(?:GPU|device)|Free memory on device.*less than desired GPU memory utilization|not enough (?:GPU|device) memory|insufficient (?:GPU|device) memory/i,
    strength: 3,
    whileRunning: true,
    says: (hit, source) => ({ container: programIn(source), line: hit.text, kind: 'serving' }),
  }),
  signature({
    cause: 'shm-too-small',
    needles: [
      'shared memory',
      '/dev/shm',
      'posix_fallocate',
      'bus error',
      '</torch_',
      'nccl-shm',
      '/dev/shm size',
    ],
    pattern:
      /insufficient shared memory|out of shared memory|killed by signal: Bus error|failed to extend \/dev\/shm|posix_fallocate failed|creating shared memory segment|unable to write to file <\/torch_|\/dev\/shm\b.*No space left|No space left on device.*(?:\/dev\/shm|shared memory|nccl-shm|psm_)|could not resize shared memory segment|plasma.*\/dev\/shm|unable to (?:open|mmap|allocate) shared memory|exceeds \/dev\/shm size/i,
    strength: 3,
    whileRunning: true,
    says: (hit, source) =>
      /lock/i.test(hit.text) && /max_locks/.test(hit.text)
        ? undefined
        : { container: programIn(source), line: hit.text, size: sharedMemorySize(source) },
  }),
  signature({
    cause: 'worker-memory-budget',
    needles: [
      'memory budget',
      'memory usage',
      'killedworker',
      'nanny',
      'memory pressure',
      'running low on memory',
      'unmanaged memory',
      'ray.exceptions.outofmemoryerror',
    ],
    pattern:
      /exceeded \d+% memory budget|KilledWorker|(?:Workers|tasks|actors)\b.*killed due to memory pressure|node running low on memory|ray\.exceptions\.OutOfMemoryError|memory on the node .* exceed/i,
    strength: 3,
    whileRunning: true,
    proof: ownLimit,
    says: (hit, source) => ({
      container: programIn(source),
      line: hit.text,
      framework: /ray|tasks|actors|node running low/i.test(hit.text) ? 'ray' : 'dask',
    }),
  }),
  signature({
    cause: 'worker-memory-budget',
    needles: [
      'java.lang.outofmemoryerror',
      'javascript heap',
      'heap limit',
      'gc overhead',
      'terminating due to java.lang',
      'heap out of memory',
      'insufficient memory for the java runtime',
    ],
    pattern:
      /java\.lang\.OutOfMemoryError(?!.*native thread)|Terminating due to java\.lang\.OutOfMemoryError|JavaScript heap out of memory|Ineffective mark-compacts? near heap limit|Reached heap limit|GC overhead limit exceeded|insufficient memory for the Java Runtime Environment/,
    strength: 3,
    proof: ownLimit,
    says: (hit, source, whole) => ({
      container: programIn(source),
      line: hit.text,
      framework: /JavaScript|mark-compact|heap limit/.test(hit.text)
        ? 'node'
        : /spark/i.test(around(whole, hit, 2000, 2000))
          ? 'spark'
          : 'jvm',
    }),
  }),
  signature({
    cause: 'worker-memory-budget',
    needles: [
      'possible container oom',
      'killed by yarn',
      'memoryoverhead',
      'memory overhead',
      'exitcode: 52',
      'exit code 52',
      'exit code: 52',
      'exit status: 137',
      'exited with exit code 137',
      'exceeding memory limits',
      'sparkoutofmemoryerror',
    ],
    pattern:
      /exit(?:ed)?(?: with exit)?[ _]?(?:code|status):?\s*\(?(?:137|52)\b.*|possible container OOM|boosting spark\.\w+(?:\.\w+)*\.memoryOverhead|consider boosting.*memoryOverhead|killed by YARN for exceeding memory limits|SparkOutOfMemoryError|exceeding (?:physical )?memory limits/i,
    strength: 2,
    whileRunning: true,
    confidence: 'likely',
    proof: ownLimit,
    says: (hit, source, whole) =>
      /spark|executor|yarn/i.test(`${hit.text} ${around(whole, hit, 1500, 500)}`)
        ? { container: programIn(source), line: hit.text, framework: 'spark' }
        : undefined,
  }),
  signature({
    cause: 'oom-child-process',
    needles: [
      'killed',
      'oom-killer',
      'out of memory: kill',
      'negsignal.sigkill',
      'sigkill',
      'terminated abruptly',
      'appears to have died',
      'kernel died',
      'kernel restarting',
      'restarting kernel',
      'kernel ',
      'signal 9',
      'exit code -9',
      'exitcode: -9',
      'exitcode -9',
      'ended with -9',
      'returned non-zero exit status -9',
      'cannot allocate memory',
      'std::bad_alloc',
      'oomkilled',
      'terminatedworkererror',
      'fork: cannot allocate',
    ],
    pattern:
      /line \d+:\s+\d+ Killed\b|^(?:\S+: )?Killed$|\bKilled\s{2,}\S|\bKilled (?:python|java|node|\/)|[Mm]emory cgroup out of memory|invoked oom-killer|Out of memory: Kill|Negsignal\.SIGKILL|(?:[Pp]rocess|[Ww]orker|[Cc]hild|\bpid)\b.*(?:[Ss]ignal:? 9\b|SIGKILL)|(?:SIGKILL|signal 9)\b.*(?:[Pp]erhaps )?out of memory|terminated abruptly|[Kk]ernel (?:appears to have )?died|[Kk]ernel \S+ died|Kernel Restarting|KernelRestarter: restarting kernel|exit(?:ed)?(?: with)? (?:code|status) -9\b|ended with -9\b|exit status -9\b|exitcode:? -9\b|OSError\(12, 'Cannot allocate memory'\)|\[Errno 12\] Cannot allocate memory|std::bad_alloc|[Uu]nable to allocate [\d.]+ [KMGT]i?B for an array|killed by signal: Killed|TerminatedWorkerError|fork: Cannot allocate memory/,
    strength: 2,
    whileRunning: true,
    proof: ownLimit,
    because: shortMachine,
    says: (hit, source) => ({
      container: programIn(source),
      limit: limitOf(source),
      line: hit.text,
      exitCode: source.container?.end?.exitCode,
    }),
  }),
  signature({
    cause: 'oom-child-process',
    needles: ['memoryerror', 'cannot allocate vector', 'unable to allocate'],
    pattern:
      /(?:^|[\s\"|:\]])(?:\w+\.)*MemoryError(?:$|[:\"\\])|cannot allocate vector of size|Unable to allocate .* for an array with shape/,
    strength: 2,
    proof: ownLimit,
    because: shortMachine,
    says: (hit, source) => ({
      container: programIn(source),
      limit: limitOf(source),
      line: hit.text,
      exitCode: source.container?.end?.exitCode,
    }),
  }),
  signature({
    cause: 'oom-killed',
    needles: ['oomkilled'],
    pattern: /OOMKilled/,
    strength: 3,
    whileRunning: true,
    // Only what an owner's status or a tool reports; in a program's log it is about somebody else.
    says: (_hit, source) =>
      source.from.kind === 'Pod' ? undefined : { container: source.from.name, restarts: 0, runsAgain: false },
  }),
];
