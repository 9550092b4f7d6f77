import { describeCause, ref } from '../testing/cases.ts';
import { bundle, event, node } from '../testing/objects.ts';

const machine = { kind: 'Node', name: 'gpu-1' };
const xid = 'NVRM: Xid (PCI:0000:3b:00): 79, pid=123, GPU has fallen off the bus.';
const condition = (status: string): ReturnType<typeof node> =>
  node('gpu-1', {
    conditions: [
      { type: 'Ready', status: 'True' },
      { type: 'XidCriticalError', status, reason: 'XID79', message: 'GPU has fallen off the bus' },
    ],
  });

describeCause(
  'gpu-hardware-fault',
  [
    {
      when: 'a health checker wrote it on the machine',
      given: [bundle([condition('True')]), ref('Node', 'gpu-1')],
      naming: ['XID79'],
    },
    {
      when: 'it was told once, hours ago',
      given: [
        bundle([node('gpu-1'), event(machine, 'XidError', xid, { ago: 20_000, firstAgo: 20_000, count: 1 })]),
        ref('Node', 'gpu-1'),
      ],
      naming: ['79'],
    },
  ],
  [
    {
      when: 'the health checker says that all is well',
      given: [bundle([condition('False')]), ref('Node', 'gpu-1')],
      instead: 'well',
    },
    {
      when: 'it was days ago',
      given: [
        bundle([
          node('gpu-1'),
          event(machine, 'XidError', xid, { ago: 400_000, firstAgo: 400_000, count: 1 }),
        ]),
        ref('Node', 'gpu-1'),
      ],
      instead: 'well',
    },
  ],
);
