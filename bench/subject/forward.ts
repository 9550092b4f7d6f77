// The process of an extension host that is connected to a cluster: opens forwards as a click on a tool does.
import { number, text } from '../../src/common/json.ts';
import { openForward, type Forward } from '../../src/k8s/streams/forward.ts';
import type { ClusterApi } from '../../src/k8s/transport/cluster-api.ts';
import { apiOf } from '../../test/node/cluster-access.ts';
import { answers } from './answers.ts';

const never = new AbortController().signal;
const forwards = new Map<number, Forward>();
let api: ClusterApi | undefined;

/** Nobody opens a tool before Porthole has shown it. */
async function connect(input: unknown): Promise<void> {
  api = await apiOf(text(input, 'kubeconfig') ?? '');
  await api.json({ path: `/api/v1/namespaces/${text(input, 'namespace') ?? ''}/pods` }, never);
}

async function open(input: unknown): Promise<number> {
  if (!api) throw new Error('not connected');
  const target = {
    kind: 'service',
    namespace: text(input, 'namespace') ?? '',
    name: 'web',
    port: number(input, 'port') ?? 0,
  } as const;
  const forward = await openForward(api, target, {}, never);
  forwards.set(forward.localPort, forward);
  return forward.localPort;
}

function close(input: unknown): void {
  forwards.get(number(input, 'localPort') ?? 0)?.dispose();
}

answers({ connect, open, close });
