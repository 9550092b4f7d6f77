import { list } from '../../../common/json.ts';
import { gpuRequests } from '../../facts/capacity.ts';
import { refTo } from '../../facts/refs.ts';
import { around, programIn, signature } from '../signature.ts';

/** GPU drivers, runtimes, faults and communication between GPUs. */
export const gpuSignatures = [
  signature({
    cause: 'gpu-hardware-fault',
    needles: [
      'xid',
      'gpu is lost',
      'fallen off the bus',
      'uncorrectable ecc',
      'uncorrectable nvlink',
      'gpu requires reset',
    ],
    pattern:
      /NVRM: Xid|\bXid\b[^\d]{0,40}\d+|GPU is lost|fallen off the bus|uncorrectable (?:ECC|NVLink)|GPU requires reset/i,
    strength: 3,
    whileRunning: true,
    says: (hit, source) => ({
      node: source.pod?.nodeName ?? (source.from.kind === 'Node' ? source.from.name : undefined),
      line: hit.text,
      xid: /Xid(?:\s*\([^)]*\))?\s*:?\s*(\d+)/i.exec(hit.text)?.[1],
    }),
    subject: (_hit, source) =>
      source.pod?.nodeName === undefined ? undefined : refTo('Node', undefined, source.pod.nodeName),
  }),
  signature({
    cause: 'gpu-driver-mismatch',
    needles: [
      'driver/library version mismatch',
      'driver on your system is too old',
      'cuda driver version is insufficient',
      'cudaerrorinsufficientdriver',
      'unsatisfied condition: cuda',
      'provided ptx was compiled',
      'system not yet initialized',
      'no kernel image is available',
      'forward compatibility was attempted',
      'nvml library version',
      'with cuda capability',
      'unsupported display driver',
    ],
    pattern:
      /driver\/library version mismatch|NVIDIA driver on your system is too old|CUDA driver version is insufficient|cudaErrorInsufficientDriver|unsatisfied condition: cuda|provided PTX was compiled with an unsupported toolchain|no kernel image is available for execution|forward compatibility was attempted|with CUDA capability sm_\d+ is not compatible|unsupported display driver/i,
    strength: 3,
    whileRunning: true,
    says: (hit, source) => ({
      container: source.container?.name,
      line: hit.text,
      node: source.pod?.nodeName,
      kind: /driver\/library version mismatch/i.test(hit.text) ? 'driver-updated' : 'image-too-new',
    }),
  }),
  signature({
    cause: 'gpu-lost-access',
    needles: [
      'failed to initialize nvml: unknown error',
      'no cuda-capable device',
      'cuda-capable device(s) is/are busy',
    ],
    pattern: /Failed to initialize NVML: Unknown Error/i,
    strength: 3,
    whileRunning: true,
    says: (hit, source) => ({ container: programIn(source), line: hit.text }),
  }),
  signature({
    cause: 'gpu-runtime-missing',
    needles: [
      'libnvidia-ml.so',
      'libcuda.so',
      'nvidia runtime',
      'default runtime to nvidia',
      'nvidia-smi',
      'found no nvidia driver',
      'no runtime for',
      'unknown or invalid runtime',
      'no cuda gpus are available',
      'nvidia-container-cli',
      'no cuda-capable device',
      'could not select device driver',
      'torch not compiled with cuda',
      'cuda.is_available',
      'cuda available',
      'gpu available',
      'is not supported',
      'not configured',
      'nvmlerror_librarynotfound',
      'nvml shared library not found',
      'failed to infer device type',
    ],
    pattern:
      /could not load NVML library|(?:cuda\.is_available\(\)|cuda available|gpu available)\W{0,12}\s*(?:=|:|->|returns)?\s*False|libnvidia-ml\.so(?:\.1)?: cannot open|libcuda\.so(?:\.1)?: cannot open|did you set the docker default runtime to nvidia|nvidia-smi: (?:command )?not found|Found no NVIDIA driver on your system|no runtime for "[^"]+" is configured|RuntimeHandler "[^"]+" not supported|unknown or invalid runtime name|No CUDA GPUs are available|no CUDA-capable device is detected|could not select device driver|nvidia-container-cli: (?:initialization error|detection error|requirement error)(?!.*version mismatch)|cuda\.is_available\(\) is False|NVML Shared Library Not Found|NVMLError_LibraryNotFound|Failed to infer device type/i,
    strength: 2,
    whileRunning: true,
    says: (hit, source) => {
      const unasked =
        source.pod !== undefined &&
        gpuRequests(source.pod).length === 0 &&
        list(source.pod.spec, 'resourceClaims').length === 0;
      // Who runs well without a GPU and asks for none only says that there is none.
      if (unasked && source.runsWell) return undefined;
      return {
        container: source.container?.name,
        line: hit.text,
        node: source.pod?.nodeName,
        handler: /no runtime for "([^"]+)"|RuntimeHandler "([^"]+)"/.exec(hit.text)?.slice(1).find(Boolean),
        ...(unasked ? { unasked } : {}),
      };
    },
  }),
  signature({
    cause: 'collective-timeout',
    needles: [
      'watchdog caught collective',
      'collective operation timeout',
      'ncclsystemerror',
      'nccl',
      'rendezvous',
      'barrier timeout',
      'connection closed by peer',
      'store based barrier',
      'socket timeout',
      'gloo',
      'distnetworkerror',
      'horovodinternalerror',
      'collective timeout',
      'orte was unable',
      'original timeout was',
      'permission denied (publickey',
    ],
    pattern:
      /Watchdog caught collective operation timeout|Some NCCL operations have failed or timed out|ncclSystemError|ncclRemoteError|NCCL error.*(?:timeout|unhandled system error|remote process exited)|RendezvousTimeoutError|RendezvousConnectionError|rendezvous.*(?:timed out|timeout|failed)|DistStoreError.*timed out|Timed out initializing process group|store based barrier.*timed? ?out|Gloo connectFullMesh failed|(?:gloo|c10d).*(?:Connection closed by peer|Timed out)|Barrier timeout|DistNetworkError.*(?:timed out|failed to connect|Failed to recv)|client socket has timed out after \d+ms|HorovodInternalError|due to a collective timeout|ORTE was unable to reliably start|connect\(\) timed out\. Original timeout|Permission denied \(publickey/i,
    strength: 2,
    whileRunning: true,
    says: (hit, source, whole) => {
      if (
        /publickey/.test(hit.text) &&
        !/ORTE|PRTE|mpirun|orted|horovod/.test(around(whole, hit, 1500, 1500))
      )
        return undefined;
      const milliseconds = /(?:ran for|Timeout\(ms\)=)\s*(\d+)/.exec(hit.text)?.[1];
      return {
        container: programIn(source),
        line: hit.text,
        ...(milliseconds === undefined ? {} : { seconds: Number(milliseconds) / 1000 }),
        rank: /\[Rank (\d+)\]/i.exec(hit.text)?.[1],
      };
    },
  }),
];
