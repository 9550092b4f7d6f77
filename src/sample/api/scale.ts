import { at, number, textMap, type JsonRecord } from '../../common/json.ts';
import type { Backend } from './backend.ts';
import type { Exchange } from './exchange.ts';
import type { ClusterObject } from './object.ts';
import { refusals } from './status.ts';

/** The scale subresource: how many pods a deployment wants. */
export async function scale(
  backend: Backend,
  deployment: ClusterObject,
  exchange: Exchange,
): Promise<JsonRecord> {
  if (exchange.method === 'GET') return scaleOf(deployment);
  if (exchange.method !== 'PATCH') throw refusals.method();
  if (
    !['application/merge-patch+json', 'application/strategic-merge-patch+json'].includes(exchange.contentType)
  )
    throw refusals.mediaType();
  const wanted = at(await exchange.body(), 'spec', 'replicas');
  if (wanted === undefined) return scaleOf(deployment);
  if (typeof wanted !== 'number' || !Number.isInteger(wanted))
    throw refusals.badRequest('spec.replicas must be a whole number');
  if (wanted < 0)
    throw refusals.invalid('Scale', deployment.metadata.name, 'autoscaling', {
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${wanted}: must be greater than or equal to 0`,
      field: 'spec.replicas',
    });
  return scaleOf(backend.scale(deployment, wanted));
}

function scaleOf(deployment: ClusterObject): JsonRecord {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = deployment.metadata;
  const selector = Object.entries(textMap(deployment, 'spec', 'selector', 'matchLabels'));
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: number(deployment, 'spec', 'replicas') ?? 0 },
    status: {
      replicas: number(deployment, 'status', 'replicas') ?? 0,
      selector: selector.map(([key, value]) => `${key}=${value}`).join(','),
    },
  };
}
