import { deploymentOf, readyAt, serviceOf, type RealProgram } from './real-program.ts';

const labels = { app: 'minio', release: 'store', chart: 'minio-5.4.0', heritage: 'Helm' };

/**
 * Services as MinIO's own chart makes them, with moto behind the one for S3: MinIO itself comes from no package index. So this shows
 * that files go through the forward by the code that is offered, and nothing of MinIO's console.
 */
export const s3: RealProgram = {
  tool: 'minio',
  title: 'MinIO',
  objects: (place) => [
    serviceOf(place, 'store-minio', labels, [{ name: 'http', port: 9000, targetPort: 9000 }]),
    deploymentOf(place, {
      name: 'store-minio',
      labels,
      container: {
        name: 'minio',
        command: ['moto_server', '--host', '0.0.0.0', '--port', '9000'],
        ports: [{ name: 'http', containerPort: 9000 }],
        readinessProbe: readyAt('/', 'http'),
      },
    }),
  ],
  code: [
    {
      snippet: 'python',
      then: [
        'fs.mkdir("shared")',
        'with fs.open("shared/hello.txt", "w") as file:',
        '    file.write("hello")',
        'print("stored", fs.ls("shared"), fs.cat("shared/hello.txt"))',
      ].join('\n'),
      prints: /stored \['shared\/hello\.txt'\] b'hello'$/m,
      typed: ['a-key', 'a-secret'],
    },
  ],
};
