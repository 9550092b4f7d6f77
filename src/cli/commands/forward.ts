import type { Call } from '../arguments.ts';
import { openCluster } from '../cluster.ts';
import { doorOf } from '../forward-target.ts';
import { hold, openDoor } from '../open-door.ts';
import type { Output } from '../output.ts';
import { UsageError } from '../usage.ts';

/** `porthole forward`: a local port that leads to a pod until interrupted, also when the pod is replaced. */
export async function forward(call: Call, output: Output, signal: AbortSignal): Promise<void> {
  const [word] = call.operands;
  if (word === undefined || call.operands.length > 1)
    throw new UsageError('forward takes one POD, SERVICE or TOOL');
  const cluster = await openCluster(call, signal);
  try {
    const door = await doorOf(cluster.api, word, cluster.namespace, call.port?.remote, signal);
    const wanted = call.port?.local ?? door.endpoint?.preferredLocalPort;
    const opened = await openDoor(
      cluster.api,
      door,
      {
        ...(wanted === undefined ? {} : { preferredPort: wanted }),
        strict: call.port !== undefined && call.port.local !== 0,
      },
      signal,
    );
    await output.write(`${opened.address}\n`);
    await hold(opened, door.title, (words) => output.message(words), signal);
  } finally {
    cluster.dispose();
  }
}
