import type { Bench, RealCase } from './real-case.ts';

const SERVER = 'import http.server\nhttp.server.test(http.server.SimpleHTTPRequestHandler, port=8000)';

/** Programs whose checks fail, and jobs that give up. */
export function checkCases(bench: Bench): readonly RealCase[] {
  const port = { ports: [{ containerPort: 8000 }] };
  const asks = (more: object): object => ({ httpGet: { path: '/', port: 8000 }, periodSeconds: 2, ...more });
  return [
    {
      name: 'slow-start',
      verdict: { cause: 'probe-kill', row: /start|check/, title: /8 s|check|start/ },
      spec: bench.spec({
        ...bench.python(`import time\nprint("loading model"); time.sleep(40); print("ready")\n${SERVER}`),
        ...port,
        startupProbe: asks({ failureThreshold: 4 }),
      }),
    },
    {
      name: 'stops-answering',
      verdict: { cause: 'probe-kill', row: /check/, title: /check/ },
      spec: bench.spec({
        ...bench.python('import time\nprint("serving"); time.sleep(3600)'),
        ...port,
        livenessProbe: asks({ failureThreshold: 2 }),
      }),
    },
    {
      name: 'localhost-only',
      verdict: {
        cause: 'readiness-failing',
        row: /^answers only itself on port 8888/,
        title: /127\.0\.0\.1 only/,
      },
      spec: bench.spec({
        image: bench.place.images.jupyter,
        command: ['jupyter-lab', '--no-browser', '--allow-root', '--IdentityProvider.token=abc'],
        env: [{ name: 'HOME', value: '/tmp' }],
        ports: [{ containerPort: 8888 }],
        readinessProbe: { httpGet: { path: '/api', port: 8888 }, periodSeconds: 2 },
      }),
      slow: true,
    },
    {
      name: 'answers-503',
      verdict: { cause: 'readiness-failing', row: /not ready|answer|503/, title: /503|check/ },
      spec: bench.spec({
        ...bench.python(
          'import http.server\nclass Busy(http.server.BaseHTTPRequestHandler):\n    def do_GET(self): self.send_error(503)\nhttp.server.HTTPServer(("", 8000), Busy).serve_forever()',
        ),
        ...port,
        readinessProbe: asks({}),
      }),
      slow: true,
    },
    {
      name: 'train',
      kind: 'Job',
      verdict: { cause: 'app-error', title: /no data in \/data/ },
      spec: {
        backoffLimit: 0,
        template: {
          spec: bench.once(
            bench.python("print('epoch 1')\nimport sys, time\ntime.sleep(0.2)\nsys.exit('no data in /data')"),
          ),
        },
      },
    },
    {
      name: 'deadline',
      kind: 'Job',
      verdict: { cause: 'deadline-exceeded', title: /5 s|deadline/ },
      spec: { activeDeadlineSeconds: 5, template: { spec: bench.once({}) } },
    },
    {
      name: 'late',
      verdict: { cause: 'deadline-exceeded', row: /5 s|time|deadline/, title: /5 s|deadline/ },
      spec: bench.once({}, { activeDeadlineSeconds: 5 }),
    },
  ];
}
