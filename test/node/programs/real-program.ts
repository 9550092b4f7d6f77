import type { RealNode } from '../real-node.ts';

/** Where programs run: the node that `realNode()` brings up, and a namespace on it. */
export interface Place extends Pick<RealNode, 'selector' | 'images'> {
  readonly namespace: string;
}

/** One program of the catalogue, as people install it, and how to see that it is this one and that its code works. */
export interface RealProgram {
  /** The catalogue's id. */
  readonly tool: string;
  /** Its name in the Tools view. */
  readonly title: string;
  /** What is applied to the cluster, in this order. */
  readonly objects: (place: Place) => readonly object[];
  /** Services that its pods need to reach each other by. */
  readonly services?: readonly string[];
  readonly page?: {
    /** What no other program has, in what its server sends. */
    readonly holds: RegExp;
    /** What the browser shows of it, once its scripts have run. */
    readonly shows: RegExp;
  };
  /** Offered code, and the proof that it did something. */
  readonly code: readonly CodeRun[];
}

export interface CodeRun {
  /** The snippet's id. Its text comes first in the program that is run. */
  readonly snippet: string;
  /** Lines after it. */
  readonly then: string;
  readonly prints: RegExp;
  /** What somebody types, line by line. */
  readonly typed?: readonly string[];
}

interface Part {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly container: { readonly name: string; readonly ports?: readonly object[] } & Readonly<
    Record<string, unknown>
  >;
  readonly replicas?: number;
  readonly pod?: object;
}

/** A Deployment of one container of the `tools` image, on the real node. */
export function deploymentOf(
  place: Place,
  { name, labels, container, replicas = 1, pod = {} }: Part,
): object {
  const { namespace, selector, images } = place;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          nodeSelector: selector,
          terminationGracePeriodSeconds: 1,
          containers: [{ image: images.tools, imagePullPolicy: 'IfNotPresent', ...container }],
          ...pod,
        },
      },
    },
  };
}

export function serviceOf(
  { namespace }: Place,
  name: string,
  labels: Readonly<Record<string, string>>,
  ports: readonly object[],
  selector: Readonly<Record<string, string>> = labels,
): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels },
    spec: { selector, ports },
  };
}

/** Asks once a second: on a busy machine an answer takes its time. */
export function readyAt(path: string, port: string): object {
  return { httpGet: { path, port }, periodSeconds: 1, timeoutSeconds: 10 };
}
