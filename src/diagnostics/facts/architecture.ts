import { text } from '../../common/json.ts';
import type { BundleIndex } from './bundle-index.ts';
import type { PodFacts } from './pod-facts.ts';

export function archOf(pod: PodFacts, index: BundleIndex, message = ''): string | undefined {
  const node = pod.nodeName === undefined ? undefined : index.get('Node', undefined, pod.nodeName);
  return (
    text(node, 'status', 'nodeInfo', 'architecture') ??
    /linux\/(arm64|amd64|arm|ppc64le|s390x)/.exec(message)?.[1]
  );
}
