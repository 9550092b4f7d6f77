import { describeCause, dying, living, ref } from '../testing/cases.ts';
import { before, bundle, object, output, pod } from '../testing/objects.ts';

describeCause(
  'git-sync-auth',
  [
    {
      when: 'the login is refused',
      given: dying("fatal: Authentication failed for 'https://git.example.com/team/dags.git/'\n"),
      naming: ['git.example.com'],
    },
    {
      when: 'the host key is not known',
      given: dying('Host key verification failed.\nfatal: Could not read from remote repository.\n').image(
        'registry.example.com/git-sync/git-sync:v4',
      ),
    },
  ],
  [
    {
      when: 'a database refuses the login',
      given: dying('psycopg2.OperationalError: FATAL:  password authentication failed for user "airflow"\n'),
      instead: 'database-auth',
    },
  ],
);
describeCause(
  'huggingface-auth',
  [
    {
      when: 'the model is gated',
      given: dying(
        'huggingface_hub.errors.GatedRepoError: 401 Client Error. Cannot access gated repo for url https://huggingface.co/meta-llama/Llama-3-8B/resolve/main/config.json.\nAccess to model meta-llama/Llama-3-8B is restricted. You must be authenticated to access it.\n',
      ),
      naming: ['meta-llama/Llama-3-8B', 'terms'],
    },
    {
      when: 'it cannot be reached',
      given: dying(
        "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='huggingface.co', port=443): Max retries exceeded (Caused by NameResolutionError: Failed to resolve 'huggingface.co' ([Errno -3] Temporary failure in name resolution))\n",
      ),
    },
  ],
  [
    {
      when: 'another address is not found',
      given: dying("Failed to resolve 'data.example.com'\n"),
      instead: 'network-dns',
    },
  ],
);
describeCause(
  'database-auth',
  [
    {
      when: 'a program that runs is refused again and again',
      given: living('FATAL: password authentication failed for user "app"\n'),
    },
  ],
  [
    {
      when: 'a database that is well tells of somebody else’s wrong password',
      given: living('FATAL: password authentication failed for user "app"\n').image(
        'docker.io/bitnami/postgresql:16',
      ),
      instead: 'well',
    },
  ],
);
describeCause(
  'database-auth',
  [
    {
      when: 'the disk is older than the password',
      given: [
        pod()
          .crashing(3, { exitCode: 1 })
          .withLog('FATAL:  password authentication failed for user "postgres"\n')
          .bundle(
            object('PersistentVolumeClaim', 'data-postgresql-0', {}, { creationTimestamp: before(900000) }),
            object('Secret', 'postgresql', {}, { creationTimestamp: before(1000) }),
          ),
        ref('Pod', 'train'),
      ],
      naming: ['data-postgresql-0'],
    },
  ],
  [
    {
      when: 'it does not answer',
      given: dying('psycopg2.OperationalError: could not connect to server: Connection refused\n'),
      instead: 'database-unreachable',
    },
  ],
);
describeCause(
  'database-migration',
  [
    {
      when: 'it waits for them',
      given: dying(
        'TimeoutError: There are still unapplied migrations after 60 seconds. MigrationHead(s) in DB: set()\n',
      ),
    },
    {
      when: 'the hub’s schema is old',
      given: dying(
        'Exception: Found database schema version 833da8570507 != 651f5419b74d. Backup your database and run `jupyterhub upgrade-db` to upgrade to the latest schema.\n',
      ),
    },
  ],
  [
    {
      when: 'the migration’s own pod says why',
      given: [
        pod('web')
          .crashing(3, { exitCode: 1 })
          .withLog('TimeoutError: There are still unapplied migrations after 60 seconds.\n')
          .bundle(
            object('Job', 'airflow-run-airflow-migrations', {
              status: {
                failed: 1,
                conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }],
              },
            }),
            pod('mig')
              .ownedBy('Job', 'airflow-run-airflow-migrations')
              .ended({ exitCode: 1 })
              .withLog('FATAL:  password authentication failed for user "postgres"\n'),
          ),
        ref('Pod', 'web'),
      ],
      instead: 'database-auth',
    },
  ],
);
describeCause(
  'database-unreachable',
  [
    {
      when: 'it does not answer',
      given: dying(
        'psycopg2.OperationalError: connection to server at "db.example.com" (10.0.0.9), port 5432 failed: Connection refused\n',
      ),
      naming: ['db.example.com'],
    },
  ],
  [
    {
      when: 'its own pod has a reason',
      given: [
        pod('web')
          .crashing(3, { exitCode: 1 })
          .withLog('connection to server at "mydb" (10.0.0.9), port 5432 failed: Connection refused\n')
          .bundle(
            object('Service', 'mydb', { spec: { selector: { app: 'mydb' } } }),
            pod('mydb-0')
              .labelled({ app: 'mydb' })
              .limits({ memory: '64Mi' })
              .crashing(4, { exitCode: 137, reason: 'OOMKilled' }),
          ),
        ref('Pod', 'web'),
      ],
      instead: 'oom-killed',
    },
  ],
);
describeCause(
  'version-mismatch',
  [
    {
      when: 'Dask’s sides differ',
      given: dying(
        'distributed.client - Mismatched versions found\n+---------+--------+-----------+---------+\n| dask | 2024.1.0 | 2023.5.0 |\n',
      ),
    },
  ],
  [
    {
      when: 'the GPU driver differs',
      given: dying('Failed to initialize NVML: Driver/library version mismatch\n'),
      instead: 'gpu-driver-mismatch',
    },
  ],
);

