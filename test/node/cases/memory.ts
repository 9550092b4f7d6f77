import type { Bench, RealCase } from './real-case.ts';

const EATER = 'a = []\nwhile True: a.append(bytearray(8 << 20))';

/** Out of memory, in the ways that Kubernetes tells and in those that it does not. */
export function memoryCases(bench: Bench): readonly RealCase[] {
  const limit = { resources: { limits: { memory: '64Mi' } } };
  const childEats = `import subprocess, sys, time\nr = subprocess.run([sys.executable, "-c", ${JSON.stringify(EATER)}])\n`;
  return [
    {
      name: 'train-oom',
      verdict: {
        cause: 'oom-killed',
        row: /^out of memory \(64 MiB\) · \d+ restarts?$/,
        title: /64 MiB of memory/,
      },
      spec: bench.spec({ ...bench.python(`print("loading data")\n${EATER}`), ...limit }),
    },
    {
      name: 'worker-killed',
      verdict: { cause: 'oom-child-process', row: /memory/, title: /64 MiB/ },
      spec: bench.once({
        ...bench.python(`${childEats}print("worker ended with", r.returncode)\nsys.exit(1)`),
        ...limit,
      }),
    },
    {
      // A notebook whose kernel dies looks so: nothing in the pod's status, no event.
      name: 'kernel-killed',
      verdict: { cause: 'oom-child-process', title: /memory/, quiet: true },
      spec: bench.once({
        ...bench.python(
          `${childEats}print("A worker process was terminated abruptly, exit code", r.returncode, "- going on without it")\ntime.sleep(3600)`,
        ),
        ...limit,
      }),
    },
    {
      // Python makes no sound when SIGBUS takes its own process.
      name: 'shared-memory',
      verdict: { cause: 'shm-too-small', row: /shared memory/, title: /shared memory|\/dev\/shm/ },
      spec: bench.once(
        bench.python(
          'from multiprocessing import shared_memory\nm = shared_memory.SharedMemory(create=True, size=200 << 20)\nprint("writing a 200 MiB batch into /dev/shm")\nfor i in range(0, 200 << 20, 1 << 20): m.buf[i:i + (1 << 20)] = bytes(1 << 20)',
        ),
      ),
    },
    {
      name: 'data-loader',
      verdict: { cause: 'shm-too-small', row: /shared memory/, title: /shared memory|\/dev\/shm/ },
      spec: bench.once(
        bench.python(
          [
            'import mmap, multiprocessing as mp, os, signal',
            'def worker():',
            '    fd = os.open("/dev/shm/batch", os.O_CREAT | os.O_RDWR); os.ftruncate(fd, 200 << 20)',
            '    m = mmap.mmap(fd, 200 << 20)',
            '    for i in range(0, 200 << 20, 4096): m[i] = 1',
            'p = mp.get_context("fork").Process(target=worker); p.start(); p.join()',
            'if p.exitcode < 0: raise RuntimeError(f"DataLoader worker (pid {p.pid}) is killed by signal: {signal.strsignal(signal.Signals(-p.exitcode))}. It is possible that dataloader\'s workers are out of shared memory. Please try to raise your shared memory limit.")',
          ].join('\n'),
        ),
      ),
    },
  ];
}
