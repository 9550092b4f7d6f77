const container = (number: number) => ({
  name: 'main',
  image: `registry.example.com/team/web:1.${number % 10}`,
  command: ['python', '-m', 'server'],
  env: [
    { name: 'NUMBER', value: String(number) },
    { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'web', key: 'token' } } },
  ],
  resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { memory: '2Gi' } },
  volumeMounts: [{ name: 'data', mountPath: '/data' }],
});
const deployment = (number: number) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: `web-${number}`, labels: { app: `web-${number}` } },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: `web-${number}` } },
    template: {
      metadata: { labels: { app: `web-${number}` } },
      spec: {
        containers: [container(number)],
        volumes: [{ name: 'data', persistentVolumeClaim: { claimName: `data-${number}` } }],
      },
    },
  },
});

/** Deployments one after the other, until there are so many lines. */
export function longManifest(lines: number): string {
  return grown(lines, (number) => `${yaml(deployment(number), '')}---\n`);
}

/** A list of them as JSON. */
export function longJson(lines: number): string {
  const item = (number: number): string => `${JSON.stringify(deployment(number), undefined, 2)},\n`;
  const items = grown(lines, item).replace(/,\n$/, '');
  return `{"apiVersion": "v1", "kind": "List", "items": [\n${items}\n]}\n`;
}

function grown(lines: number, part: (number: number) => string): string {
  let text = '';
  let count = 0;
  for (let number = 0; count < lines; number++) {
    const next = part(number);
    text += next;
    count += next.split('\n').length - 1;
  }
  return text;
}

function yaml(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return `${indent}${String(value)}\n`;
  if (Array.isArray(value))
    return value.map((item) => `${indent}- ${yaml(item, `${indent}  `).trimStart()}`).join('');
  return Object.entries(value)
    .map(([key, inner]) =>
      typeof inner === 'object' && inner !== null
        ? `${indent}${key}:\n${yaml(inner, `${indent}  `)}`
        : `${indent}${key}: ${/^\d+$/.test(String(inner)) && typeof inner === 'string' ? `"${inner}"` : String(inner)}\n`,
    )
    .join('');
}
