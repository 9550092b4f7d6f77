import {
  at,
  condition,
  ended,
  inits,
  one,
  restarted,
  running,
  up,
  waiting,
  withInits,
  withSidecar,
  type PodCase,
} from './pod-case.ts';

/** Pods whose init containers and sidecars decide the word. */
export const INIT_CASES: readonly PodCase[] = [
  {
    name: 'init-none-started',
    spec: withInits,
    status: { phase: 'Pending', initContainerStatuses: [at('i0', waiting()), at('i1', waiting())] },
    prints: ['Init:0/2', '0/1', 0],
  },
  {
    name: 'init-initializing',
    spec: withInits,
    status: {
      phase: 'Pending',
      initContainerStatuses: [at('i0', waiting('PodInitializing')), at('i1', waiting('PodInitializing'))],
      containerStatuses: [at('main', waiting('PodInitializing'))],
    },
    prints: ['Init:0/2', '0/1', 0],
  },
  {
    name: 'init-second-running',
    spec: withInits,
    status: {
      phase: 'Pending',
      initContainerStatuses: [at('i0', ended(0, 'Completed')), at('i1', running)],
      containerStatuses: [at('main', waiting('PodInitializing'))],
    },
    prints: ['Init:1/2', '0/1', 0],
  },
  {
    name: 'init-all-done',
    spec: withInits,
    status: {
      phase: 'Pending',
      initContainerStatuses: [at('i0', ended(0, 'Completed')), at('i1', ended(0, 'Completed'))],
      containerStatuses: [at('main', waiting('PodInitializing'))],
    },
    prints: ['PodInitializing', '0/1', 0],
  },
  {
    name: 'init-error',
    spec: withInits,
    status: { phase: 'Pending', initContainerStatuses: [at('i0', ended(1, 'Error'))] },
    prints: ['Init:Error', '0/1', 0],
  },
  {
    name: 'init-exit-code',
    spec: withInits,
    status: { phase: 'Pending', initContainerStatuses: [at('i0', ended(4))] },
    prints: ['Init:ExitCode:4', '0/1', 0],
  },
  {
    name: 'init-signal',
    spec: withInits,
    status: { phase: 'Pending', initContainerStatuses: [at('i0', ended(139, undefined, 11))] },
    prints: ['Init:Signal:11', '0/1', 0],
  },
  {
    name: 'init-crash-loop',
    spec: withInits,
    status: {
      phase: 'Pending',
      initContainerStatuses: [at('i0', waiting('CrashLoopBackOff'), restarted(5))],
    },
    prints: ['Init:CrashLoopBackOff', '0/1', 5],
  },
  {
    name: 'init-image',
    spec: withInits,
    status: { phase: 'Pending', initContainerStatuses: [at('i0', waiting('ImagePullBackOff'))] },
    prints: ['Init:ImagePullBackOff', '0/1', 0],
  },
  {
    name: 'init-restarts-end-with-it',
    spec: withInits,
    status: {
      phase: 'Running',
      conditions: [condition('Initialized', 'True')],
      initContainerStatuses: [at('i0', ended(0, 'Completed'), restarted(3)), at('i1', ended(0, 'Completed'))],
      containerStatuses: [up('main', restarted(1, '2026-01-03T00:00:00Z'))],
    },
    prints: ['Running', '1/1', 1],
  },
  {
    name: 'init-runs-again-after-a-reboot',
    spec: withInits,
    status: {
      phase: 'Running',
      conditions: [condition('Initialized', 'True')],
      initContainerStatuses: [at('i0', running, restarted(1)), at('i1', waiting('PodInitializing'))],
      containerStatuses: [up('main')],
    },
    prints: ['Init:0/2', '1/1', 0],
  },
  {
    name: 'init-failed-of-a-failed-pod',
    spec: { ...withInits, restartPolicy: 'Never' },
    status: {
      phase: 'Failed',
      conditions: [condition('Initialized', 'False')],
      initContainerStatuses: [at('i0', ended(1, 'Error')), at('i1', waiting('PodInitializing'))],
      containerStatuses: [at('main', waiting('PodInitializing'))],
    },
    prints: ['Init:Error', '0/1', 0],
  },

  {
    name: 'sidecar-and-app',
    spec: withSidecar,
    status: {
      phase: 'Running',
      conditions: [condition('Initialized', 'True')],
      initContainerStatuses: [up('side')],
      containerStatuses: [up('main')],
    },
    prints: ['Running', '2/2', 0],
  },
  {
    name: 'sidecar-not-started',
    spec: withSidecar,
    status: {
      phase: 'Pending',
      initContainerStatuses: [at('side', running, { started: false })],
      containerStatuses: [at('main', waiting('PodInitializing'))],
    },
    prints: ['Init:0/1', '0/2', 0],
  },
  {
    name: 'sidecar-started-not-ready',
    spec: withSidecar,
    status: {
      phase: 'Running',
      initContainerStatuses: [at('side', running, { started: true })],
      containerStatuses: [up('main')],
    },
    prints: ['Running', '1/2', 0],
  },
  {
    name: 'sidecar-crash-loop-before-the-app',
    spec: withSidecar,
    status: {
      phase: 'Pending',
      conditions: [condition('Initialized', 'False')],
      initContainerStatuses: [at('side', waiting('CrashLoopBackOff'), { started: false, ...restarted(3) })],
    },
    prints: ['Init:CrashLoopBackOff', '0/2', 3],
  },
  {
    name: 'sidecar-crash-loop-beside-the-app',
    spec: withSidecar,
    status: {
      phase: 'Running',
      conditions: [condition('Initialized', 'True')],
      initContainerStatuses: [at('side', waiting('CrashLoopBackOff'), { started: false, ...restarted(3) })],
      containerStatuses: [up('main', restarted(2))],
    },
    prints: ['Init:CrashLoopBackOff', '1/2', 5],
  },
  {
    name: 'sidecar-restarts-count',
    spec: { ...one, ...inits('i0', 'side') },
    status: {
      phase: 'Running',
      conditions: [condition('Initialized', 'True')],
      initContainerStatuses: [at('i0', ended(0, 'Completed'), restarted(4)), up('side', restarted(2))],
      containerStatuses: [up('main', restarted(1))],
    },
    prints: ['Running', '2/2', 3],
  },
  {
    name: 'init-after-a-sidecar',
    spec: { ...one, ...inits('side', 'i1') },
    status: {
      phase: 'Pending',
      initContainerStatuses: [up('side'), at('i1', running)],
      containerStatuses: [at('main', waiting('PodInitializing'))],
    },
    prints: ['Init:1/2', '1/2', 0],
  },
  {
    name: 'sidecar-outlives-the-app',
    spec: withSidecar,
    status: {
      phase: 'Running',
      conditions: [condition('Initialized', 'True'), condition('Ready', 'False')],
      initContainerStatuses: [up('side')],
      containerStatuses: [at('main', ended(0, 'Completed'))],
    },
    prints: ['Completed', '1/2', 0],
  },
  {
    name: 'sidecar-ended-with-the-pod',
    spec: withSidecar,
    status: {
      phase: 'Succeeded',
      conditions: [condition('Initialized', 'True')],
      initContainerStatuses: [at('side', ended(0, 'Completed'), { started: false })],
      containerStatuses: [at('main', ended(0, 'Completed'))],
    },
    prints: ['Completed', '0/2', 0],
  },
  {
    name: 'sidecar-killed-with-the-pod',
    spec: withSidecar,
    status: {
      phase: 'Succeeded',
      conditions: [condition('Initialized', 'True')],
      initContainerStatuses: [at('side', ended(137, 'Error'), { started: false })],
      containerStatuses: [at('main', ended(0, 'Completed'))],
    },
    prints: ['Completed', '0/2', 0],
  },
];
