import type { JsonRecord } from '../../common/json.ts';

export interface ContainerPlan {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
  /** `cpu`, `memory`, `nvidia.com/gpu`. */
  readonly requests?: Readonly<Record<string, string>>;
  readonly limits?: Readonly<Record<string, string>>;
  readonly mounts?: Readonly<Record<string, string>>;
  readonly more?: JsonRecord;
}

export interface SpecPlan {
  readonly containers: readonly ContainerPlan[];
  /** Volume name to claim. */
  readonly claims?: Readonly<Record<string, string>>;
  readonly restartPolicy?: 'Always' | 'OnFailure' | 'Never';
  readonly serviceAccountName?: string;
  readonly more?: JsonRecord;
}

/** A pod's spec with the fields that the API server fills in. */
export function podSpec(plan: SpecPlan): JsonRecord {
  const account = plan.serviceAccountName ?? 'default';
  const volumes = Object.entries(plan.claims ?? {}).map(([name, claimName]) => ({
    name,
    persistentVolumeClaim: { claimName },
  }));
  return {
    ...(volumes.length > 0 ? { volumes } : {}),
    containers: plan.containers.map(container),
    restartPolicy: plan.restartPolicy ?? 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    serviceAccountName: account,
    serviceAccount: account,
    securityContext: {},
    schedulerName: 'default-scheduler',
    tolerations: ['not-ready', 'unreachable'].map((key) => ({
      key: `node.kubernetes.io/${key}`,
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: 300,
    })),
    priority: 0,
    enableServiceLinks: true,
    preemptionPolicy: 'PreemptLowerPriority',
    ...plan.more,
  };
}

function container(plan: ContainerPlan): JsonRecord {
  const { name, image, command, args, env, ports, requests, limits, mounts } = plan;
  return {
    name,
    image,
    ...(command ? { command } : {}),
    ...(args ? { args } : {}),
    ...(ports ? { ports: ports.map((port) => ({ ...port, protocol: 'TCP' })) } : {}),
    ...(env ? { env: Object.entries(env).map(([key, value]) => ({ name: key, value })) } : {}),
    resources: { ...(limits ? { limits } : {}), ...(requests ? { requests } : {}) },
    ...(mounts
      ? { volumeMounts: Object.entries(mounts).map(([volume, mountPath]) => ({ name: volume, mountPath })) }
      : {}),
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: 'IfNotPresent',
    ...plan.more,
  };
}
