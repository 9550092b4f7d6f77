import type { Bundle } from '../../diagnostics/bundle.ts';
import { gatherNamespace } from '../../k8s/evidence/gather.ts';
import { podRowsOf } from '../../rows/bundle-rows.ts';
import type { Call } from '../arguments.ts';
import { openCluster } from '../cluster.ts';
import { bundleOf } from '../evidence-files.ts';
import { table, type Output } from '../output.ts';
import { refuseEmptySight } from '../sight.ts';
import { UsageError } from '../usage.ts';

/** `porthole pods`: how each pod is, in words. */
export async function pods(call: Call, output: Output, signal: AbortSignal): Promise<void> {
  if (call.operands.length > 0) throw new UsageError('pods takes no names; use -n NAMESPACE');
  const bundle = call.files.length > 0 ? await bundleOf(call.files) : await gather(call, signal);
  const rows = podRowsOf(bundle).filter(
    (row) => call.namespace === undefined || row.namespace === call.namespace,
  );
  if (call.output === 'json')
    return output.json({ pods: rows.map(({ uid, controller, ...row }) => ({ ...row })) });
  if (rows.length === 0) {
    output.message('no pods here');
    return;
  }
  const all = new Set(rows.map((row) => row.namespace)).size > 1;
  return output.write(table(rows.map((row) => [...(all ? [row.namespace] : []), row.name, row.words])));
}

async function gather(call: Call, signal: AbortSignal): Promise<Bundle> {
  const cluster = await openCluster(call, signal);
  try {
    const { bundle } = await gatherNamespace(
      cluster.api,
      call.allNamespaces ? undefined : cluster.namespace,
      {},
      signal,
    );
    refuseEmptySight(bundle, 'pods');
    return bundle;
  } finally {
    cluster.dispose();
  }
}
