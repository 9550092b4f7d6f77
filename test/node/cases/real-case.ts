/** What Porthole has to say about something that really fails, waits, or is well. */
export type Verdict =
  | {
      /** The cause of the first finding. */
      readonly cause: string;
      /** The sentence of the Explain page. */
      readonly title: RegExp;
      /** The words of its row, where it has one: pods do. */
      readonly row?: RegExp;
      /** The row speaks of it only after a closer look, because Kubernetes itself says nothing. */
      readonly quiet?: true;
    }
  | 'well';

/** One thing on a real node, and the verdict it deserves. */
export interface RealCase {
  readonly name: string;
  readonly kind?: 'Pod' | 'Job' | 'Deployment';
  readonly verdict: Verdict;
  /** A pod's spec, or that of the kind's own. */
  readonly spec: object;
  /** What has to be there beside it. */
  readonly around?: readonly object[];
  /** Shows only after more than half a minute: left out of `npm test`, part of `PORTHOLE_LONG=1`. */
  readonly slow?: true;
}

/** Where the pods of a node run, and what they can be made of. */
export interface Workplace {
  readonly selector: Readonly<Record<string, string>>;
  readonly images: { readonly busybox: string; readonly python: string; readonly jupyter: string };
  /** `127.0.0.1:PORT` of a registry that has nothing and says so in several ways. */
  readonly registry: string;
}

const API_VERSION = { Pod: 'v1', Job: 'batch/v1', Deployment: 'apps/v1' } as const;

/** Parts of pods that the cases are made of. */
export class Bench {
  readonly place: Workplace;

  constructor(place: Workplace) {
    this.place = place;
  }

  /** A container named `main` that sleeps, unless told otherwise. */
  container(more: object): object {
    return {
      name: 'main',
      image: this.place.images.busybox,
      imagePullPolicy: 'IfNotPresent',
      command: ['sleep', '3600'],
      ...more,
    };
  }

  /** The spec of a pod with that container. */
  spec(more: object, pod: object = {}): object {
    return {
      nodeSelector: this.place.selector,
      terminationGracePeriodSeconds: 0,
      containers: [this.container(more)],
      ...pod,
    };
  }

  /** A container that runs this Python, its output unbuffered as in most images for data work. */
  python(code: string): object {
    return { image: this.place.images.python, command: ['python3', '-u', '-c', code] };
  }

  shell(script: string): object {
    return { command: ['sh', '-c', script] };
  }

  /** A pod that runs once. */
  once(more: object, pod: object = {}): object {
    return this.spec(more, { restartPolicy: 'Never', ...pod });
  }
}

/** Kinds that stand in no namespace. */
const CLUSTER_WIDE = /"kind":"(RuntimeClass|PersistentVolume|StorageClass|CSIDriver)"/;

/** The manifest of a case: what is around it first. */
export function manifestOf({ name, kind = 'Pod', spec, around = [] }: RealCase, namespace: string): object[] {
  const placed = around.map((object) =>
    CLUSTER_WIDE.test(JSON.stringify(object))
      ? object
      : { ...object, metadata: { ...('metadata' in object ? (object.metadata as object) : {}), namespace } },
  );
  return [...placed, { apiVersion: API_VERSION[kind], kind, metadata: { name, namespace }, spec }];
}
