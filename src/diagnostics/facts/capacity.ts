import type { JsonRecord } from '../../common/json.ts';
import { at, list, record, text, textMap } from '../../common/json.ts';
import { isGpu, quantityOf } from '../words/quantities.ts';
import type { Shortage } from '../words/scheduling.ts';
import type { BundleIndex } from './bundle-index.ts';
import type { PodFacts } from './pod-facts.ts';

export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

export function taintsOf(node: JsonRecord): readonly Taint[] {
  return list(node, 'spec', 'taints').map((taint) => ({
    key: text(taint, 'key') ?? '',
    value: text(taint, 'value') ?? '',
    effect: text(taint, 'effect') ?? '',
  }));
}

export function tolerates(pod: PodFacts, taint: Taint): boolean {
  if (taint.effect === 'PreferNoSchedule') return true;
  return list(pod.spec, 'tolerations').some((toleration) => {
    const key = text(toleration, 'key') ?? '';
    const effect = text(toleration, 'effect') ?? '';
    if (effect !== '' && effect !== taint.effect) return false;
    if (key === '') return text(toleration, 'operator') === 'Exists';
    return (
      key === taint.key &&
      (text(toleration, 'operator') === 'Exists' || (text(toleration, 'value') ?? '') === taint.value)
    );
  });
}

/** The labels that a pod demands of its machine, as `key=value` (node selector, and required node affinity as far as it is plain). */
export function wantedLabels(pod: PodFacts): readonly string[] {
  const selector = Object.entries(textMap(pod.spec, 'nodeSelector')).map(([key, value]) => `${key}=${value}`);
  const terms = list(
    pod.spec,
    'affinity',
    'nodeAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
    'nodeSelectorTerms',
  );
  const affinity = terms.flatMap((term) => list(term, 'matchExpressions').map(expressionWords));
  return [...selector, ...affinity];
}

function expressionWords(expression: unknown): string {
  const key = text(expression, 'key') ?? '';
  const values = list(expression, 'values').map(String);
  const operator = text(expression, 'operator') ?? 'In';
  if (operator === 'In')
    return values.length === 1 ? `${key}=${values[0] ?? ''}` : `${key} in (${values.join(', ')})`;
  return `${key} ${operator}${values.length > 0 ? ` (${values.join(', ')})` : ''}`;
}

/** True when the node carries the labels of the pod's node selector and one of its affinity terms. */
export function labelsFit(pod: PodFacts, node: JsonRecord): boolean {
  const labels = textMap(node, 'metadata', 'labels');
  if (!Object.entries(textMap(pod.spec, 'nodeSelector')).every(([key, value]) => labels[key] === value))
    return false;
  const terms = list(
    pod.spec,
    'affinity',
    'nodeAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
    'nodeSelectorTerms',
  );
  return (
    terms.length === 0 ||
    terms.some((term) =>
      list(term, 'matchExpressions').every((expression) => expressionHolds(expression, labels)),
    )
  );
}

function expressionHolds(expression: unknown, labels: Readonly<Record<string, string>>): boolean {
  const value = labels[text(expression, 'key') ?? ''];
  const values = list(expression, 'values').map(String);
  switch (text(expression, 'operator')) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return Number(value) > Number(values[0]);
    case 'Lt':
      return Number(value) < Number(values[0]);
    default:
      return true;
  }
}

function allocatable(node: JsonRecord, resource: string): number {
  return (
    quantityOf(at(node, 'status', 'allocatable', resource)) ??
    quantityOf(at(node, 'status', 'capacity', resource)) ??
    0
  );
}

/** Free amount on a node: what it offers less what its unfinished pods ask for, as far as the bundle shows them. */
export function freeOn(node: JsonRecord, resource: string, index: BundleIndex): number {
  const name = text(node, 'metadata', 'name') ?? '';
  const used = index
    .podsOnNode(name)
    .filter((pod) => !pod.isFinished)
    .reduce((sum, pod) => sum + pod.request(resource), 0);
  return allocatable(node, resource) - used;
}

/** How a resource stands on the machines whose labels fit. Without nodes in the bundle only what is asked is known. */
export function shortageOf(pod: PodFacts, resource: string, index: BundleIndex): Shortage {
  const asked = pod.request(resource);
  const nodes = index.all('Node').filter((node) => labelsFit(pod, node));
  if (nodes.length === 0) return { resource, asked };
  const offering = nodes.filter((node) => allocatable(node, resource) > 0);
  const free = offering.map((node) => freeOn(node, resource, index));
  const total = offering.reduce((sum, node) => sum + allocatable(node, resource), 0);
  const used = total - free.reduce((sum, amount) => sum + amount, 0);
  return {
    resource,
    asked,
    nodesWith: offering.length,
    largest: Math.max(0, ...offering.map((node) => allocatable(node, resource))),
    // What other people's pods use is only known when their pods were read.
    ...(used > 0 ? { mostFree: Math.max(...free), total, used } : {}),
  };
}

/** GPU resources that a pod asks for. */
export function gpuRequests(pod: PodFacts): readonly string[] {
  return pod.requestedResources.filter((resource) => isGpu(resource) && pod.request(resource) > 0);
}

export function nodeOffers(node: JsonRecord, resource: string): boolean {
  return allocatable(node, resource) > 0;
}

/** True when the node's own record names the resource at all, even with 0. */
export function nodeNames(node: JsonRecord, resource: string): boolean {
  return resource in record(node, 'status', 'capacity') || resource in record(node, 'status', 'allocatable');
}
