import type { JsonRecord } from '../../common/json.ts';
import type { Bundle } from '../bundle.ts';
import type { SubjectRef } from '../finding.ts';
import { describeCause, ref } from '../testing/cases.ts';
import { before, bundle, object, pod } from '../testing/objects.ts';

type Given = readonly [Bundle, SubjectRef];

function alone(kind: string, fields: JsonRecord, metadata: JsonRecord = {}): Given {
  return [bundle([object(kind, 'web', fields, metadata)]), ref(kind, 'web')];
}

describeCause(
  'admission-denied',
  [
    {
      when: 'a StatefulSet made no pod and no event tells why',
      given: alone('StatefulSet', { spec: { replicas: 3 }, status: { replicas: 0 } }),
      naming: ['None of its 3 pods was made', 'Events are kept for about an hour'],
    },
    {
      when: 'a DaemonSet made none of the pods that it should have',
      given: alone('DaemonSet', {
        spec: {},
        status: { desiredNumberScheduled: 2, currentNumberScheduled: 0, numberReady: 0 },
      }),
      naming: ['None of its 2 pods was made'],
    },
    {
      when: 'a Job was begun and has no pod',
      given: alone('Job', { spec: { parallelism: 1 }, status: { startTime: before(900) } }),
      naming: ['Its pod was never made', 'kubectl describe job web'],
    },
    {
      when: 'the events may not be read',
      given: [
        bundle([object('StatefulSet', 'web', { spec: { replicas: 1 }, status: { replicas: 0 } })], {
          notSeen: [{ what: 'events', namespace: 'team-a', reason: 'not-allowed' }],
        }),
        ref('StatefulSet', 'web'),
      ],
      naming: ['Events could not be read here'],
    },
  ],
  [
    {
      when: 'a StatefulSet is switched off',
      given: alone('StatefulSet', { spec: { replicas: 0 }, status: { replicas: 0 } }),
      instead: 'well',
    },
    {
      when: 'a StatefulSet is new',
      given: alone(
        'StatefulSet',
        { spec: { replicas: 1 }, status: { replicas: 0 } },
        { creationTimestamp: before(20) },
      ),
      instead: 'well',
    },
    {
      when: 'its status was not read',
      given: alone('StatefulSet', { spec: { replicas: 1 } }),
      instead: 'well',
    },
    {
      when: 'its pods are not in the evidence',
      given: alone('StatefulSet', { spec: { replicas: 1 }, status: { replicas: 1, readyReplicas: 1 } }),
      instead: 'well',
    },
    {
      when: 'a Job is paused',
      given: alone('Job', { spec: { parallelism: 1, suspend: true }, status: {} }),
      instead: 'well',
    },
    {
      when: 'its pod is there and its count is a moment behind',
      given: [
        bundle([
          object('StatefulSet', 'web', { spec: { replicas: 1 }, status: { replicas: 0 } }),
          pod('web-0').ownedBy('StatefulSet', 'web').object(),
        ]),
        ref('StatefulSet', 'web'),
      ],
      instead: 'well',
    },
  ],
);
