import assert from 'node:assert/strict';
import { ManifestFile } from '../documents/manifest-file.ts';
import { fieldAt } from '../position/field-at.ts';
import { mistakesAt } from './mistakes-at.ts';

const JOB = `apiVersion: batch/v1
kind: Job
metadata: {name: train}
spec:
  backoffLimit: 0
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: main
          image: x:1
          args: [--output-dir, /results/run, --checkpoint_dir=/ckpt/a, --model-path, /models, --save-path=/data/out, --out, /tmp/x]
          env: [{name: RESULTS_DIR, value: /scratch/r}, {name: DATA_DIR, value: /elsewhere}]
          volumeMounts: [{name: data, mountPath: /data}, {name: scratch, mountPath: /scratch/}]
      volumes:
        - {name: data, persistentVolumeClaim: {claimName: home}}
        - {name: scratch, emptyDir: {}}
`;
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  template:
    spec:
      containers: [{name: a, image: x:1}]
      volumes:
        - {name: data, persistentVolumeClaim: {claimName: home}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: home}
spec:
  accessModes: [ReadWriteOnce]
`;

function at(text: string, words: string): string {
  const found = fieldAt(new ManifestFile(text), text.indexOf(words) + 1, 'a.yaml', () => undefined);
  assert.ok(found, words);
  return mistakesAt(found.field).join('\n');
}

describe('mistakes with storage', () => {
  it('are said where results go to a folder that does not stay', () => {
    assert.match(at(JOB, '--output-dir'), /\/results\/run is on no volume/);
    assert.match(at(JOB, '/results/run'), /\/results\/run is on no volume/);
    assert.match(at(JOB, '--checkpoint_dir'), /\/ckpt\/a is on no volume/);
    assert.match(at(JOB, '/scratch/r}'), /scratch folder/);
  });

  it('are not said of storage, of what is read, and of what nobody expects to stay', () => {
    for (const words of ['--save-path', '--model-path', '/models', '/tmp/x', '/elsewhere'])
      assert.equal(at(JOB, words), '', words);
  });

  it('are said where several copies share a claim for one machine', () => {
    assert.match(at(DEPLOYMENT, '3\n'), /"home" is ReadWriteOnce, and 3 copies share it/);
    assert.match(at(DEPLOYMENT, 'home}'), /ReadWriteOnce/);
    assert.equal(at(DEPLOYMENT.replace('Once', 'Many'), 'home}'), '');
    assert.equal(at(DEPLOYMENT.replace('replicas: 3', 'replicas: 1'), 'home}'), '');
    assert.equal(at(DEPLOYMENT.replace('claimName: home', 'claimName: other'), '3\n'), '');
  });
});
