import type { Bench, RealCase } from './real-case.ts';

/** Work that looks odd and is well: nothing here may raise an alarm. */
export function wellCases(bench: Bench): readonly RealCase[] {
  const labels = { app: 'api' };
  return [
    {
      name: 'api',
      kind: 'Deployment',
      verdict: 'well',
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: bench.spec({}) },
      },
    },
    {
      name: 'progress-bar',
      verdict: 'well',
      spec: bench.once(
        bench.python(
          'import sys, time\nfor i in range(101):\n    sys.stderr.write("\\repoch 0: %3d%%|%-10s| %d/100" % (i, "#" * (i // 10), i)); time.sleep(0.02)\nprint("\\ndone")',
        ),
      ),
    },
    {
      name: 'flood',
      verdict: 'well',
      spec: bench.once(
        bench.python(
          'import sys\nw = sys.stdout.write\nfor i in range(100_000): w(f"{i} step loss=0.{i % 9973:04d} error=0.1 retries=0\\n")',
        ),
      ),
    },
    {
      name: 'long-line',
      verdict: 'well',
      spec: bench.once(
        bench.python("print('x' * 300_000); print('{\"a\":' + '[1,2,3],' * 20000); print('end')"),
      ),
    },
    {
      // Python keeps what it prints to itself when nobody sees its screen.
      name: 'says-nothing',
      verdict: 'well',
      spec: bench.once({
        image: bench.place.images.python,
        command: ['python3', '-c', "import time\nprint('this line is in a buffer')\ntime.sleep(3600)"],
      }),
    },
    {
      name: 'starts-slowly',
      verdict: 'well',
      spec: bench.spec({
        ...bench.python(
          'import http.server, time\nprint("loading model"); time.sleep(20); print("ready")\nhttp.server.test(http.server.SimpleHTTPRequestHandler, port=8000)',
        ),
        ports: [{ containerPort: 8000 }],
        startupProbe: { httpGet: { path: '/', port: 8000 }, periodSeconds: 2, failureThreshold: 30 },
      }),
    },
    {
      name: 'got-over-it',
      verdict: 'well',
      spec: bench.once(
        bench.python(
          'import time, traceback\ntry: open("/tmp/state.json")\nexcept OSError: traceback.print_exc()\nprint("starting from scratch")\ntime.sleep(3600)',
        ),
      ),
    },
    {
      name: 'prepared',
      verdict: 'well',
      spec: bench.spec(
        {},
        { initContainers: [bench.container({ name: 'prepare', ...bench.shell('echo prepared') })] },
      ),
    },
  ];
}
