import type { Bench, RealCase } from './real-case.ts';

/** Programs that die of their own errors. */
export function programCases(bench: Bench): readonly RealCase[] {
  return [
    {
      name: 'missing-package',
      verdict: { cause: 'python-dependency', row: /torch_geometric/, title: /torch_geometric/ },
      spec: bench.spec(bench.python('print("starting training")\nimport torch_geometric')),
    },
    {
      name: 'python-error',
      verdict: { cause: 'app-error', row: /ValueError/, title: /learning rate fast/ },
      spec: bench.spec(
        bench.python(
          'def train(lr):\n    raise ValueError(f"learning rate {lr} is not a number")\ntrain("fast")',
        ),
      ),
    },
    {
      name: 'chained-errors',
      verdict: { cause: 'app-error', row: /FileNotFoundError/, title: /\/data\/train\.csv/ },
      spec: bench.once(
        bench.python(
          [
            'class DataError(RuntimeError): pass',
            'def read(p):',
            '    try: return open(p).read()',
            '    except FileNotFoundError as e: raise DataError(f"cannot load {p}") from e',
            'def train():',
            '    try: read("/data/train.csv")',
            '    except DataError:',
            '        print("falling back to the cache")',
            '        return {}["cache"]',
            'print("epoch 1")',
            'train()',
          ].join('\n'),
        ),
      ),
    },
    {
      name: 'bad-setting',
      verdict: { cause: 'app-error', row: /ValueError/, title: /invalid literal for int/ },
      spec: bench.once({
        ...bench.python("import os\nint(os.environ['EPOCHS'])"),
        env: [{ name: 'EPOCHS', value: 'ten' }],
      }),
    },
    {
      name: 'segfault',
      verdict: { cause: 'native-crash', row: /crash|segmentation/i, title: /segmentation fault|SIGSEGV/i },
      spec: bench.once(
        bench.python('import faulthandler, ctypes\nfaulthandler.enable()\nctypes.string_at(0)'),
      ),
    },
    {
      name: 'not-mine',
      verdict: { cause: 'permission-denied', row: /data\.csv|may not|permission/i, title: /\/data\.csv/ },
      spec: bench.once(bench.python("open('/data.csv', 'w')"), {
        securityContext: { runAsUser: 1000, runAsGroup: 100 },
      }),
    },
    {
      name: 'read-only',
      verdict: {
        cause: 'read-only-filesystem',
        row: /cannot write to \/results\.csv/,
        title: /\/results\.csv/,
      },
      spec: bench.once({
        ...bench.python("open('/results.csv', 'w')"),
        securityContext: { readOnlyRootFilesystem: true },
      }),
    },
    {
      name: 'mistyped',
      verdict: { cause: 'command-not-found', row: /trian|not in its image|command/, title: /trian/ },
      spec: bench.once(bench.shell('echo starting; trian --epochs 3')),
    },
    {
      name: 'no-such-program',
      verdict: { cause: 'command-not-found', row: /jupyter-labb|command/, title: /jupyter-labb/ },
      spec: bench.spec({ command: ['jupyter-labb', '--no-browser'] }),
    },
    {
      name: 'not-executable',
      verdict: {
        cause: 'command-not-executable',
        row: /^may not execute \/scripts\/start\.sh/,
        title: /start\.sh/,
      },
      spec: bench.spec(
        { command: ['/scripts/start.sh'], volumeMounts: [{ name: 'scripts', mountPath: '/scripts' }] },
        { volumes: [{ name: 'scripts', configMap: { name: 'start-scripts', defaultMode: 0o644 } }] },
      ),
      around: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'start-scripts' },
          data: { 'start.sh': '#!/bin/sh\necho started\n' },
        },
      ],
    },
    {
      name: 'done-again-and-again',
      verdict: { cause: 'completed-restart-loop', row: /finish|ends|done/, title: /finish|ends|end/ },
      spec: bench.spec(bench.shell('echo "nothing to do"')),
      slow: true,
    },
    {
      name: 'unknown-host',
      verdict: { cause: 'network-dns', row: /^a name cannot be found|postgres\.db/, title: /address of/ },
      spec: bench.once(bench.python("import socket\nsocket.create_connection(('postgres.db', 5432), 5)"), {
        dnsPolicy: 'None',
        dnsConfig: { nameservers: ['127.0.0.1'], options: [{ name: 'attempts', value: '1' }] },
      }),
    },
    {
      name: 'nobody-listens',
      verdict: { cause: 'network-egress', row: /^a connection is refused/, title: /nothing listens there/ },
      spec: bench.once(
        bench.python("import urllib.request\nurllib.request.urlopen('http://127.0.0.1:5999')"),
      ),
    },
  ];
}
