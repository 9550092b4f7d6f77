/** What the server asks the extension about a field: the cluster is the extension's. */
export type Question =
  /** How much of a resource may still be asked for. */
  | {
      readonly asks: 'room';
      readonly namespace: string | undefined;
      readonly resource: string;
      readonly side: Side;
    }
  /** Whether an object that the manifest names is there. */
  | {
      readonly asks: 'exists';
      readonly namespace: string | undefined;
      readonly kind: NamedKind;
      readonly name: string;
    }
  /** How the object that the manifest describes is right now. */
  | {
      readonly asks: 'state';
      readonly namespace: string | undefined;
      readonly kind: string;
      readonly name: string;
    }
  /** How many pods have these labels. */
  | {
      readonly asks: 'matches';
      readonly namespace: string | undefined;
      readonly labels: Readonly<Record<string, string>>;
    }
  /** What a container gets that says nothing, and what of a quota is used: both are the namespace's. */
  | { readonly asks: 'defaults'; readonly namespace: string | undefined }
  | {
      readonly asks: 'used';
      readonly namespace: string | undefined;
      readonly quota: string;
      readonly resource: string;
    }
  /** How many machines have these labels. */
  | { readonly asks: 'machines'; readonly labels: Readonly<Record<string, string>> };
export type Side = 'limits' | 'requests';

/** Where each kind that manifests name is served. */
export const NAMED_KINDS = {
  Secret: { group: '', version: 'v1', plural: 'secrets', namespaced: true },
  ConfigMap: { group: '', version: 'v1', plural: 'configmaps', namespaced: true },
  PersistentVolumeClaim: { group: '', version: 'v1', plural: 'persistentvolumeclaims', namespaced: true },
  ServiceAccount: { group: '', version: 'v1', plural: 'serviceaccounts', namespaced: true },
  Service: { group: '', version: 'v1', plural: 'services', namespaced: true },
  StorageClass: { group: 'storage.k8s.io', version: 'v1', plural: 'storageclasses', namespaced: false },
  PriorityClass: { group: 'scheduling.k8s.io', version: 'v1', plural: 'priorityclasses', namespaced: false },
  IngressClass: { group: 'networking.k8s.io', version: 'v1', plural: 'ingressclasses', namespaced: false },
  RuntimeClass: { group: 'node.k8s.io', version: 'v1', plural: 'runtimeclasses', namespaced: false },
} as const;
export type NamedKind = keyof typeof NAMED_KINDS;

/** What is known. A part that is not known is left out, and nothing is said about it. */
export type Answer =
  | {
      readonly to: 'room';
      readonly namespace: string;
      /** Amounts as numbers: bytes, CPUs, pieces. */
      readonly quota?: { readonly left: number; readonly hard: number; readonly counts: Side };
      /** The most that one container may ask for. */
      readonly most?: number;
      /** What the largest machine has in all. */
      readonly largest?: number;
      /** The most that is free on one machine. */
      readonly free?: number;
    }
  | {
      readonly to: 'exists';
      /** Nothing for what all namespaces share. */
      readonly namespace?: string;
      readonly found: boolean;
      /** Of a claim: its size in bytes. */
      readonly size?: number;
      /** Of a claim: it has no storage yet. */
      readonly isPending?: boolean;
    }
  | {
      readonly to: 'state';
      readonly namespace: string;
      /** The pods of the object, those that need attention first. */
      readonly pods: readonly { readonly name: string; readonly words: string }[];
    }
  | { readonly to: 'matches'; readonly namespace: string; readonly count: number }
  | {
      readonly to: 'defaults';
      readonly namespace: string;
      readonly limits: Readonly<Record<string, number>>;
      readonly requests: Readonly<Record<string, number>>;
    }
  | { readonly to: 'used'; readonly namespace: string; readonly used: number; readonly hard: number }
  | { readonly to: 'machines'; readonly count: number; readonly all: number };

/** From the server to the extension. The answer is an `Answer`, or null. */
export const HERE = 'porthole/here';
