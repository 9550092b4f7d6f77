import { deploymentOf, readyAt, serviceOf, type RealProgram } from './real-program.ts';

const labels = { app: 'curves' };
const WRITES_A_RUN = `
from tensorboard.summary import Writer
with_run = Writer("/logs/run-1")
for step in range(10): with_run.add_scalar("loss", 1 / (step + 1), step)
with_run.close()`;

/** There is no chart: known by what it runs. */
export const tensorBoard: RealProgram = {
  tool: 'tensorboard',
  title: 'TensorBoard',
  objects: (place) => {
    const volumeMounts = [{ name: 'logs', mountPath: '/logs' }];
    return [
      serviceOf(place, 'curves', labels, [{ port: 80, targetPort: 6006 }]),
      deploymentOf(place, {
        name: 'curves',
        labels,
        container: {
          name: 'main',
          command: ['tensorboard', '--logdir', '/logs', '--bind_all', '--port', '6006'],
          ports: [{ name: 'http', containerPort: 6006 }],
          readinessProbe: readyAt('/', 'http'),
          volumeMounts,
        },
        pod: {
          volumes: [{ name: 'logs', emptyDir: {} }],
          initContainers: [
            {
              name: 'run',
              image: place.images.tools,
              imagePullPolicy: 'IfNotPresent',
              command: ['python3', '-c', WRITES_A_RUN],
              volumeMounts,
            },
          ],
        },
      }),
    ];
  },
  page: { holds: /<title>TensorBoard<\/title>/, shows: /run-1/ },
  code: [],
};
