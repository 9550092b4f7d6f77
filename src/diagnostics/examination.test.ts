import assert from 'node:assert/strict';
import type { Bundle } from './bundle.ts';
import { diagnose } from './diagnose.ts';
import type { SubjectRef } from './finding.ts';
import { ref } from './testing/cases.ts';
import type { PodBuilder } from './testing/objects.ts';
import { claimObject, event, object, pod } from './testing/objects.ts';

function causes(bundle: Bundle, subject?: SubjectRef): string[] {
  return diagnose(bundle, subject).findings.map((finding) => finding.cause);
}

const crashedStep = {
  restartCount: 3,
  state: { waiting: { reason: 'CrashLoopBackOff' } },
  lastState: { terminated: { exitCode: 1, reason: 'Error' } },
};

describe('cause and effect over objects', () => {
  const release = { release: 'airflow' };
  const database = pod('airflow-postgresql-0')
    .labelled(release)
    .waiting(
      'ImagePullBackOff',
      'Back-off pulling image "x": ErrImagePull: rpc error: code = NotFound desc = failed to resolve reference "x": not found',
    );
  const web = pod('airflow-webserver-1')
    .labelled(release)
    .init('wait-for-airflow-migrations', crashedStep)
    .withLog('could not translate host name "airflow-postgresql" to address: Name or service not known\n', {
      container: 'wait-for-airflow-migrations',
    });
  const scheduler = pod('airflow-scheduler-1')
    .labelled(release)
    .init('wait-for-airflow-migrations', crashedStep)
    .withLog('TimeoutError: There are still unapplied migrations after 60 seconds.\n', {
      container: 'wait-for-airflow-migrations',
    });

  it('finds one root for a whole release whose database cannot start', () => {
    const bundle = database.bundle(web, scheduler);
    assert.deepEqual(causes(bundle), ['image-not-found']);
    assert.equal(causes(bundle, web.ref)[0], 'image-not-found');
    assert.equal(causes(bundle, scheduler.ref)[0], 'image-not-found');
  });

  it('goes from the hub to the user’s pod to its claim to the class', () => {
    const user = pod('jupyter-ana')
      .labelled({ component: 'singleuser-server' })
      .mounting('claim-ana', '/home/jovyan')
      .unschedulable('0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.');
    const hub = pod('hub-1')
      .labelled({ component: 'hub' })
      .withLog(
        "ana's server failed to start in 300 seconds, giving up.\nTimeoutError: pod team-a/jupyter-ana did not start in 300 seconds!\n",
      );
    const bundle = user.bundle(
      hub,
      claimObject('claim-ana', 'Pending', { storageClassName: 'gp3' }),
      event(
        { kind: 'PersistentVolumeClaim', name: 'claim-ana' },
        'ProvisioningFailed',
        'storageclass.storage.k8s.io "gp3" not found',
      ),
    );
    const [first] = diagnose(bundle, hub.ref).findings;
    assert.equal(first?.cause, 'pvc-no-storageclass');
    assert.deepEqual(first.subject, {
      kind: 'PersistentVolumeClaim',
      namespace: 'team-a',
      name: 'claim-ana',
    });
    assert.ok(
      first.evidence.some((evidence) => evidence.text.includes('did not start in 300 seconds')),
      'the way to the root is shown',
    );
    assert.deepEqual(causes(bundle), ['pvc-no-storageclass']);
  });

  it('goes from a cron job to its last job to that one’s pod', () => {
    const bundle = pod('n-1-x')
      .ownedBy('Job', 'n-1')
      .ended({ exitCode: 1 })
      .withLog("ModuleNotFoundError: No module named 'x'\n")
      .bundle(
        object('CronJob', 'n', { spec: {} }),
        object(
          'Job',
          'n-1',
          {
            status: {
              failed: 1,
              conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }],
            },
          },
          { ownerReferences: [{ kind: 'CronJob', name: 'n' }] },
        ),
      );
    assert.equal(causes(bundle, ref('CronJob', 'n'))[0], 'python-dependency');
    assert.deepEqual(causes(bundle), ['python-dependency']);
  });

  it('ends where objects blame one another', () => {
    const one = pod('one-0')
      .labelled({ app: 'one' })
      .crashing(3, { exitCode: 1 })
      .withLog('connection to server at "two" port 5432 failed: Connection refused\n');
    const two = pod('two-0')
      .labelled({ app: 'two' })
      .crashing(3, { exitCode: 1 })
      .withLog('connection to server at "one" port 5432 failed: Connection refused\n');
    const service = (name: string): Record<string, unknown> =>
      object('Service', name, { spec: { selector: { app: name } } });
    const bundle = one.bundle(two, service('one'), service('two'));
    assert.equal(causes(bundle, one.ref)[0], 'database-unreachable');
  });
});

describe('pods of one owner in the same trouble', () => {
  const set = object('ReplicaSet', 'api-7d', { spec: { replicas: 5 }, status: { readyReplicas: 2 } });
  const replica = (
    name: string,
    said = '0/4 nodes are available: 4 node(s) had no free ports.',
  ): PodBuilder =>
    pod(name)
      .ownedBy('ReplicaSet', 'api-7d')
      .container({ ports: [{ containerPort: 9100, hostPort: 9100 }] })
      .unschedulable(
        said.replace('had no', "didn't have").replace('ports', 'ports for the requested pod ports'),
      );

  it('is one finding that says how many they are', () => {
    const bundle = replica('api-7d-a').bundle(
      replica(
        'api-7d-b',
        '0/4 nodes are available: 1 node(s) were unschedulable, 3 node(s) had no free ports.',
      ),
      replica('api-7d-c'),
      set,
    );
    for (const { findings } of [diagnose(bundle), diagnose(bundle, ref('ReplicaSet', 'api-7d'))]) {
      assert.deepEqual(
        findings.map(({ cause }) => cause),
        ['scheduling-host-port'],
      );
      assert.equal(findings[0]?.alike?.length, 2);
      assert.match(findings[0].why, /3 pods of api-7d: api-7d-a, api-7d-b and api-7d-c/);
    }
    assert.equal(diagnose(bundle, ref('Pod', 'api-7d-b')).findings[0]?.alike, undefined);
  });

  it('stays two findings where they die of different errors', () => {
    const dying = (name: string, line: string): PodBuilder =>
      pod(name).ownedBy('ReplicaSet', 'api-7d').crashing(4, { exitCode: 1 }).withLog(line);
    const bundle = dying('api-7d-a', 'ValueError: bad shard\n').bundle(
      dying('api-7d-b', 'KeyError: "loss"\n'),
      dying('api-7d-c', 'KeyError: "loss"\n'),
      set,
    );
    assert.deepEqual(
      diagnose(bundle).findings.map(({ title, alike }) => [/bad shard|loss/.exec(title)?.[0], alike?.length]),
      [
        ['bad shard', undefined],
        ['loss', 1],
      ],
    );
  });

  it('stays two findings where they belong to different owners', () => {
    const other = replica('web-1').ownedBy('ReplicaSet', 'web');
    assert.equal(diagnose(replica('api-7d-a').bundle(other, set)).findings.length, 2);
  });
});
