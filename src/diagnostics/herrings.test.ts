import assert from 'node:assert/strict';
import { diagnose } from './diagnose.ts';
import { pod } from './testing/objects.ts';

describe('also seen, not the cause', () => {
  it('sets aside what happened before the pod started, and checks that fail because it is down', () => {
    const builder = pod()
      .crashing(3, { exitCode: 1 })
      .withLog("ModuleNotFoundError: No module named 'x'\n")
      .withEvent('FailedMount', 'MountVolume.SetUp failed for volume "c" : configmap "c" not found', {
        ago: 3500,
      })
      .withEvent('Unhealthy', 'Readiness probe failed: connection refused', { ago: 70 });
    const { findings, alsoSeen } = diagnose(builder.bundle(), builder.ref);
    assert.equal(findings[0]?.cause, 'python-dependency');
    assert.deepEqual(
      alsoSeen.map((seen) => seen.text.split(':')[0]),
      ['FailedMount', 'Unhealthy'],
    );
    assert.match(alsoSeen[0]?.why ?? '', /started since/);
  });

  it('keeps one finding per root and says what follows from it', () => {
    const first = pod('a-1')
      .ownedBy('ReplicaSet', 'a')
      .limits({ memory: '1Gi' })
      .crashing(3, { exitCode: 137, reason: 'OOMKilled' });
    const bundle = first.bundle(
      {
        kind: 'ReplicaSet',
        metadata: { name: 'a', namespace: 'team-a', ownerReferences: [{ kind: 'Deployment', name: 'a' }] },
        spec: { replicas: 1 },
        status: { replicas: 1 },
      },
      { kind: 'Deployment', metadata: { name: 'a', namespace: 'team-a' }, spec: { replicas: 1 }, status: {} },
    );
    const all = diagnose(bundle);
    assert.deepEqual(
      all.findings.map((finding) => [finding.cause, finding.subject.name]),
      [['oom-killed', 'a-1']],
    );
    assert.equal(
      diagnose(bundle, { kind: 'Deployment', namespace: 'team-a', name: 'a' }).findings[0]?.cause,
      'oom-killed',
    );
  });
});
