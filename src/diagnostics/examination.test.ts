import assert from 'node:assert/strict';
import type { Bundle } from './bundle.ts';
import { diagnose } from './diagnose.ts';
import type { SubjectRef } from './finding.ts';
import { ref } from './testing/cases.ts';
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
