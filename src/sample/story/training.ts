import type { Jobs } from './jobs.ts';
import type { LogScript } from './log-script.ts';
import { podSpec } from './spec.ts';
import { claim } from './things.ts';
import { GIB, type Use } from './use.ts';
import type { World } from './world.ts';

const NAMESPACE = 'team-a';
/** One try: it reads shards until the memory is full. */
export const TRY_SECONDS = 360;
const SHARDS = 9;

/** tqdm writes its bar again and again over the same line; in a log that is one long line with carriage returns. */
function progress(what: string, steps: number, secondsEach: number): string {
  return Array.from({ length: steps + 1 }, (_, done) => {
    const percent = Math.round((done / steps) * 100);
    const bar = '█'.repeat(Math.floor(percent / 10)).padEnd(10);
    return `\r${what}: ${`${percent}`.padStart(3)}%|${bar}| ${done}/${steps} [00:${`${Math.round(done * secondsEach)}`.padStart(2, '0')}<00:${`${Math.round((steps - done) * secondsEach)}`.padStart(2, '0')}, ${(1 / secondsEach).toFixed(2)}it/s]`;
  }).join('');
}

const shard = (number: number): [number, string][] => {
  const from = 30 + (number - 1) * 41;
  const path = `/data/tokens/shard-${`${number}`.padStart(5, '0')}.parquet`;
  return [
    [from, `INFO train.data: loading shard ${number}/${SHARDS} from ${path}`],
    [from + 14, `INFO train.data: shard ${number}/${SHARDS}: 48,231,044 rows, decoding`],
    [
      from + 36,
      `INFO train.data: shard ${number}/${SHARDS} is in memory (resident ${(3.6 + number * 3.55).toFixed(1)} GiB)`,
    ],
  ];
};

/** What its log says of it: each shard stays in memory, until the limit of 32 GiB is met. */
const uses = (seconds: number): Use => ({
  memory: Math.min(31.8, 3.4 + Math.max(0, seconds - 30) * (3.55 / 41)) * GIB,
  cpu: seconds < 30 ? 1.1 : 7.2 + 0.6 * Math.sin(seconds / 20),
});

const log: LogScript = {
  opening: [
    [1, 'INFO train: configuration configs/llama-8b-lora.yaml, seed 1234'],
    [3, 'INFO train: 1 CUDA device: NVIDIA A100-SXM4-40GB'],
    [5, 'WARNING transformers: `torch_dtype` is deprecated! Use `dtype` instead!'],
    [20, progress('Loading checkpoint shards', 4, 3.5)],
    [22, 'INFO train: 8,030,261,248 parameters, 20,971,520 of them trained'],
    ...[1, 2, 3, 4, 5, 6, 7].flatMap(shard),
    [30 + 7 * 41, `INFO train.data: loading shard 8/${SHARDS} from /data/tokens/shard-00008.parquet`],
    [
      30 + 7 * 41 + 14,
      `INFO train.data: shard 8/${SHARDS}: 48,231,044 rows, decoding (train.py:88, pandas.read_parquet)`,
    ],
    [TRY_SECONDS - 1, 'Killed'],
  ],
};

/** The job of the story that needs somebody: it uses more memory than it may have, again and again. */
export function training(world: World, jobs: Jobs): void {
  claim(world, NAMESPACE, 'training-data', '200Gi', { app: 'train-llama' });
  world.life.after(1, () =>
    jobs.create({
      namespace: NAMESPACE,
      name: 'train-llama',
      completions: 1,
      parallelism: 1,
      backoffLimit: 100,
      labels: { app: 'train-llama', owner: 'ana' },
      annotations: { 'example.com/owner': 'ana' },
      spec: podSpec({
        restartPolicy: 'OnFailure',
        claims: { data: 'training-data' },
        containers: [
          {
            name: 'main',
            image: 'registry.example.com/team-a/train-llama:0.9.3',
            command: ['bash', '-c', 'python train.py --config configs/llama-8b-lora.yaml'],
            env: { HF_HOME: '/data/cache', PYTHONUNBUFFERED: '1' },
            requests: { cpu: '8', memory: '32Gi', 'nvidia.com/gpu': '1' },
            limits: { cpu: '12', memory: '32Gi', 'nvidia.com/gpu': '1' },
            mounts: { data: '/data' },
          },
        ],
      }),
      program: () => ({
        node: 'gpu-1',
        pullSeconds: 96,
        logs: { main: log },
        uses,
        ends: { afterSeconds: TRY_SECONDS, reason: 'OOMKilled', exitCode: 137 },
      }),
    }),
  );
}