describeCause(
  'hub-spawn-timeout',
  [
    {
      when: 'the pod is gone',
      given: pod('hub')
        .labelled({ component: 'hub' })
        .withLog('TimeoutError: pod team-a/jupyter-ana did not start in 300 seconds!\n'),
      naming: ['jupyter-ana', '300'],
    },
  ],
  [
    {
      when: 'the pod is there and says why',
      given: [
        pod('hub')
          .withLog('TimeoutError: pod team-a/jupyter-ana did not start in 300 seconds!\n')
          .bundle(pod('jupyter-ana').waiting('ImagePullBackOff', 'manifest unknown')),
        ref('Pod', 'hub'),
      ],
      instead: 'image-not-found',
    },
  ],
);
describeCause(
  'hub-spawn-throttled',
  [
    {
      when: 'too many start at once',
      given: living('[W 2026-01-15 09:59:58 JupyterHub base:1012] 64/64 pending spawns, throttling\n'),
      naming: ['64'],
    },
  ],
  [
    {
      when: 'a server simply starts',
      given: living('[I 2026-01-15 09:59:58 JupyterHub base:1012] User ana took 9.1 seconds to start\n'),
      instead: 'well',
    },
  ],
);
describeCause(
  'hub-stale-watch',
  [
    {
      when: 'the pod is well and the hub says that it never came',
      given: [
        pod('jupyter-ana-x7k2')
          .labelled({ component: 'singleuser-server' })
          .bundle(pod('hub').withLog('TimeoutError: pod/jupyter-ana-x7k2 did not start in 300 seconds!\n')),
        ref('Pod', 'jupyter-ana-x7k2'),
      ],
      naming: ['hub'],
    },
  ],
  [
    {
      when: 'the hub speaks of another pod',
      given: [
        pod('jupyter-ana-x7k2')
          .labelled({ component: 'singleuser-server' })
          .bundle(pod('hub').withLog('TimeoutError: pod/jupyter-bob-1111 did not start in 300 seconds!\n')),
        ref('Pod', 'jupyter-ana-x7k2'),
      ],
      instead: 'well',
    },
  ],
);
describeCause(
  'helm-release-pending',
  [
    {
      when: 'helm says so',
      given: [
        bundle([], {
          outputs: [
            output(
              'helm',
              'Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress',
            ),
          ],
        }),
        ref('HelmRelease', 'hub'),
      ],
    },
    {
      when: 'the newest record is pending',
      given: [
        bundle([
          object(
            'Secret',
            'sh.helm.release.v1.hub.v2',
            {},
            { labels: { owner: 'helm', name: 'hub', version: '2', status: 'pending-upgrade' } },
          ),
        ]),
        ref('HelmRelease', 'hub'),
      ],
    },
  ],
  [
    {
      when: 'it is deployed',
      given: [
        bundle([
          object(
            'Secret',
            'sh.helm.release.v1.hub.v2',
            {},
            { labels: { owner: 'helm', name: 'hub', version: '2', status: 'deployed' } },
          ),
        ]),
        ref('HelmRelease', 'hub'),
      ],
      instead: 'well',
    },
  ],
);
describeCause(
  'helm-release-failed',
  [
    {
      when: 'values are refused',
      given: [
        bundle([], {
          outputs: [
            output(
              'helm',
              "Error: INSTALLATION FAILED: values don't meet the specifications of the schema(s) in the following chart(s):\nhub: Additional property foo is not allowed",
            ),
          ],
        }),
        ref('HelmRelease', 'hub'),
      ],
    },
  ],
  [
    {
      when: 'its pods have a reason',
      given: [
        pod('hub-1')
          .labelled({ 'app.kubernetes.io/instance': 'hub' })
          .waiting('ImagePullBackOff', 'manifest unknown')
          .bundle(),
        ref('HelmRelease', 'hub'),
      ],
      instead: 'image-not-found',
    },
  ],
);
describeCause(
  'still-starting',
  [{ when: 'it is young', given: pod().aged(15).waiting('ContainerCreating', '', 15) }],
  [
    {
      when: 'it waits for ever',
      given: pod().waiting('CreateContainerConfigError', 'secret "x" not found'),
      instead: 'missing-secret',
    },
  ],
);
describeCause(
  'transient-not-a-failure',
  [
    {
      when: 'a mount failed and it started',
      given: pod().withEvent(
        'FailedMount',
        'MountVolume.SetUp failed for volume "x" : configmap "y" not found',
        { ago: 3595 },
      ),
    },
  ],
  [{ when: 'nothing ever happened', given: pod(), instead: 'well' }],
);
