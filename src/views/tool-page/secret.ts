import * as l10n from '@vscode/l10n';
import { record, text } from '../../common/json.ts';
import { ClusterError } from '../../k8s/problem.ts';
import type { ClusterApi } from '../../k8s/transport/cluster-api.ts';
import type { Credential } from '../../tools/installed-tool.ts';

/** Reads one value of a Secret, now, for the clipboard. It is returned and kept nowhere; errors never hold it. */
export async function secretOf(
  session: { readonly api: Pick<ClusterApi, 'json'> },
  namespace: string,
  { secret, key }: Credential,
  signal: AbortSignal,
): Promise<string> {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/secrets/${encodeURIComponent(secret)}`;
  const answer = record(await session.api.json({ path }, signal));
  const value = text(answer, 'data', key);
  if (value === undefined)
    throw new ClusterError({
      kind: 'not-found',
      message: l10n.t('The secret {0} has no entry {1}.', secret, key),
    });
  return Buffer.from(value, 'base64').toString('utf8');
}
