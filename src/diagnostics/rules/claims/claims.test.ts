import type { Bundle } from '../../bundle.ts';
import type { SubjectRef } from '../../finding.ts';
import { describeCause, ref } from '../../testing/cases.ts';
import { bundle, claimObject, object, pod } from '../../testing/objects.ts';

/** A claim that is asked about, with the pods that name it. */
function asked(...objects: Parameters<typeof bundle>[0]): readonly [Bundle, SubjectRef] {
  return [bundle(objects), ref('PersistentVolumeClaim', 'home')];
}

/** A class that makes a disk only once a pod that uses it is placed. */
const lateClass = object(
  'StorageClass',
  'local',
  { provisioner: 'rancher.io/local-path', volumeBindingMode: 'WaitForFirstConsumer' },
  { namespace: undefined },
);
const user = pod('train').mounting('home').waiting('ContainerCreating');

describeCause(
  'pvc-not-found',
  [
    {
      when: 'a pod uses a claim that is nowhere among those that are there',
      given: asked(user.object(), claimObject('other')),
      naming: ['home'],
    },
    {
      when: 'a claim of that name is in another namespace',
      given: asked(
        user.object(),
        claimObject('other'),
        object('PersistentVolumeClaim', 'home', { status: { phase: 'Bound' } }, { namespace: 'team-b' }),
      ),
      naming: ['home', 'team-b'],
    },
  ],
  [
    {
      when: 'no claims of the namespace were read',
      given: asked(user.object()),
      instead: 'well',
    },
    {
      when: 'nobody uses it',
      given: asked(pod('train').object(), claimObject('other')),
      instead: 'well',
    },
  ],
);

describeCause(
  'pvc-waitforfirstconsumer-nodename',
  [
    {
      when: 'only the class tells that it waits for a pod, and a pod names its machine',
      given: asked(user.object(), claimObject('home', 'Pending', { storageClassName: 'local' }), lateClass),
      naming: ['node-1', 'train'],
    },
  ],
  [
    {
      when: 'the pod that uses it is over',
      given: asked(
        pod('train').mounting('home').status({ phase: 'Succeeded' }).object(),
        claimObject('home', 'Pending', { storageClassName: 'local' }),
        lateClass,
      ),
      instead: 'well',
    },
  ],
);
