import type { Bench, RealCase } from './real-case.ts';

/** Pods that find no machine, or are sent away by the one they were given to. */
export function placingCases(bench: Bench): readonly RealCase[] {
  return [
    {
      name: 'wants-gpu',
      verdict: { cause: 'scheduling-insufficient-gpu', row: /^waiting for a GPU/, title: /GPU/ },
      spec: bench.spec({ resources: { limits: { 'nvidia.com/gpu': '1' } } }),
    },
    {
      name: 'wants-cpu',
      verdict: { cause: 'scheduling-insufficient-resources', row: /CPU/, title: /CPU/ },
      spec: bench.spec({ resources: { requests: { cpu: '500' } } }),
    },
    {
      name: 'wants-memory',
      verdict: { cause: 'scheduling-insufficient-resources', row: /memory/, title: /memory/ },
      spec: bench.spec({ resources: { requests: { memory: '4Ti' } } }),
    },
    {
      name: 'wants-zone',
      verdict: { cause: 'scheduling-node-selector', row: /label|machine/, title: /moon/ },
      spec: bench.spec({}, { nodeSelector: { 'topology.kubernetes.io/zone': 'moon' } }),
    },
    {
      name: 'gated',
      verdict: { cause: 'scheduling-gated', row: /held|gate|hold|wait/, title: /example\.com\/review/ },
      spec: bench.spec({}, { schedulingGates: [{ name: 'example.com/review' }] }),
    },
    {
      name: 'refused-by-machine',
      verdict: { cause: 'unexpected-admission', row: /refused|machine|CPU/i, title: /CPU|real-1/i },
      spec: bench.spec({ resources: { requests: { cpu: '500' } } }, { nodeName: 'real-1' }),
    },
  ];
}
